import type { Blueprint } from "../blueprint.ts";
import type { Fault, Place } from "./apply-fault.ts";

export function forgotPasswordFaults(blueprint: Blueprint, service: Place): readonly Fault[] {
  const mail = { path: "app/mail.py", alsoShownIn: ["tests/test_mail.py"] };
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

export function checkResetTokenFaults(blueprint: Blueprint, service: Place): readonly Fault[] {
  return [
    { ...service, name: "takes any token", find: /if not await can_reset\([^:]*:/, put: "if False:" },
    ...liveFaults(blueprint),
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
    {
      ...resets(blueprint),
      within: "use_reset",
      name: "takes a token again",
      find: /delete\((\w+)\)([\s\S]*?)\.returning\((\w+\.\w+)\)/,
      put: "select($3)$2",
    },
    {
      path: service.path.replace(/service\.py$/, "schemas.py"),
      within: bodyClass,
      name: "takes two new passwords",
      find: /if self\.\w+ != self\.\w+:/,
      put: "if False:",
    },
    ...liveFaults(blueprint),
  ];
}

function liveFaults(blueprint: Blueprint): readonly Fault[] {
  const place = { ...resets(blueprint), within: "_is_live" };
  return [
    { ...place, name: "takes a token that has expired", find: / +\w+\.expires_at > [^\n]+\n/, put: "" },
    { ...place, name: "takes the token of another account", find: / +\w+\.\w+\.in_\([^\n]+\n/, put: "" },
  ];
}

function resets({ account }: Blueprint): Pick<Place, "path"> {
  return { path: `app/${account?.table ?? "accounts"}/password_resets.py` };
}
