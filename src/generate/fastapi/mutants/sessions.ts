import type { Blueprint } from "../blueprint.ts";
import type { Fault, Place } from "./apply-fault.ts";
import { clearingFault } from "./cookies.ts";

export function refreshFaults(blueprint: Blueprint): readonly Fault[] {
  const service = { path: sessionsPath(blueprint), within: "renew_session" };
  return [
    {
      ...service,
      name: "goes on with whom the account's state keeps out",
      find: /if is_barred\([\w.]+\):/,
      put: "if False:",
    },
    {
      ...service,
      name: "takes any secret",
      find: / {16}\w+\.refresh_hash == _digest\(secret\),\n/,
      put: "",
    },
    {
      ...service,
      name: "takes a refresh token that has expired",
      find: / {16}\w+\.expires_at > .+,\n/,
      put: "",
    },
    {
      ...service,
      name: "goes on with a session whose token is used again",
      find: /await session\.execute\(delete\(.*\)\)/,
      put: "pass",
    },
    {
      ...service,
      name: "forgets that a session ended where it refuses",
      find: /await session\.commit\(\)/,
      put: "pass",
    },
  ];
}

export function logoutFaults(blueprint: Blueprint, service: Place): readonly Fault[] {
  const path = sessionsPath(blueprint);
  return [
    clearingFault(service),
    { ...service, name: "ends no session", find: /await session\.delete\(\w+\)/, put: "pass" },
    { ...service, name: "ends no sessions", find: /await end_sessions\([^)]*\)/, put: "pass" },
    { ...service, name: "ignores the refresh token", find: /await end_session\([^)]*\)/, put: "pass" },
    {
      path,
      within: "end_session",
      name: "ends sessions of others",
      find: / {12}\w+\.\w+ == account_id,\n/,
      put: "",
    },
  ];
}

export function changePasswordFaults(service: Place): readonly Fault[] {
  return [
    {
      ...service,
      name: "takes any password for the old one",
      find: /if not await verify_password\([^:]*\):/,
      put: "if False:",
    },
    { ...service, name: "keeps the old password", find: /\w+\.\w+_hash = await/, put: "await" },
    {
      ...service,
      name: "leaves other sessions",
      find: /await end_other_sessions\([^)]*\)/,
      put: "pass",
    },
    { ...service, name: "does not throttle", find: /await _count_attempt\([^)]*\)/, put: "pass" },
  ];
}

function sessionsPath({ account }: Blueprint): string {
  return `app/${account?.table ?? "accounts"}/sessions.py`;
}
