import { type Contract, exampleOf, flattenSchema, jsonMedia, type SchemaNode } from "#contract";
import { type Accounts, type Behaviour, type Domain, endsCredential, type Field } from "#domain";
import type { ModuleCall, SignIn, SignInRequest } from "#prove";

/** How a proof gets a credential: by the operation that makes accounts, and by signing in where that hands over none. */
export function describeSignIn(domain: Domain, contract: Contract, adding?: ModuleCall): SignIn | undefined {
  const signIn = signInAs("conformance", domain, contract, adding);
  if (!signIn || !domain.operations.some(({ behaviour }) => endsCredential(behaviour))) return signIn;
  const spare = signInAs("spare", domain, contract, adding);
  return { ...signIn, ...(spare && { spare }) };
}

function signInAs(
  who: string,
  domain: Domain,
  contract: Contract,
  adding: ModuleCall | undefined,
): SignIn | undefined {
  const { accounts } = domain;
  if (accounts?.added && adding) return signInAdded({ accounts, who }, domain, contract, adding);
  const register = findBehaviour(domain, "register");
  const first = accounts && register && exampleRequest(contract, register, { accounts, who });
  if (!accounts || !register || !first) return undefined;
  if (answersToken(domain, register.behaviour.answer))
    return { requests: [first], token: tokenPath(register.behaviour.answer, accounts) };
  const login = findBehaviour(domain, "login");
  const second = login && exampleRequest(contract, login, { accounts, who });
  if (!login || !second) return undefined;
  return { requests: [first, second], token: tokenPath(login.behaviour.answer, accounts) };
}

/** No operation makes accounts: the project's own command does, and then they sign in. */
function signInAdded(
  person: Person,
  domain: Domain,
  contract: Contract,
  adding: ModuleCall,
): SignIn | undefined {
  const { accounts } = person;
  const login = findBehaviour(domain, "login");
  const request = login && exampleRequest(contract, login, person);
  const account = domain.entities.find(({ name }) => name === accounts.entity);
  if (!login || !request || !account) return undefined;
  const needed = (accounts.added ?? []).filter(({ required }) => required);
  const input = Object.fromEntries(
    needed.flatMap(({ field: name }) => {
      const kept = account.fields.find((candidate) => candidate.name === name);
      return kept ? [[name, addedValue(kept, person)]] : [];
    }),
  );
  return {
    adding: { ...adding, input },
    requests: [request],
    token: tokenPath(login.behaviour.answer, accounts),
  };
}

/** A value that an account may have, whatever it is. */
function addedValue({ name, meaning }: Field, person: Person): unknown {
  if (meaning.kind === "enum") return meaning.values[0];
  if (meaning.kind === "values") return [];
  const isText = meaning.kind !== "scalar" || meaning.type === "string";
  const value = isText
    ? ""
    : meaning.type === "boolean"
      ? false
      : meaning.type === "date-time"
        ? "2026-01-02T03:04:05Z"
        : 1;
  return own(name, value, { ...person, chosen: new Set() });
}

/** The properties that cannot hold any text: one of a few values, a moment, what has a pattern, or what is short. */
function choicesIn(contract: Contract, node: SchemaNode, envelope: string | undefined): ReadonlySet<string> {
  const outer = flattenSchema(contract, node);
  const wrapped = outer.properties.find(({ name }) => name === envelope);
  const { properties } = wrapped ? flattenSchema(contract, wrapped.schema) : outer;
  return new Set(
    properties.flatMap(({ name, schema }) => {
      const {
        enum: values,
        const: only,
        format,
        pattern,
        maxLength = longestOwn,
      } = flattenSchema(contract, schema);
      const isFormed = (format !== undefined && format !== "email") || pattern !== undefined;
      return values || only !== undefined || isFormed || maxLength < longestOwn ? [name] : [];
    }),
  );
}

/** Room enough for the texts that people are told apart by. */
const longestOwn = 40;

/** Whose account it is. */
interface Person {
  readonly accounts: Accounts;
  readonly who: string;
}

