import type { Accounts } from "#domain";
import { formatted, name, type Py, py, str } from "#python";
import { api } from "./calls.ts";
import type { Definition } from "./definition.ts";

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
