import type { Span } from "#base";
import type { Body, Call, Expression, FunctionDefinition, Statement } from "#python";
import type { ProjectClass } from "../../classes.ts";
import { superMember, textOf } from "../../literals.ts";
import type { TypeFact } from "../../type.ts";
import type { SerializerField } from "../schemas/field.ts";
import { optional, scalar, unknown } from "../schemas/plain-types.ts";
import { isTrue, type RequestValue, requestValue } from "./request-values.ts";
import type { RestView } from "./view.ts";

/** A method of a paginator that puts an envelope around rows. */
export interface EnvelopeSource {
  readonly view: RestView;
  readonly owner: ProjectClass;
  readonly node: FunctionDefinition;
  /** The parameter that holds the rows, and their type. */
  readonly rows: string;
  readonly items: TypeFact;
  /** The fields of the framework's own envelope, where the class has one. */
  readonly usual?: readonly SerializerField[];
  readonly name: string;
  readonly span: Span;
}

type Entries = ReadonlyMap<string, SerializerField>;

/** What local names hold on the way through the method. */
interface State {
  readonly envelopes: ReadonlyMap<string, Entries>;
  readonly values: ReadonlyMap<string, RequestValue>;
}

/** One way through: what it returns, or how it goes on. */
type Way = { readonly given: Entries } | { readonly state: State };

/** What callers see around the rows, by the statements that put it together; undefined where that is not followed. */
export function writtenEnvelope(
  source: EnvelopeSource,
): { readonly fields: readonly SerializerField[]; readonly isPartial: boolean } | undefined {
  const ways = followBody(source, source.node.body, { envelopes: new Map(), values: new Map() });
  const given = ways?.flatMap((way) => ("given" in way ? [way.given] : []));
  if (given === undefined || given.length === 0 || given.length > mostWays) return undefined;
  const all = new Map(given.flatMap((entries) => [...entries]));
  const fields = [...all.values()].map((field) => {
    const isAlways = given.every((entries) => entries.has(field.name));
    return isAlways ? field : { ...field, options: { required: false } };
  });
  return { fields, isPartial: false };
}

const mostWays = 32;

function followBody(source: EnvelopeSource, body: Body, state: State): readonly Way[] | undefined {
  let open: readonly State[] = [state];
  const ended: Way[] = [];
  for (const statement of body) {
    const next: State[] = [];
    for (const each of open) {
      const ways = followStatement(source, statement, each);
      if (ways === undefined || ways.length > mostWays) return undefined;
      for (const way of ways) {
        if ("given" in way) ended.push(way);
        else next.push(way.state);
      }
    }
    if (next.length + ended.length > mostWays) return undefined;
    open = next;
  }
  return [...ended, ...open.map((each) => ({ state: each }))];
}

function followStatement(
  source: EnvelopeSource,
  statement: Statement,
  state: State,
): readonly Way[] | undefined {
  switch (statement.kind) {
    case "return": {
      const given = statement.value && envelopeOf(source, state, statement.value);
      return given && [{ given }];
    }
    case "if": {
      const test = requestValue(
        { view: source.view, self: source.owner, locals: state.values },
        statement.test,
      );
      const bodies = test === undefined ? [true, false] : [isTrue(test)];
      const ways = bodies.map((holds) =>
        followBody(source, holds ? statement.body : statement.otherwise, state),
      );
      return ways.every((each) => each !== undefined) ? ways.flat() : undefined;
    }
    case "assign": {
      const [target, ...others] = statement.targets;
      if (target === undefined || others.length > 0) return undefined;
      return assigned(source, state, target, statement.value);
    }
    case "annotated":
      return statement.value === undefined
        ? [{ state }]
        : assigned(source, state, statement.target, statement.value);
    case "expression":
      return called(source, state, statement.value);
    case "import":
    case "import-from":
    case "pass":
    case "assert":
      return [{ state }];
    case "raise":
      return [];
    default:
      return undefined;
  }
}

function assigned(
  source: EnvelopeSource,
  state: State,
  target: Expression,
  value: Expression,
): readonly Way[] | undefined {
  if (target.kind === "name") {
    const envelope = envelopeOf(source, state, value);
    const known = requestValue({ view: source.view, self: source.owner, locals: state.values }, value);
    const envelopes = new Map(state.envelopes);
    const values = new Map(state.values);
    envelopes.delete(target.id);
    values.delete(target.id);
    if (envelope !== undefined) envelopes.set(target.id, envelope);
    if (known !== undefined) values.set(target.id, known);
    return [{ state: { envelopes, values } }];
  }
  const name = heldBy(target.kind === "subscript" ? target.value : target);
  const key = target.kind === "subscript" ? textOf(target.index) : undefined;
  if (name === undefined || !state.envelopes.has(name)) return [{ state }];
  return key === undefined ? undefined : [added(state, name, [fieldOf(source, key, value)])];
}

