import type { Entity } from "#domain";
import { fieldOf } from "#domain";
import { commaList, imported, name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { anotherRole, fromOtherSite, notFound, notYours } from "../refusal-texts.ts";
import type { Act } from "./acts.ts";
import { api, registers, request } from "./calls.ts";
import { paragraph, type TestCase } from "./cases.ts";
import { type Kit, needsAccount, ownerVariable } from "./kit.ts";
import { holding, unknownTo } from "./outside.ts";
import { sightOf } from "./sights.ts";
import { strangerCases, userCases } from "./subjects.ts";
import { indefinite, one } from "./words.ts";

/** Who may call an operation: nobody without a credential, or with one that is malformed or expired. */
export function credentialCases(kit: Kit, act: Act): readonly TestCase[] {
  const { operation } = act;
  const { access } = operation.meaning;
  const { account } = kit;
  if (access === "granted") return grantCases(kit, act);
  if (!account || access === "public") return [];
  const token = account.accounts.tokenField;
  const caller = act.caller ?? name("caller");
  const arranged = act.caller ? act.statements : [...act.statements, registers(account, caller)];
  const sent = (headers: ReturnType<typeof name>) =>
    request(operation, {
      rows: act.rows,
      ...(act.body && { body: act.body }),
      ...(act.content && { content: act.content }),
      headers,
    });
  return [
    {
      name:
        access === "optional"
          ? `refuses ${indefinite(token)} that is malformed`
          : `needs ${indefinite(token)}`,
      fixtures: ["client"],
      parameters: [
        {
          names: [{ name: "headers", type: py`dict[str, str]` }],
          values: api(access === "optional" ? "MALFORMED_CREDENTIALS" : "WITHOUT_ACCESS"),
        },
      ],
      body: [
        paragraph(...withoutCaller(act)),
        py`response = ${sent(name("headers"))}`,
        py`${api("assert_unauthorized")}(response)`,
      ],
    },
    ...roleCases(kit, act),
    ...otherSiteCases(operation, arranged, (headers) => sent(py`{**${caller}.headers, **${headers}}`)),
    {
      name: `refuses an expired ${token}`,
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(...arranged, py`set_clock.advance(hours=1)`),
        py`response = ${sent(py`${caller}.headers`)}`,
        py`${api("assert_unauthorized")}(response)`,
      ],
    },
  ];
}

/** A browser sends the cookie whichever page has it send a request, and says whose page it is. */
export function otherSiteCases(
  { meaning: { guarded } }: OperationBlueprint,
  arranged: readonly Py[],
  sent: (headers: Py) => Py,
  sees?: Py,
): readonly TestCase[] {
  if (!guarded) return [];
  return [
    {
      name: "refuses what pages of other sites send",
      fixtures: ["client"],
      parameters: [{ names: [{ name: "headers", type: py`dict[str, str]` }], values: api("OTHER_SITES") }],
      body: [
        paragraph(...arranged),
        py`response = ${sent(name("headers"))}`,
        paragraph(py`${api("assert_refused")}(response, 403, ${str(fromOtherSite)})`, sees),
      ],
    },
  ];
}

/** Those who are signed in and have not the role that is asked for. */
function roleCases(kit: Kit, act: Act): readonly TestCase[] {
  const { account } = kit;
  const { operation } = act;
  const { roles } = operation.meaning;
  if (!account || roles.length === 0) return [];
  const stranger = name("stranger");
  // Where everybody begins with a role that is let in, the stranger has another one.
  const begun = kit.domain.roles?.field;
  const usual = begun === undefined ? undefined : fieldOf(account.entity, begun)?.default;
  const isUsual = typeof usual === "string" && roles.includes(usual);
  const another = kit.domain.roles?.names.find((role) => !roles.includes(role));
  if (isUsual && another === undefined) return [];
  const holds =
    isUsual && another !== undefined
      ? [py`await ${api("grant")}(connection, ${stranger}, ${str(another)})`]
      : [];
  const sent = request(operation, {
    rows: act.rows,
    ...(act.body && { body: act.body }),
    headers: py`${stranger}.headers`,
  });
  return [
    {
      name: `refuses accounts that are not ${operation.meaning.roles.join(" or ")}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, registers(account, stranger), ...holds),
        py`response = ${sent}`,
        py`${api("assert_refused")}(response, 403, ${str(anotherRole)})`,
      ],
    },
  ];
}

/** Credentials that no operation issues: each that will do, those that open nothing, and scopes that were not granted. */
function grantCases(kit: Kit, act: Act): readonly TestCase[] {
  const { operation } = act;
  const { grants, behaviour } = operation.meaning;
  const [first, ...others] = grants;
  if (!first || behaviour.kind === "custom") return [];
  const sent = (auth: Py): Py =>
    request(operation, {
      rows: act.rows,
      ...(act.body && { body: act.body }),
      ...(act.content && { content: act.content }),
      auth,
    });
  const accepted = others.map(
    ({ scheme, scopes }): TestCase => ({
      name: `lets in whoever holds ${scheme}`,
      kind: "shape",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${sent(holding(scheme, scopes))}`,
        py`assert response.status_code == ${behaviour.answer.status}`,
      ],
    }),
  );
  // Several ways in may be ways of one scheme.
  const schemes = new Set(grants.map(({ scheme }) => scheme));
  return [
    {
      name: "needs a credential",
      fixtures: ["client"],
      parameters: [
        {
          names: [{ name: "auth", type: imported("httpx", "Auth") }],
          values: py`[${commaList([...schemes].map((scheme) => py`*${unknownTo(scheme)}`))}]`,
        },
      ],
      body: [
        paragraph(...act.statements),
        py`response = ${sent(name("auth"))}`,
        py`${api("assert_unauthorized")}(response)`,
      ],
    },
    ...accepted,
    ...userCases(kit, act),
    ...scopeCases(kit, act, sent),
  ];
}

