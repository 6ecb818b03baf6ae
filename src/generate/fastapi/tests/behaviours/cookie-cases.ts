import { imported, importedModule, name, type Py, py, str } from "#python";
import { rememberField, usesCookies } from "../../app/cookie-names.ts";
import { sessionTableOf } from "../../app/session-names.ts";
import type { OperationBlueprint } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { markOf } from "../api-support.ts";
import { answered, call, cookieOf, refreshCookieOf, registers, request, tokenIn } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { otherSiteCases } from "../credentials.ts";
import { type AccountKit, type Kit, needsAccount } from "../kit.ts";
import { signInBody } from "../sent-bodies.ts";
import { accountSight } from "../sights.ts";
import { one } from "../words.ts";
import { type LoginScene, signsIn } from "./login-scene.ts";
import { probeOf, refusedTo } from "./session-scene.ts";

/** Signing in by a cookie: what it is like, that a browser goes on with it, and that no key is taken over or kept. */
export function cookieCases(scene: LoginScene): readonly TestCase[] {
  const refresh = refreshCookieOf(scene.operation);
  if (refresh !== undefined) return refreshCookieCases(scene, refresh);
  const cookie = cookieOf(scene.operation);
  if (cookie === undefined) return [];
  return [
    attributeCase(scene, cookie, { lasts: lastsOf(scene.operation), sameSite: "lax" }),
    ...rememberCases(scene, cookie),
    plainCase(scene, cookie, "session_cookie_secure"),
    ...browserCases(scene),
    ...fixationCases(scene, cookie),
    ...keptCases(scene),
    ...otherSiteCases(scene.operation, [registers(scene.account, scene.holder)], (headers) =>
      request(scene.operation, { headers, body: credentialsBody(scene) }),
    ),
  ];
}

function credentialsBody({ kit, operation, key, password }: LoginScene): Py {
  return signInBody(kit, operation.meaning.behaviour, key, password);
}

/** `cookie = SimpleCookie(response.headers["Set-Cookie"])["session"]` */
function sentCookie(cookie: string): Py {
  return py`cookie = ${imported("http.cookies", "SimpleCookie")}(response.headers["Set-Cookie"])[${str(cookie)}]`;
}

/** How long the browser keeps the cookie where nothing is asked of it. */
function lastsOf(operation: OperationBlueprint): string {
  const remember = rememberField(operation);
  return !remember || remember.default === true ? "3600" : "";
}

/** A cookie that only goes on with what signing in began: no page but the own ever has it sent. */
function refreshCookieCases(scene: LoginScene, cookie: string): readonly TestCase[] {
  return [
    attributeCase(scene, cookie, { lasts: "2592000", sameSite: "strict" }),
    plainCase(scene, cookie, "refresh_cookie_secure"),
    ...otherSiteCases(scene.operation, [registers(scene.account, scene.holder)], (headers) =>
      request(scene.operation, { headers, body: credentialsBody(scene) }),
    ),
  ];
}

interface Wanted {
  readonly lasts: string;
  readonly sameSite: string;
}

function attributeCase(scene: LoginScene, cookie: string, { lasts, sameSite }: Wanted): TestCase {
  const wanted = py`
    wanted = {
        "path": "/",
        "domain": "",
        "max-age": ${str(lasts)},
        "httponly": True,
        "secure": True,
        "samesite": ${str(sameSite)},
    }`;
  return {
    name: "sets a cookie that neither scripts nor other sites can use",
    fixtures: ["client"],
    body: [
      paragraph(registers(scene.account, scene.holder), signsIn(scene, scene.key, scene.password)),
      paragraph(sentCookie(cookie), wanted),
      py`assert {word: cookie[word] for word in wanted} == wanted`,
    ],
  };
}

/** Who asks for it finds the cookie when the browser is opened again, as long as the session lasts; others do not. */
function rememberCases(scene: LoginScene, cookie: string): readonly TestCase[] {
  const remember = rememberField(scene.operation);
  if (!remember) return [];
  const { behaviour } = scene.operation.meaning;
  const body = signInBody(scene.kit, behaviour, scene.key, scene.password, name("is_kept"));
  return [
    {
      name: "lets the browser keep the cookie as it is asked to",
      fixtures: ["client"],
      parameters: [
        {
          names: [
            { name: "is_kept", type: py`bool` },
            { name: "max_age", type: py`str` },
          ],
          values: py`[(True, "3600"), (False, "")]`,
        },
      ],
      body: [
        registers(scene.account, scene.holder),
        py`response = ${request(scene.operation, { body })}`,
        paragraph(sentCookie(cookie), py`assert cookie["max-age"] == max_age`),
      ],
    },
  ];
}