/** `data.append(("key", value))`, `data.update({…})`, `data.pop("key")`; what is called beside them changes nothing here. */
function called(source: EnvelopeSource, state: State, expression: Expression): readonly Way[] | undefined {
  if (expression.kind !== "call" || expression.callee.kind !== "attribute") return [{ state }];
  const { callee, args } = expression;
  const name = heldBy(callee.value);
  const envelope = name === undefined ? undefined : state.envelopes.get(name);
  if (name === undefined || envelope === undefined) return [{ state }];
  const last = args.at(-1)?.value;
  switch (callee.name) {
    case "append":
    case "insert": {
      const more = last && entriesOf(source, { kind: "list", items: [last], start: 0, end: 0 });
      return more && [added(state, name, more)];
    }
    case "update":
    case "extend": {
      const more =
        args.length > 0 && args.every((each) => each.name !== undefined)
          ? namedEntries(source, expression)
          : last && entriesOf(source, last);
      return more && [added(state, name, more)];
    }
    case "pop": {
      const key = textOf(args[0]?.value);
      if (key === undefined) return undefined;
      const rest = new Map(envelope);
      rest.delete(key);
      return [{ state: { ...state, envelopes: new Map(state.envelopes).set(name, rest) } }];
    }
    case "move_to_end":
      return [{ state }];
    default:
      return undefined;
  }
}

function added(state: State, name: string, more: readonly SerializerField[]): Way {
  const entries = new Map(state.envelopes.get(name));
  for (const field of more) entries.set(field.name, field);
  return { state: { ...state, envelopes: new Map(state.envelopes).set(name, entries) } };
}

/** `data`, `response.data` */
function heldBy(expression: Expression): string | undefined {
  if (expression.kind === "name") return expression.id;
  return expression.kind === "attribute" && expression.name === "data" && expression.value.kind === "name"
    ? expression.value.id
    : undefined;
}

/** The envelope that an expression is, within an answer or alone. */
function envelopeOf(source: EnvelopeSource, state: State, expression: Expression): Entries | undefined {
  const name = heldBy(expression);
  if (name !== undefined) return state.envelopes.get(name);
  const written = entriesOf(source, expression);
  if (written !== undefined) return new Map(written.map((field) => [field.name, field]));
  if (expression.kind !== "call") return undefined;
  const { callee, args } = expression;
  const isUsual = superMember(callee) === source.node.name.id;
  if (isUsual) return source.usual && new Map(source.usual.map((field) => [field.name, field]));
  const first = args.find((each) => each.name === undefined || each.name === "data");
  return first && isMaker(callee) ? envelopeOf(source, state, first.value) : undefined;
}

/** `Response(…)`, `OrderedDict(…)`, `dict(…)`: what they are given is what they hold. */
function isMaker(callee: Expression): boolean {
  const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
  return /Response$|^(?:OrderedDict|dict|ReturnDict)$/.test(name);
}

/** `{"results": data}`, `[("results", data)]`, `OrderedDict(results=data)` */
function entriesOf(source: EnvelopeSource, value: Expression): readonly SerializerField[] | undefined {
  if (value.kind === "dictionary") {
    const entries = value.entries.map(({ key, value: inner }) => pairOf(source, key, inner));
    return entries.every((each) => each !== undefined) ? entries : undefined;
  }
  if (value.kind === "call") return isMaker(value.callee) ? namedEntries(source, value) : undefined;
  if (value.kind !== "list" && value.kind !== "tuple") return undefined;
  const pairs = value.items.map((item) =>
    item.kind === "tuple" ? pairOf(source, item.items[0], item.items[1]) : undefined,
  );
  return pairs.every((each) => each !== undefined) ? pairs : undefined;
}

function namedEntries(source: EnvelopeSource, { args }: Call): readonly SerializerField[] | undefined {
  if (args.length === 0 || args.some(({ name, spread }) => name === undefined || spread !== undefined))
    return undefined;
  return args.map(({ name = "", value }) => fieldOf(source, name, value));
}

function pairOf(
  source: EnvelopeSource,
  key: Expression | undefined,
  value: Expression | undefined,
): SerializerField | undefined {
  const name = textOf(key);
  return name === undefined || value === undefined ? undefined : fieldOf(source, name, value);
}

function fieldOf(source: EnvelopeSource, name: string, value: Expression): SerializerField {
  const type = typeOf(source, name, value);
  return { name, type, span: source.span, options: { required: true, readOnly: true } };
}

/** What stands in an envelope, by the framework's own names for it. */
function typeOf(source: EnvelopeSource, key: string, value: Expression): TypeFact {
  if (value.kind === "name") return value.id === source.rows ? source.items : unknown;
  if (value.kind === "string") return scalar("text");
  if (value.kind === "dictionary") {
    const name = `Paginated${source.name}List${key.charAt(0).toUpperCase()}${key.slice(1)}`;
    const inner = entriesOf(source, value);
    return inner === undefined ? unknown : source.view.schemas.inline(name, source.span, inner);
  }
  if (value.kind === "call") return calledType(value);
  if (value.kind !== "attribute") return unknown;
  const isPage =
    value.value.kind === "attribute" || (value.value.kind === "name" && value.value.id === "self");
  return isPage && /^(?:count|num_pages|number|per_page|limit|offset)$/.test(value.name)
    ? scalar("integer")
    : unknown;
}

function calledType({ callee }: Call): TypeFact {
  if (callee.kind === "name") return callee.id === "len" || callee.id === "int" ? scalar("integer") : unknown;
  if (callee.kind !== "attribute") return unknown;
  if (/^get_(?:next|previous|first|last)_link$/.test(callee.name)) return optional(scalar("uri"), true);
  if (/^has_(?:next|previous|other_pages)$/.test(callee.name)) return scalar("boolean");
  return /^(?:get_page_size|get_limit|get_count|next_page_number|previous_page_number)$/.test(callee.name)
    ? scalar("integer")
    : unknown;
}
