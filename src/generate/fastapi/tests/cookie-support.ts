import type { Accounts } from "#domain";
import { commaList, formatted, name, type Py, py, str } from "#python";
import { refreshCookie } from "../app/cookie-names.ts";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import { api, type RequestOptions } from "./calls.ts";
import type { Definition } from "./definition.ts";
import type { OperationOf } from "./kit.ts";

/** How a test sends the credential of an account: the header, and what stands in it. */
export function sentCredential(
  { credential: { in: place, parameter, prefix } }: Pick<Accounts, "credential">,
  token: Py,
): { readonly parameter: string; readonly value: Py } {
  if (place === "cookie") return { parameter: "Cookie", value: formatted([`${parameter}=`, token]) };
  return { parameter, value: prefix === "" ? token : py`f"${name(prefix)} {${token}}"` };
}

/** Cookies that open nothing, and what browsers say of the pages of other sites. */
export function cookieDefinitions(cookie: string): readonly Definition[] {
  const sent = (value: string): Py => py`{"Cookie": ${str(value)}},`;
  return [
    {
      name: "MALFORMED_CREDENTIALS",
      constant: true,
      text: py`
        # Accepted nowhere: no session has such a key.
        MALFORMED_CREDENTIALS: tuple[dict[str, str], ...] = (
            ${sent(`${cookie}=nonsense`)}
            ${sent(`${cookie}=`)}
        )`,
    },
    {
      name: "WITHOUT_ACCESS",
      constant: true,
      text: py`
        WITHOUT_ACCESS: tuple[dict[str, str], ...] = (
            {},
            ${sent("another=nonsense")}
            *${api("MALFORMED_CREDENTIALS")},
        )`,
    },
  ];
}

/** What browsers say of the pages of other sites, where anything travels in a cookie. */
export function otherSites(): readonly Definition[] {
  return [
    {
      name: "OTHER_SITES",
      constant: true,
      text: py`
        # What browsers say of a page of another site, of a neighbour's, and of one that has no origin.
        OTHER_SITES: tuple[dict[str, str], ...] = (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site", "Origin": "https://neighbour.test"},
            {"Origin": "https://elsewhere.example"},
            {"Origin": "null"},
        )`,
    },
  ];
}

/** `"Cookie": f"refresh_token={…}"` */
function sentAs(cookie: string, token: Py): Py {
  return py`"Cookie": ${formatted([`${cookie}=`, token])}`;
}

/** What trades a refresh token, a body or a cookie; in a cookie with other headers beside it. */
export function renewing(
  { meaning: { behaviour } }: OperationOf<"refresh">,
  token: Py,
  more?: Py,
): RequestOptions {
  if ("cookie" in behaviour) return { headers: py`{${commaList([sentAs(behaviour.cookie, token), more])}}` };
  return { body: py`{${str(behaviour.tokenField)}: ${token}}` };
}

/** The headers of whoever signs out: a refresh token in a cookie, where that is what says whose session ends. */
export function offeredHeaders(
  blueprint: Blueprint,
  { meaning: { behaviour, access } }: OperationBlueprint,
  holder: Py,
  more?: Py,
): Py {
  const cookie = refreshCookie(blueprint);
  if (cookie !== undefined && behaviour.kind === "logout" && behaviour.byCookie && access === "public")
    return py`{${commaList([sentAs(cookie, py`${holder}.refresh_token`), more])}}`;
  return more ? py`{${commaList([py`**${holder}.headers`, more])}}` : py`${holder}.headers`;
}
