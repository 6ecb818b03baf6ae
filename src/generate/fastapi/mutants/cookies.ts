import type { Fault, Place } from "./apply-fault.ts";

const security = "app/security.py";
const otherSites = ["tests/test_other_sites.py"];

/** What may be wrong with a cookie that signing in sets; none where none is set. */
export function cookieFaults(): readonly Fault[] {
  const sets = { path: security, within: "set_session_cookie" };
  const refuses = { path: security, within: "refuse_other_sites" };
  const finds = { path: security, within: "_authenticate" };
  return [
    { ...sets, name: "lets scripts read the cookie", find: /httponly=True/, put: "httponly=False" },
    { ...sets, name: "sends the cookie from every site", find: /samesite="lax"/, put: 'samesite="none"' },
    { ...sets, name: "sends the cookie in the clear", find: /secure=[\w.]+/, put: "secure=False" },
    { ...sets, name: "lets the cookie outlast its session", find: / {8}max_age=.*\n/, put: "" },
    ...refreshCookieFaults(),
    { ...sets, name: "keeps the cookie unasked", find: / if is_kept else None/, put: "" },
    {
      path: security,
      within: "digest",
      name: "keeps the key itself",
      find: /sha256\(key\.encode\(\)\)\.hexdigest\(\)/,
      put: "key",
    },
    {
      ...finds,
      name: "takes a session that has expired",
      find: /\w+\.expires_at > clock\.now\(\)/,
      put: "True",
    },
    {
      ...refuses,
      name: "takes what pages of other sites send",
      find: /if not is_own:/,
      put: "if False:",
    },
    {
      ...refuses,
      name: "asks older browsers nothing",
      find: /is_own = origin is None or [^\n]*/,
      put: "is_own = True",
    },
    {
      ...refuses,
      name: "trusts no other origin",
      find: /origin in settings\.trusted_origins:/,
      put: "False:",
      alsoShownIn: otherSites,
    },
    {
      ...refuses,
      name: "refuses also what changes nothing",
      find: /request\.method in \{[^}]*\} or /,
      put: "",
      alsoShownIn: otherSites,
    },
  ];
}

function refreshCookieFaults(): readonly Fault[] {
  const setsRefresh = { path: security, within: "set_refresh_cookie" };
  return [
    {
      ...setsRefresh,
      name: "lets scripts read the refresh token",
      find: /httponly=True/,
      put: "httponly=False",
    },
    {
      ...setsRefresh,
      name: "sends the refresh token from every site",
      find: /samesite="strict"/,
      put: 'samesite="none"',
    },
    {
      ...setsRefresh,
      name: "sends the refresh token in the clear",
      find: /secure=[\w.]+/,
      put: "secure=False",
    },
  ];
}

/** The cookie is left with who is signed out. */
export function clearingFault({ path, within }: Place): Fault {
  return {
    path: path.replace(/service\.py$/, "routes.py"),
    within,
    name: "leaves the cookie",
    find: /clear_(?:session|refresh)_cookie\(response, settings\)/,
    put: "pass",
  };
}