function scopeCases({ domain }: Kit, act: Act, sent: (auth: Py) => Py): readonly TestCase[] {
  const isToken = (wanted: string): boolean =>
    domain.outside.some(({ scheme, kind }) => scheme === wanted && kind === "token");
  return act.operation.meaning.grants
    .filter(({ scheme, scopes }) => isToken(scheme) && scopes.length > 0)
    .map(({ scheme, scopes }): TestCase => {
      const missing = scopes.map((scope) => {
        const rest = scopes.filter((other) => other !== scope);
        return holding(scheme, rest.length > 0 ? rest : [`not-${scope}`]);
      });
      return {
        name: `needs all that ${scheme} can grant for it`,
        fixtures: ["client"],
        parameters: [
          { names: [{ name: "auth", type: imported("httpx", "Auth") }], values: py`[${commaList(missing)}]` },
        ],
        body: [
          paragraph(...act.statements),
          py`response = ${sent(name("auth"))}`,
          py`${api("assert_refused")}(response, 403)`,
        ],
      };
    });
}

/** The statements of an act without those that only serve its caller. */
function withoutCaller(act: Act): readonly Py[] {
  const own = ownRegistration(act);
  if (!own || !act.caller) return act.statements;
  const granted = `await grant(connection, ${act.caller.text},`;
  return act.statements.filter((each) => each !== own && !each.text.startsWith(granted));
}

/** The statement that registers the caller, where nothing that stands before needs that account. */
function ownRegistration(act: Act) {
  const { caller, scene, statements } = act;
  if (!caller) return undefined;
  const isUsed = statements.some(({ text }) =>
    [`(client, ${caller.text}`, `: ${caller.text}.`].some((use) => text.includes(use)),
  );
  if (isUsed || (scene?.owner === caller && scene.entity && !isOnlyBefore(act))) return undefined;
  return statements.find(({ text }) => text.startsWith(`${caller.text} = `));
}

function isOnlyBefore(act: Act): boolean {
  return act.operation.meaning.behaviour.kind === "create";
}

/** What others get who ask for a row that is not theirs: no, or that there is none. */
export function refusedAsStranger({ operation }: Act, entity: Entity): Py {
  const { strangers } = operation.meaning.refusals;
  const words = strangers === 403 ? notYours(entity, operation.meaning.behaviour.kind) : notFound(entity);
  return py`${api("assert_refused")}(response, ${strangers}, ${str(words)})`;
}

/** Rows of others: refused, and left as they were. */
export function ownerCases(kit: Kit, act: Act): readonly TestCase[] {
  const { operation, scene } = act;
  const { account } = kit;
  if (operation.meaning.access === "granted") return strangerCases(kit, act);
  if (operation.meaning.access !== "owner" || !scene?.owner || !account) return [];
  const { entity, row } = scene;
  const owner = ownerVariable(kit, entity);
  const stranger = name("stranger");
  const sent = {
    rows: act.rows,
    ...(act.body && { body: act.body }),
    ...(act.content && { content: act.content }),
    headers: py`${stranger}.headers`,
  };
  const sight = sightOf(kit, entity, { scene });
  const sameForm = sight !== undefined && sight.representation === answerForm(scene);
  const cases: TestCase[] = [
    {
      name: `refuses anyone but the ${owner}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, registers(account, stranger)),
        py`response = ${request(operation, sent)}`,
        refusedAsStranger(act, entity),
      ],
    },
  ];
  if (sight && sameForm && operation.meaning.behaviour.kind !== "read") {
    cases.push({
      name: `keeps the ${one(entity)} from anyone but the ${owner}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, registers(account, stranger)),
        py`response = ${request(operation, sent)}`,
        paragraph(
          py`assert response.status_code == ${operation.meaning.refusals.strangers}`,
          py`assert ${sight.whole} == ${sight.expect(row)}`,
        ),
      ],
    });
  }
  return cases;
}

/** The form in which the operation that makes the row answers it. */
export function answerForm({ create, form }: NonNullable<Act["scene"]>): string | undefined {
  return form ?? create.meaning.behaviour.answer.representation;
}

export function isSignedIn(act: Act): boolean {
  return needsAccount(act.operation);
}
