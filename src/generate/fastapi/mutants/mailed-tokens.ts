import type { Blueprint } from "../blueprint.ts";
import type { Fault, Place } from "./apply-fault.ts";

export function forgotPasswordFaults(blueprint: Blueprint, service: Place): readonly Fault[] {
  return [
    {
      ...service,
      name: "tells who has no account",
      find: /if address is not None:\n( +)/,
      put: 'if address is None:\n$1raise LookupError("nobody")\n    else:\n$1',
    },
    {
      ...service,
      name: "makes no token where there is no account",
      find: /( {4})(token = await begin_reset\([^\n]*\))\n {4}if address is not None:\n/,
      put: "$1if address is not None:\n$1    $2\n",
    },
    { ...service, name: "sends nothing", find: /outbox\.add\((?:[^()]|\([^()]*\))*\)/, put: "pass" },
    { ...service, name: "does not throttle", find: /await _count_attempt\([^)]*\)/, put: "pass" },
    {
      ...resets(blueprint),
      within: "_digest",
      name: "keeps tokens as they are",
      find: /return .+/,
      put: "return token",
    },
    ...mailFaults(),
  ];
}

export function checkResetTokenFaults(blueprint: Blueprint, service: Place): readonly Fault[] {
  return [
    { ...service, name: "takes any token", find: /if not await can_reset\([^:]*:/, put: "if False:" },
    ...liveFaults(resets(blueprint)),
  ];
}

export function resetPasswordFaults(blueprint: Blueprint, service: Place, bodyClass = ""): readonly Fault[] {
  return [
    { ...service, name: "keeps the forgotten password", find: /\w+\.\w+_hash = await/, put: "await" },
    { ...service, name: "leaves sessions", find: /await end_sessions\([^)]*\)/, put: "pass" },
    {
      ...service,
      name: "keeps failed sign-ins",
      find: /await session\.execute\(delete\((?:[^()]|\([^()]*\))*\)(?:[^()]|\([^()]*\))*\)/,
      put: "pass",
    },
    takenAgain({ ...resets(blueprint), within: "use_reset" }),
    {
      path: service.path.replace(/service\.py$/, "schemas.py"),
      within: bodyClass,
      name: "takes two new passwords",
      find: /if self\.\w+ != self\.\w+:/,
      put: "if False:",
    },
    ...liveFaults(resets(blueprint)),
  ];
}

export function confirmAccountFaults(blueprint: Blueprint, service: Place): readonly Fault[] {
  const module = confirmations(blueprint);
  return [
    { ...service, name: "confirms nothing", find: /(\w+\.\w+) = (?:True|clock\.now\(\))/, put: "$1 = $1" },
    takenAgain({ ...module, within: "use_confirmation" }),
    {
      ...module,
      within: "_digest",
      name: "keeps tokens as they are",
      find: /return .+/,
      put: "return token",
    },
    ...liveFaults(module),
    ...mailFaults(),
  ];
}

export function resendConfirmationFaults(service: Place): readonly Fault[] {
  return [
    { ...service, name: "sends nothing", find: /outbox\.add\((?:[^()]|\([^()]*\))*\)/, put: "pass" },
    { ...service, name: "does not throttle", find: /await _count_attempt\([^)]*\)/, put: "pass" },
    {
      ...service,
      name: "sends to accounts that are confirmed",
      find: /, \w+\.\w+\.is_\((?:False|None)\)/,
      put: "",
    },
    {
      ...service,
      name: "sends to callers that are confirmed",
      find: /if (?:not \w+\.\w+|\w+\.\w+ is None):/,
      put: "if True:",
    },
  ];
}

function takenAgain(place: Place): Fault {
  return {
    ...place,
    name: "takes a token again",
    find: /delete\((\w+)\)([\s\S]*?)\.returning\((\w+\.\w+)\)/,
    put: "select($3)$2",
  };
}

function liveFaults(module: Pick<Place, "path">): readonly Fault[] {
  const place = { ...module, within: "_is_live" };
  return [
    { ...place, name: "takes a token that has expired", find: / +\w+\.expires_at > [^\n]+\n/, put: "" },
    { ...place, name: "takes the token of another account", find: / +\w+\.\w+\.in_\([^\n]+\n/, put: "" },
  ];
}

function resets({ account }: Blueprint): Pick<Place, "path"> {
  return { path: `app/${account?.table ?? "accounts"}/password_resets.py` };
}

function confirmations({ account }: Blueprint): Pick<Place, "path"> {
  return { path: `app/${account?.table ?? "accounts"}/confirmations.py` };
}

/** Faults of what sends letters, whatever they are about. */
function mailFaults(): readonly Fault[] {
  const mail = { path: "app/mail.py", alsoShownIn: ["tests/test_mail.py"] };
  return [
    { ...mail, within: "_deliver", name: "sends in clear", find: /server\.starttls\([^\n]*\)/, put: "pass" },
    {
      ...mail,
      within: "_send",
      name: "lets a failure through",
      find: /\(OSError, ValueError\)/,
      put: "KeyError",
    },
  ];
}
