import { type NameBook, openNameBook } from "#base";
import {
  type AnswerShape,
  type Behaviour,
  type BodyShape,
  type Domain,
  isPatch,
  type ListAnswerShape,
  type OperationMeaning,
} from "#domain";
import { cellAliases } from "./cells.ts";
import { classNameOf } from "./python-names.ts";
import { wholeOf } from "./response-names.ts";
import { tokenAnswerOf, tokenClassName } from "./token-answers.ts";

type ClassKey = "bodyClass" | "queryClass" | "responseClass";

/** What of an operation's blueprint is named here. */
interface Named {
  readonly meaning: OperationMeaning;
  readonly functionName: string;
  readonly requestClass?: string;
  readonly bodyClass?: string;
  readonly kindClasses?: readonly string[];
  readonly responseClass?: string;
  readonly queryClass?: string;
  readonly termsClass?: string;
}

interface Settling {
  readonly book: NameBook;
  /** Names by what the class is. */
  readonly given: Map<string, string>;
}

/**
 * Classes of one name that are not the same are called after their operations. A body that has the name of what is kept,
 * or of what is answered, is called after what it is: services see both.
 */
export function settleClassNames<T extends Named>(domain: Domain, operations: readonly T[]): readonly T[] {
  const named = domain.entities.flatMap(({ name, representations }) => [
    { name },
    ...representations.flatMap((form) => [form, ...(form.kinds ?? [])]),
  ]);
  const tokens = domain.operations.flatMap(({ behaviour }) => {
    const token = tokenAnswerOf(behaviour);
    return token && !token.isText ? [tokenClassName(token, behaviour.kind)] : [];
  });
  const book = openNameBook([
    ...named.map(({ name }) => classNameOf(name)),
    ...tokens,
    ...cellAliases(domain),
    "Page",
  ]);
  const settling: Settling = { book, given: new Map() };
  return operations.map((operation) => settle(settling, operation));
}

function settle<T extends Named>(settling: Settling, operation: T): T {
  const { functionName, meaning } = operation;
  const body = settleOne(settling, operation, "bodyClass", [
    `${operation.bodyClass} body`,
    `${functionName} body`,
  ]);
  const page = operation.queryClass?.endsWith("Page") ? "page" : "filters";
  const query = settleOne(settling, operation, "queryClass", [`${functionName} ${page}`]);
  const response = settleOne(settling, operation, "responseClass", [`${functionName} response`]);
  const { behaviour } = meaning;
  const isWrapped = "body" in behaviour && behaviour.body.envelope !== undefined;
  const kinds = settleKinds(settling, operation, body);
  const terms =
    operation.termsClass === undefined
      ? undefined
      : take(
          settling,
          `termsClass ${meaning.module} ${classDigest(behaviour, "queryClass")}`,
          operation.termsClass,
          classNameOf(`${functionName} terms`),
        );
  return {
    ...operation,
    ...(body !== undefined && {
      bodyClass: body,
      requestClass: isWrapped
        ? take(settling, `requestClass ${meaning.module} ${body}`, `${body}Request`)
        : body,
    }),
    ...(kinds && { kindClasses: kinds }),
    ...(query !== undefined && { queryClass: query }),
    ...(terms !== undefined && { termsClass: terms }),
    ...(response !== undefined && { responseClass: response }),
  };
}

/** The class of each kind that a body may be of, called after the kind. */
function settleKinds(
  settling: Settling,
  { meaning: { module, behaviour } }: Named,
  body: string | undefined,
): readonly string[] | undefined {
  const kinds = "body" in behaviour ? behaviour.body.kinds : undefined;
  if (!kinds || body === undefined) return undefined;
  return kinds.map(({ value, schemaName }) => {
    const wanted = classNameOf(schemaName ?? `${value} ${body}`);
    return take(settling, `kindClass ${module} ${body} ${value}`, wanted, `${wanted}Body`);
  });
}

function settleOne(
  settling: Settling,
  operation: Named,
  key: ClassKey,
  longer: readonly string[],
): string | undefined {
  const wanted = operation[key];
  if (wanted === undefined || isShared(operation, key)) return wanted;
  const { module, behaviour } = operation.meaning;
  const digest = `${key} ${module} ${wanted} ${classDigest(behaviour, key)}`;
  return take(settling, digest, wanted, ...longer.map((text) => classNameOf(text)));
}

function take(
  { book, given }: Settling,
  digest: string,
  wanted: string,
  ...longer: readonly string[]
): string {
  const name = given.get(digest) ?? book.take(wanted, ...longer);
  given.set(digest, name);
  return name;
}

/** Whether an operation takes or answers a class that is not its own: the shared page, a row without an envelope. */
function isShared({ meaning: { behaviour }, queryClass }: Named, key: ClassKey): boolean {
  if (key === "queryClass") return queryClass === "Page";
  return (
    key === "responseClass" &&
    behaviour.kind !== "list" &&
    behaviour.kind !== "count-by-value" &&
    !wholeOf(behaviour) &&
    behaviour.kind !== "list-lines" &&
    behaviour.kind !== "report" &&
    "answer" in behaviour &&
    behaviour.answer.envelope === undefined &&
    !("telling" in behaviour.answer && behaviour.answer.telling)
  );
}

/** What tells two classes apart. */
function classDigest(behaviour: Behaviour, key: ClassKey): string {
  const whole = wholeOf(behaviour);
  if (whole && key === "responseClass") return JSON.stringify(whole);
  if (behaviour.kind === "count-by-value") return JSON.stringify(behaviour.counts);
  if (key === "responseClass") return JSON.stringify("answer" in behaviour ? shapeOf(behaviour.answer) : {});
  if (key === "bodyClass") return JSON.stringify("body" in behaviour ? bodyDigest(behaviour) : {});
  if (behaviour.kind !== "list") return "";
  const { entity, pagination } = behaviour;
  const filters = behaviour.filters.map(({ parameter, by, description }) => [parameter, by, description]);
  return JSON.stringify([entity, filters, behaviour.sorting, behaviour.language, pagination]);
}

function bodyDigest(behaviour: Extract<Behaviour, { readonly body: BodyShape }>): unknown {
  const { envelope: _, ...body } = behaviour.body;
  const key = behaviour.kind === "update-by-body" && behaviour.mode === "patch" ? behaviour.key : "";
  return [behaviour.entity, body, isPatch(behaviour), key, behaviour.kind === "login"];
}

function shapeOf(answer: AnswerShape | ListAnswerShape): object {
  const { status: _, ...shape } = answer;
  return { ...shape, headers: [] };
}
