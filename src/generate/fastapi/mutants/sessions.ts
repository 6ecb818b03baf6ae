import type { Blueprint } from "../blueprint.ts";
import type { Fault, Place } from "./apply-fault.ts";

export function refreshFaults(blueprint: Blueprint): readonly Fault[] {
  const service = { path: sessionsPath(blueprint), within: "renew_session" };
  return [
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

function sessionsPath({ account }: Blueprint): string {
  return `app/${account?.table ?? "accounts"}/sessions.py`;
}