/** Some browser of a developer may know no HTTPS. */
function plainCase(scene: LoginScene, cookie: string, setting: string): TestCase {
  const changed = py`settings = app.state.settings.model_copy(update={${str(setting)}: False})`;
  const settings = imported("app.settings", "get_settings");
  return {
    name: "lets the cookie travel without https where the settings say so",
    fixtures: ["app", "client", "monkeypatch"],
    body: [
      paragraph(
        registers(scene.account, scene.holder),
        changed,
        py`monkeypatch.setitem(app.dependency_overrides, ${settings}, lambda: settings)`,
      ),
      signsIn(scene, scene.key, scene.password),
      paragraph(sentCookie(cookie), py`assert (cookie["secure"], cookie["httponly"]) == ("", True)`),
    ],
  };
}

/** The next request brings nothing but what the browser keeps. */
function browserCases({ kit, account, operation, holder, key, password }: LoginScene): readonly TestCase[] {
  const seen = seenInBrowser(kit, account, holder);
  if (!seen) return [];
  const client = name("browser");
  return [
    {
      name: `keeps the browser of the ${one(account.entity)} signed in`,
      fixtures: ["browser"],
      body: [
        paragraph(
          registers(account, holder, [], client),
          call(operation, { client, extra: [key, password] }),
        ),
        seen,
      ],
    },
  ];
}

/** Statements: a browser asks for the account of its cookie, and sees the holder's. */
function seenInBrowser(kit: Kit, account: AccountKit, holder: Py): readonly Py[] | undefined {
  const { current } = account;
  const mark = current && markOf(account, accountSight(kit, holder)?.shown ?? []);
  if (!current || !mark) return undefined;
  return [
    py`response = ${request(current, { client: name("browser") })}`,
    py`assert ${answered(current, name("response"))}[${str(mark.name)}] == ${holder}.${name(attributeName(mark.name))}`,
  ];
}

/** A key that somebody else knows opens nothing, also after its holder has signed in. */
function fixationCases(scene: LoginScene, cookie: string): readonly TestCase[] {
  const { kit, account, operation, holder } = scene;
  const probe = probeOf(kit, account);
  if (!probe) return [];
  const attribute = name(attributeName(account.accounts.tokenField));
  const body = credentialsBody(scene);
  return [
    {
      name: "takes over no key that the caller brings",
      fixtures: ["client"],
      body: [
        paragraph(
          registers(account, holder),
          py`known = ${importedModule("dataclasses")}.replace(${holder}, ${attribute}="known-to-somebody")`,
        ),
        py`response = ${request(operation, { headers: py`known.headers`, body })}`,
        paragraph(
          py`assert ${tokenIn(operation, name("response"), cookie)} not in {known.${attribute}, ${holder}.${attribute}}`,
          ...refusedTo(probe, name("known")),
        ),
      ],
    },
  ];
}

/** Whoever reads the database learns nothing that opens a session. */
function keptCases({ kit, account, holder }: LoginScene): readonly TestCase[] {
  const table = sessionTableOf(kit.blueprint);
  if (!table) return [];
  const rows = py`${imported("app.database", "Base")}.metadata.tables[${str(table.name)}].select()`;
  return [
    {
      name: "keeps no key",
      fixtures: ["client", "connection"],
      body: [
        paragraph(registers(account, holder), py`kept = (await connection.execute(${rows})).all()`),
        paragraph(
          py`assert len(kept) == 1`,
          py`assert ${holder}.${name(attributeName(account.accounts.tokenField))} not in str(kept)`,
        ),
      ],
    },
  ];
}

/** What ends the session of a cookie takes the cookie away. */
export function clearedCases(
  kit: Kit,
  account: AccountKit,
  operation: OperationBlueprint,
): readonly TestCase[] {
  const { status } =
    operation.meaning.behaviour.kind === "custom" ? { status: 501 } : operation.meaning.behaviour.answer;
  if (!usesCookies(kit.blueprint)) return [];
  const client = name("browser");
  const isCookie = account.accounts.credential.in === "cookie" || !needsAccount(operation);
  const headers = isCookie ? {} : { headers: py`account.headers` };
  return [
    {
      name: "takes the cookie away",
      fixtures: ["browser"],
      body: [
        isCookie ? call(account.register, { client }) : registers(account, name("account"), [], client),
        py`response = ${request(operation, { client, ...headers })}`,
        paragraph(py`assert response.status_code == ${status}`, py`assert not browser.cookies`),
      ],
    },
  ];
}
