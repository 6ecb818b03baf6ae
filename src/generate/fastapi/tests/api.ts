import { changesRow, touchesRow } from "#domain";
import { blocks, commaList, identifierText, imported, name, type Py, py, pythonModule, str } from "#python";
import { firstParty } from "../app/names.ts";
import { isBare } from "../app/routes/success-status.ts";
import type { OperationBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { attributeName } from "../tables.ts";
import { accountAttributes, supportDefinitions } from "./api-support.ts";
import { answered, answerPath, api, refreshCookieOf, request, tokenIn } from "./calls.ts";
import { isOfMatrix, matrixCall } from "./cell-calls.ts";
import { registrationCall } from "./clients/register-client.ts";
import { offeredHeaders, renewing } from "./cookie-support.ts";
import type { Definition } from "./definition.ts";
import { factoryOf } from "./factories.ts";
import { namesRows, neededDetails } from "./given-details.ts";
import {
  type AccountKit,
  entityIn,
  helperName,
  type Kind,
  type Kit,
  loadersIn,
  needsAccount,
  needsConnection,
  type OperationOf,
  ownerVariable,
  shownFieldsOf,
} from "./kit.ts";
import { isWhole } from "./list-answers.ts";
import { loadFunction } from "./loading.ts";
import { askingCall, takingCall } from "./mail-support.ts";
import { signInBody } from "./sent-bodies.ts";
import { beginsSession, refreshAttribute, refreshField, renews } from "./session-support.ts";
import { textsName } from "./texts.ts";
import { answeredForm, answeredKey, isAdded } from "./told-keys.ts";
import { requiredIgnored } from "./whole-changes.ts";

const docstring = `What tests do to bring the API into a state, and to look at the state it is in.

Each of these asserts that it was served, so a test fails where its arrangement fails.`;

/** `tests/api.py`: what tests do to bring the API into a state. Only what some test uses. */
export function emitApi(
  kit: Kit,
  used: readonly Py[],
): { readonly file: GeneratedFile; readonly parts: readonly Py[] } {
  const definitions: readonly Definition[] = [
    ...supportDefinitions(kit),
    ...(kit.account && isAdded(kit.account) ? operationHelper(kit, kit.account.register) : []),
    ...kit.operations.flatMap((operation) => operationHelper(kit, operation)),
    ...loadersIn(kit).map((loader) => ({ name: helperName(loader), text: loadFunction(kit, loader) })),
    ...textsHelpers(kit),
  ];
  const needed = closure(definitions, used);
  const printed = definitions.filter((definition) => needed.has(definition.name));
  const constants = printed.filter(({ constant }) => constant).map(({ text }) => text);
  const functions = printed.filter(({ constant }) => !constant).map(({ text }) => text);
  const text = pythonModule({
    docstring,
    body: [...(constants.length > 0 ? [blocks(constants)] : []), ...functions],
    firstParty,
    self: "tests.api",
  });
  return { file: { path: "tests/api.py", text }, parts: printed.map((definition) => definition.text) };
}

function closure(definitions: readonly Definition[], used: readonly Py[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const add = (fragment: Py): void => {
    for (const { module, symbol } of fragment.imports) {
      if (module !== "tests.api" || symbol === undefined || needed.has(symbol)) continue;
      needed.add(symbol);
      const definition = definitions.find((candidate) => candidate.name === symbol);
      if (definition) add(definition.text);
    }
  };
  used.forEach(add);
  return needed;
}

function operationHelper(kit: Kit, operation: OperationBlueprint): readonly Definition[] {
  const text = helperText(kit, operation);
  return text ? [{ name: helperName(operation), text }] : [];
}

function helperText(kit: Kit, operation: OperationBlueprint): Py | undefined {
  const { behaviour } = operation.meaning;
  const is = <K extends Kind>(kind: K): OperationOf<K> | undefined =>
    behaviour.kind === kind ? (operation as OperationOf<K>) : undefined;
  const register = is("register");
  if (register) return registerHelper(kit, register);
  const login = is("login");
  if (login) return loginHelper(kit, login);
  const refresh = is("refresh");
  if (refresh) return refreshHelper(refresh);
  const logout = is("logout");
  if (logout) return logoutHelper(kit, logout);
  const forgot = is("forgot-password") ?? is("resend-confirmation");
  if (forgot) return askingCall(forgot);
  const taker = is("reset-password") ?? is("check-reset-token") ?? is("confirm-account");
  if (taker) return takingCall(taker);
  const client = is("register-client");
  if (client) return registrationCall(kit, client);
  if (behaviour.kind === "custom") return undefined;
  if (isOfMatrix(operation)) return matrixCall(kit, operation);
  return callHelper(kit, operation);
}

function registerHelper(kit: Kit, operation: OperationOf<"register">): Py | undefined {
  const { account } = kit;
  if (!account) return undefined;
  const given = new Set(operation.meaning.behaviour.body.fields.map(({ field }) => field));
  const { tokenField } = account.accounts;
  const answer = answered(operation, name("response"));
  const within = answeredForm(operation)?.within;
  const shown = within === undefined ? answer : py`${answer}[${str(within)}]`;
  const signsIn = account.login && !answersToken(kit, account) ? account.login : undefined;
  const ownToken = operation.meaning.behaviour.answer.token?.fields.find(({ is }) => is.kind === "token");
  const token = signsIn
    ? tokenIn(signsIn, name("signed_in"), tokenField)
    : tokenIn(operation, name("response"), ownToken?.name ?? tokenField);
  const byAttribute = new Map(account.entity.fields.map((field) => [attributeName(field.name), field.name]));
  const values = accountAttributes(account).map((attribute) => {
    if (attribute === attributeName(tokenField)) return py`${name(attribute)}=${token}`;
    if (renews(account) && attribute === refreshAttribute(account)) {
      const source = signsIn ?? operation;
      const cookie = refreshCookieOf(source);
      if (cookie !== undefined)
        return py`${name(attribute)}=${name(signsIn ? "signed_in" : "response")}.cookies[${str(cookie)}]`;
      const held = signsIn ? answered(signsIn, name("signed_in")) : answer;
      return py`${name(attribute)}=${held}[${str(refreshField(source) ?? "refresh_token")}]`;
    }
    const field = byAttribute.get(attribute) ?? attribute;
    const shownAs = field === account.entity.identity.field ? (answeredKey(account) ?? field) : field;
    return py`${name(attribute)}=${given.has(field) ? py`details[${str(field)}]` : py`${shown}[${str(shownAs)}]`}`;
  });
  const sent = request(operation, { body: name("details") });
  const parameters = [
    py`client: ${imported("httpx", "AsyncClient")}`,
    clashes(operation, ["client"]) && py`/`,
    py`**fields: object`,
  ];
  return py`
    async def ${name(helperName(operation))}(${commaList(parameters)}) -> ${api("Account")}:
        details = ${factoryOf(operation)}.build(**fields)
        response = ${sent}
        assert response.status_code == ${operation.meaning.behaviour.answer.status}
        ${signsIn && signedIn(account, signsIn)}
        return ${api("Account")}(${commaList(values)})`;
}

/** Statements: the new account signs in, where making one does not hand over its token. */
function signedIn({ accounts }: AccountKit, login: OperationOf<"login">): Py {
  const { loginField, passwordField } = accounts;
  return py`
    signed_in = await ${api(helperName(login))}(client, details[${str(loginField)}], details[${str(passwordField)}])
    assert signed_in.status_code == ${login.meaning.behaviour.answer.status}`;
}

/** Whether registering hands over what a new account needs to call. */
export function answersToken(kit: Kit, account: AccountKit): boolean {
  const { token, representation, cookie } = account.register.meaning.behaviour.answer;
  if (account.accounts.credential.in === "cookie") return cookie !== undefined;
  if (token) return beginsSession(account);
  return shownFieldsOf(kit, representation).some(({ meaning }) => meaning.kind === "token");
}

function loginHelper(kit: Kit, operation: OperationOf<"login">): Py | undefined {
  const { account } = kit;
  if (!account) return undefined;
  const { loginField, passwordField } = account.accounts;
  const [login, password] = [attributeName(loginField), attributeName(passwordField)].map((text) =>
    name(text),
  );
  const body = signInBody(kit, operation.meaning.behaviour, py`${login}`, py`${password}`);
  return py`
    async def ${name(helperName(operation))}(client: ${imported("httpx", "AsyncClient")}, ${login}: str, ${password}: str) -> ${imported("httpx", "Response")}:
        return ${request(operation, { body })}`;
}

function refreshHelper(operation: OperationOf<"refresh">): Py {
  return py`
    async def ${name(helperName(operation))}(client: ${imported("httpx", "AsyncClient")}, refresh_token: str) -> ${imported("httpx", "Response")}:
        return ${request(operation, renewing(operation, name("refresh_token")))}`;
}

function logoutHelper(kit: Kit, operation: OperationOf<"logout">): Py | undefined {
  const { account } = kit;
  if (!account) return undefined;
  const { behaviour } = operation.meaning;
  const sent = request(operation, {
    ...("body" in behaviour && {
      body: py`{${str(behaviour.tokenField)}: account.${name(refreshAttribute(account))}}`,
    }),
    ...((needsAccount(operation) || behaviour.byCookie) && {
      headers: offeredHeaders(kit.blueprint, operation, name("account")),
    }),
  });
  return py`
    async def ${name(helperName(operation))}(client: ${imported("httpx", "AsyncClient")}, account: ${api("Account")}) -> None:
        response = ${sent}
        assert response.status_code == ${behaviour.answer.status}`;
}

interface Parameter {
  readonly text: string;
  readonly type: Py;
}

/** A call that asserts its success and gives what the answer holds. */
function callHelper(kit: Kit, operation: OperationBlueprint): Py {
  const { behaviour, access } = operation.meaning;
  const account = kit.account && needsAccount(operation) ? accountParameter(kit, operation) : undefined;
  const paths = pathParameters(operation, account);
  const viewer = access === "optional" && kit.account !== undefined;
  const details = behaviour.kind === "create";
  const many = behaviour.kind === "create-many";
  const changes =
    changesRow(behaviour) ||
    behaviour.kind === "update-current-account" ||
    behaviour.kind === "update-singleton" ||
    (behaviour.kind === "change-state" && "body" in behaviour);
  const query = operation.queryClass !== undefined;
  const parameters = [
    py`client: ${imported("httpx", "AsyncClient")}`,
    needsConnection(operation) && py`connection: ${imported("sqlalchemy.ext.asyncio", "AsyncConnection")}`,
    account !== undefined && py`${name(account)}: ${api("Account")}`,
    ...paths.map(({ text, type }) => py`${name(text)}: ${type}`),
    changes && py`changes: ${api("Json")}`,
    many && py`details: ${imported("collections.abc", "Sequence")}[object]`,
    viewer && py`viewer: ${api("Account")} | None = None`,
    // What a field or a parameter is called may be what the helper calls something else.
    clashes(operation, ["client", "viewer", account, ...paths.map(({ text }) => text)]) && py`/`,
    details && py`**details: object`,
    query && py`**query: ${queryType(operation)}`,
  ];
  const headers =
    account !== undefined
      ? py`${name(account)}.headers`
      : viewer
        ? py`${api("headers_of")}(viewer)`
        : undefined;
  const sent = request(operation, {
    rows: rowNames(operation, paths),
    ...(details && { body: py`${factoryOf(operation as OperationOf<"create">)}.build(**details)` }),
    ...(changes && { body: changesBody(operation, rowNames(operation, paths).item) }),
    ...(many && { body: name("details") }),
    ...(query && { query: name("query") }),
    ...(headers && { headers }),
  });
  const status = "answer" in behaviour ? behaviour.answer.status : 200;
  const names = new Set([
    ...reserved,
    ...(account === undefined ? [] : [account]),
    ...paths.map(({ text }) => text),
  ]);
  const { returned, statements } = result(operation, names);
  const isEmpty = operation.responseClass === undefined && returned.text === "None" && !isBare(status);
  return py`
    async def ${name(helperName(operation))}(${commaList(parameters)}) -> ${returned}:
        ${details && neededDetails(kit, operation)}
        ${details && namesRows(kit, operation, account)}
        response = ${sent}
        assert response.status_code == ${status}
        ${isEmpty && py`assert not response.content`}
        ${statements}`;
}

/** What changes, and the key of the row where a body must have one that changes nothing. */
function changesBody({ meaning: { behaviour } }: OperationBlueprint, item: Py | undefined): Py {
  const needed = behaviour.kind === "update" ? requiredIgnored(behaviour.body) : [];
  const [key] = needed;
  return key === undefined || needed.length > 1 || !item
    ? name("changes")
    : py`{${str(key)}: ${item}, **changes}`;
}

/** What tests may ask a list for. */
function queryType({ meaning: { behaviour } }: OperationBlueprint): Py {
  const filters = behaviour.kind === "list" ? behaviour.filters : [];
  const lists = filters.some(({ several }) => several === "repeated");
  // A whole number is a number to Python.
  const numbers = filters.some(({ type }) => type === "number") ? py`float` : py`int`;
  return py`str | ${numbers}${lists && py` | list[str]`}`;
}

/** Whether a keyword argument may have the name of a parameter. */
function clashes(
  { meaning: { behaviour } }: OperationBlueprint,
  names: readonly (string | undefined)[],
): boolean {
  const keywords =
    behaviour.kind === "create" || behaviour.kind === "register"
      ? behaviour.body.fields.map(({ field }) => attributeName(field))
      : behaviour.kind === "list"
        ? behaviour.filters.map(({ parameter }) => parameter)
        : [];
  return keywords.some((keyword) => names.includes(keyword));
}

const reserved = [
  "client",
  "viewer",
  "details",
  "query",
  "changes",
  "response",
  "row",
  "rows",
  "values",
  "page",
];

function accountParameter(kit: Kit, { meaning: { behaviour } }: OperationBlueprint): string {
  const owned = behaviour.kind === "create" || behaviour.kind === "create-many" || touchesRow(behaviour);
  const entity = owned ? entityIn(kit, behaviour.entity) : undefined;
  return entity?.owner ? ownerVariable(kit, entity) : behaviour.kind === "membership" ? "caller" : "account";
}

function pathParameters(operation: OperationBlueprint, account: string | undefined): readonly Parameter[] {
  const taken = new Set<string | undefined>([...reserved, account]);
  return operation.contract.segments.flatMap((segment) => {
    if (segment.kind === "literal") return [];
    const wanted = identifierText(segment.name, { avoidBuiltins: true });
    const text = taken.has(wanted) ? `${wanted}_` : wanted;
    taken.add(text);
    return [{ text, type: py`object` }];
  });
}

function rowNames(operation: OperationBlueprint, parameters: readonly Parameter[]) {
  const { behaviour } = operation.meaning;
  const names = operation.contract.segments.flatMap((segment) =>
    segment.kind === "parameter" ? [segment.name] : [],
  );
  const find = (wanted: string | undefined): Py | undefined => {
    const found = wanted === undefined ? undefined : parameters[names.indexOf(wanted)];
    return found && name(found.text);
  };
  const item = find("parameter" in behaviour ? behaviour.parameter : undefined);
  const parent = find("parent" in behaviour ? behaviour.parent?.parameter : undefined);
  const narrowed = find(behaviour.kind === "list" ? behaviour.narrowed?.parameter : undefined);
  return { ...(item && { item }), ...(parent && { parent }), ...(narrowed && { narrowed }) };
}

function result(
  operation: OperationBlueprint,
  taken: ReadonlySet<string>,
): { readonly returned: Py; readonly statements?: Py } {
  const { behaviour } = operation.meaning;
  const answer = answered(operation, name("response"));
  const envelope = answerPath(operation).at(-1);
  const wanted = envelope === undefined ? undefined : identifierText(envelope, { avoidBuiltins: true });
  const called = (other: string): string => (wanted === undefined || taken.has(wanted) ? other : wanted);
  const typed = (variable: string, type: Py, value: Py) => ({
    returned: type,
    statements: py`
      ${name(variable)}: ${type} = ${value}
      return ${name(variable)}`,
  });
  if (behaviour.kind === "list") {
    if (isWhole(behaviour.answer)) return typed("page", api("Json"), py`response.json()`);
    return typed(called("rows"), py`list[${api("Json")}]`, answer);
  }
  if (behaviour.kind === "create-many" && behaviour.answer.all)
    return typed("rows", py`list[${api("Json")}]`, answer);
  if (behaviour.kind === "count-by-value") return typed("counts", py`dict[str, int]`, py`response.json()`);
  if (behaviour.kind === "distinct-values") return typed(called("values"), py`list[${name("str")}]`, answer);
  if (
    "answer" in behaviour &&
    "representation" in behaviour.answer &&
    behaviour.answer.representation !== undefined
  )
    return typed(called("row"), api("Json"), answer);
  return { returned: py`None` };
}

/** `titles_of(rows)`: what one field holds in each row, in order. */
function textsHelpers(kit: Kit): readonly Definition[] {
  const fields = kit.whole.domain.entities.flatMap((entity) => entity.fields);
  const names = new Map(fields.map((field) => [textsName(field), field] as const));
  return [...names].map(([helper, field]) => ({
    name: helper,
    text: py`
      def ${name(helper)}(rows: list[${api("Json")}]) -> list[object]:
          return [row[${str(field.name)}] for row in rows]`,
  }));
}