/** The same, and which values are not his to choose. */
interface Filling extends Person {
  readonly chosen: ReadonlySet<string>;
}

type Door = Extract<Behaviour, { readonly kind: "register" | "login" }>;

function findBehaviour<K extends Door["kind"]>(
  { operations }: Domain,
  kind: K,
): { readonly id: string; readonly behaviour: Door } | undefined {
  for (const { id, behaviour } of operations)
    if (behaviour.kind === kind) return { id, behaviour: behaviour as Door };
  return undefined;
}

function exampleRequest(
  contract: Contract,
  { id, behaviour }: { readonly id: string; readonly behaviour: Door },
  { accounts, who }: Person,
): SignInRequest | undefined {
  const operation = contract.operations.find((candidate) => candidate.id === id);
  if (operation && behaviour.kind === "login" && behaviour.byQuery) {
    const person: Filling = { accounts, who, chosen: new Set() };
    const values = {
      [accounts.loginField]: own(accounts.loginField, "", person),
      [accounts.passwordField]: own(accounts.passwordField, "", person),
    };
    const query = Object.entries(values).map(
      ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
    );
    return {
      method: operation.method,
      path: `${operation.path}?${query.join("&")}`,
      status: behaviour.answer.status,
    };
  }
  const content = operation?.requestBody?.content ?? [];
  const isForm = behaviour.body.form !== undefined;
  const schema = (isForm ? content.find(({ type }) => type.includes("urlencoded")) : jsonMedia(content))
    ?.schema;
  if (!operation || !schema) return undefined;
  const example = exampleOf(contract, schema);
  const { envelope } = behaviour.body;
  const person = { accounts, who, chosen: choicesIn(contract, schema, envelope) };
  const sent = withOwnNames(example, envelope, person);
  return {
    method: operation.method,
    path: operation.path,
    body: isForm ? neededOf(behaviour, sent) : sent,
    ...(isForm && { isForm: true }),
    status: behaviour.answer.status,
  };
}

/** What a form cannot do without: it has no null. */
function neededOf({ body }: Door, sent: unknown): unknown {
  const needed = body.fields.filter(({ required }) => required);
  return Object.fromEntries(needed.map(({ field: name }) => [name, field(sent, name)]));
}

function answersToken(
  { accounts, entities }: Domain,
  { token, representation, cookie }: Door["answer"],
): boolean {
  if (accounts?.credential.in === "cookie") return cookie !== undefined;
  if (token) return token.fields.some(({ is }) => is.kind === "token");
  return entities.some(({ representations }) =>
    representations.some(
      ({ name, fields }) =>
        name === representation && fields.some(({ field: shown }) => shown === accounts?.tokenField),
    ),
  );
}

function tokenPath(
  { envelope, token }: Door["answer"],
  { credential, tokenField }: Accounts,
): SignIn["token"] {
  if (credential.in === "cookie") return { cookie: credential.parameter };
  if (token?.isText) return [];
  const own = token?.fields.find(({ is }) => is.kind === "token")?.name;
  return [...(envelope === undefined ? [] : [envelope]), own ?? tokenField];
}

/** Values that no property test comes upon by chance. */
function withOwnNames(example: unknown, envelope: string | undefined, person: Filling): unknown {
  const inner = envelope === undefined ? example : field(example, envelope);
  if (typeof inner !== "object" || inner === null) return example;
  const texts = Object.entries(inner).map(([name, value]) => [name, own(name, value, person)]);
  const filled: unknown = Object.fromEntries(texts);
  return envelope === undefined ? filled : { [envelope]: filled };
}

function own(name: string, value: unknown, { accounts, who, chosen }: Filling): unknown {
  if (name === accounts.passwordField) return "A long pass phrase 1!";
  if (name === accounts.loginField || name === accounts.loginAs) return `${who}@keelback.test`;
  if (typeof value !== "string" || chosen.has(name)) return value;
  return value.includes("@") ? `${who}@keelback.test` : `${who}-${name}`;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
