import { snakeCase } from "#base";
import type { OutsideCredential } from "#domain";
import { commaList, docstring, formatted, identifierText, imported, name, type Py, py, str } from "#python";
import { pythonFile } from "../app/names.ts";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { accessKey } from "../outside/access-keys.ts";
import {
  holderName,
  issuesTokens,
  keepsSchemes,
  keptCredentials,
  keyModule,
  outsideNamed,
  takesTokens,
} from "../outside/credentials.ts";
import { keepsSubjects } from "../outside/subjects.ts";

/** A symbol of `tests/credentials.py`. */
function own(symbol: string): Py {
  return imported("tests.credentials", symbol);
}

const auth = imported("httpx", "Auth");

/** What a call must send to be let in: the first of the credentials that the operation takes. */
export function credentialOf({ meaning: { grants } }: OperationBlueprint): Py | undefined {
  const [grant] = grants;
  return grant && holding(grant.scheme, grant.scopes);
}

/** `holding_depot_oauth("crates:read")` */
export function holding(scheme: string, scopes: readonly string[]): Py {
  return py`${own(holdingName(scheme))}(${commaList(scopes.map((scope) => str(scope)))})`;
}

/** The same, with other claims than usual: `holding_depot_oauth("crates:read", sub="somebody else")`. */
export function holdingAs(scheme: string, scopes: readonly string[], claims: Py): Py {
  return py`${own(holdingName(scheme))}(${commaList([...scopes.map((scope) => str(scope)), claims])})`;
}

/** Claims of tokens that no user has granted. */
export function withoutUser(): Py {
  return own("WITHOUT_USER");
}

/** A key of a holder as it travels, for keys that tests mint themselves. */
export function sendsKey(blueprint: Blueprint, scheme: string, holder: string, key: Py): Py {
  const credential = outsideNamed(blueprint.domain, scheme);
  if (credential.kind === "password") return py`${imported("httpx", "BasicAuth")}(${str(holder)}, ${key})`;
  return sends(blueprint, credential, key);
}

/** Credentials of a scheme that open nothing, none at all among them: `UNKNOWN_TO_DEPOT_OAUTH`. */
export function unknownTo(scheme: string): Py {
  return own(unknownName(scheme));
}

function holdingName(scheme: string): string {
  return identifierText(`holding ${snakeCase(scheme)}`);
}

function unknownName(scheme: string): string {
  return identifierText(`unknown to ${snakeCase(scheme)}`).toUpperCase();
}

/** `tests/credentials.py`: what tests hold where no operation issues it, and what opens nothing. */
export function emitCredentials(blueprint: Blueprint): readonly GeneratedFile[] {
  const { outside } = blueprint.domain;
  if (outside.length === 0) return [];
  const kept = keptCredentials(blueprint.domain);
  const places = new Set(outside.map(placeOf));
  const body: readonly (Py | false)[] = [
    kept.length > 0 && heldKeys(kept),
    (takesTokens(blueprint.domain) || issuesTokens(blueprint.domain)) &&
      py`ISSUER = ${imported("tests.issuer", "Issuer")}.with_new_key()`,
    places.has("header") && authClass("HeaderKey", py`request.headers[self.name] = self.value`),
    places.has("query") &&
      authClass("QueryKey", py`request.url = request.url.copy_merge_params({self.name: self.value})`),
    places.has("cookie") &&
      authClass("CookieKey", py`request.headers["Cookie"] = f"{self.name}={self.value}"`),
    ...outside.map((credential) => holdingFunction(blueprint, credential)),
    ...outside.map((credential) => unknownConstant(blueprint, credential)),
    keepsSubjects(blueprint.domain) && claimsWithoutUser(),
    kept.length > 0 && handOut(blueprint),
  ];
  return [
    pythonFile(
      "tests/credentials.py",
      body.filter((part) => part !== false),
    ),
  ];
}

function placeOf(credential: OutsideCredential): "header" | "query" | "cookie" {
  return credential.kind === "key" ? credential.in : "header";
}

function heldKeys(kept: readonly OutsideCredential[]): Py {
  const entries = kept.map(
    ({ scheme }, index) => py`${str(scheme)}: ${str(`a key that only tests hold, ${index + 1}`)},`,
  );
  return py`
    # By security scheme; the holders are called holder-1, holder-2 and so on.
    HELD_KEYS = {
        ${entries}
    }`;
}

function authClass(className: string, statement: Py): Py {
  return py`
    class ${name(className)}(${auth}):
        def __init__(self, name: str, value: str) -> None:
            self.name = name
            self.value = value

        def auth_flow(self, request: ${imported("httpx", "Request")}) -> ${imported("collections.abc", "Generator")}[${imported("httpx", "Request")}, ${imported("httpx", "Response")}]:
            ${statement}
            yield request`;
}

/** How a key or token travels. */
function sends(blueprint: Blueprint, credential: OutsideCredential, value: Py): Py {
  if (credential.kind === "token")
    return py`${own("HeaderKey")}("Authorization", ${formatted(["Bearer ", value])})`;
  if (credential.kind === "password")
    return py`${imported("httpx", "BasicAuth")}(${str(holderOf(blueprint, credential))}, ${value})`;
  const className = { header: "HeaderKey", query: "QueryKey", cookie: "CookieKey" } as const;
  const sent = credential.prefix === "" ? value : formatted([`${credential.prefix} `, value]);
  return py`${own(className[credential.in])}(${str(credential.parameter)}, ${sent})`;
}

function holderOf({ domain }: Blueprint, credential: OutsideCredential): string {
  return holderName(keptCredentials(domain).indexOf(credential));
}

function heldKey({ scheme }: OutsideCredential): Py {
  return py`HELD_KEYS[${str(scheme)}]`;
}

function holdingFunction(blueprint: Blueprint, credential: OutsideCredential): Py {
  const isToken = credential.kind === "token";
  const tellsUsers = isToken && keepsSubjects(blueprint.domain);
  const value = tellsUsers
    ? py`ISSUER.issue_saying(claims, *scopes)`
    : isToken
      ? py`ISSUER.issue(*scopes)`
      : heldKey(credential);
  return py`
    def ${name(holdingName(credential.scheme))}(${isToken && py`*scopes: str`}${tellsUsers && py`, **claims: str | None`}) -> ${auth}:
        return ${sends(blueprint, credential, value)}`;
}

function unknownConstant(blueprint: Blueprint, credential: OutsideCredential): Py {
  return py`
    ${name(unknownName(credential.scheme))}: tuple[${auth}, ...] = (
        ${auth}(),
        ${unknownCredentials(blueprint, credential).map((value) => py`${value},`)}
    )`;
}

function unknownCredentials(blueprint: Blueprint, credential: OutsideCredential): readonly Py[] {
  const header = (value: string): Py => py`${own("HeaderKey")}("Authorization", ${str(value)})`;
  const basic = imported("httpx", "BasicAuth");
  const others = keptCredentials(blueprint.domain).filter(({ scheme }) => scheme !== credential.scheme);
  switch (credential.kind) {
    case "key":
      return [
        sends(blueprint, credential, str("unknown")),
        ...(credential.prefix === "" ? [] : [header(credential.prefix), header("unknown")]),
        // A key of another scheme opens what that one does, and nothing else.
        ...others.map((other) => sends(blueprint, credential, heldKey(other))),
      ];
    case "password":
      return [
        sends(blueprint, credential, str("unknown")),
        py`${basic}("somebody else", ${heldKey(credential)})`,
        header("Basic"),
        header("Basic nonsense"),
        ...others.map((other) => py`${basic}(${str(holderOf(blueprint, other))}, ${heldKey(other)})`),
      ];
    case "token":
      return [
        header("Bearer"),
        header("Bearer nonsense"),
        sends(blueprint, credential, py`ISSUER.issue(lifetime_minutes=-1)`),
        sends(blueprint, credential, py`ISSUER.issue(iss="https://other.example")`),
        sends(blueprint, credential, py`ISSUER.issue(aud="https://other.example")`),
        sends(blueprint, credential, py`${imported("tests.issuer", "Issuer")}.with_new_key().issue()`),
        sends(blueprint, credential, py`ISSUER.issue_unsigned()`),
      ];
  }
}

/** No subject, such as none can be kept, and that of a client which was granted the token for itself. */
function claimsWithoutUser(): Py {
  return py`
    # Claims of tokens that no user has granted.
    WITHOUT_USER: tuple[dict[str, str | None], ...] = (
        {"sub": None},
        {"sub": ""},
        {"sub": "not\nprintable"},
        {"sub": "x" * 256},
        {"sub": "a client", "client_id": "a client"},
    )`;
}

function handOut(blueprint: Blueprint): Py {
  const key = accessKey(blueprint);
  const digest = imported(`app.${keyModule(blueprint.domain)}.service`, "digest");
  const scheme = keepsSchemes(blueprint.domain) && py`"scheme": scheme, `;
  return py`
    async def hand_out_keys(connection: ${imported("sqlalchemy.ext.asyncio", "AsyncConnection")}) -> None:
        ${docstring("Let an application know the keys that tests hold.")}
        now = ${imported("app", "clock")}.now()
        await connection.execute(
            ${imported("sqlalchemy", "insert")}(${key}),
            [
                {${scheme}"name": f"holder-{number}", "key_hash": ${digest}(key), "created_at": now}
                for number, ${keepsSchemes(blueprint.domain) ? py`(scheme, key)` : py`key`} in enumerate(HELD_KEYS.${keepsSchemes(blueprint.domain) ? py`items` : py`values`}(), 1)
            ],
        )`;
}
