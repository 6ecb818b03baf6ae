import type { ErrorPart } from "#domain";
import { imported, literal, name, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { ErrorPlan } from "../error-plan.ts";

/** Words for programs, by status: one table for all places that spell them alike. */
export interface CodeTable {
  readonly title: string;
  readonly part: CodePart;
}

type CodePart = ErrorPart & { readonly kind: "code" };

export function codeTables(plan: ErrorPlan): readonly CodeTable[] {
  const parts = plan.forms.flatMap(({ form }) => (form.kind === "json" ? codesIn(form.body) : []));
  const distinct = [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
  return distinct.map((part, index) => ({ title: index === 0 ? "CODES" : `CODES_${index + 1}`, part }));
}

/** The words of statuses that can be answered. */
export function answeredWords({ domain }: Blueprint, { part }: CodeTable): readonly Py[] {
  const documented = domain.operations.flatMap(({ errors }) => errors.map(({ status }) => status));
  const isOpen = domain.operations.some(({ behaviour }) => behaviour.kind === "custom");
  const answered = new Set([...documented, ...ofFramework, ...(isOpen ? [501] : [])]);
  return part.words
    .filter(({ status }) => answered.has(status))
    .map(({ status, word }) => py`${status}: ${literal(word)},`);
}

// Unknown routes, wrong methods, unexpected errors, a database that does not answer.
const ofFramework = [404, 405, 500, 503];

function codesIn(part: ErrorPart): readonly CodePart[] {
  switch (part.kind) {
    case "code":
      return [part];
    case "each":
      return codesIn(part.item);
    case "object":
      return part.properties.flatMap((property) => codesIn(property.part));
    default:
      return [];
  }
}

/** What an expression of an error body may speak of. */
export interface ValueScope {
  readonly plan: ErrorPlan;
  readonly tables: readonly CodeTable[];
  /** What is wrong: all of it, or one thing. */
  readonly within: "all" | "one";
  /** Whether the place of the one thing stands beside its words. */
  readonly besidePlace: boolean;
}

/** The Python expression of one place of an error body. */
export function errorValue(part: ErrorPart, scope: ValueScope): Py {
  switch (part.kind) {
    case "object":
      return py`{${part.properties.map((property) => py`${str(property.name)}: ${errorValue(property.part, scope)}`)}}`;
    case "each":
      return eachValue(part, scope);
    case "by-place":
      return byPlaceValue(part);
    case "message":
      return messageValue(part, scope);
    case "place":
      return placeValue(part);
    case "status":
      return part.as === "integer" ? py`status_code` : py`str(status_code)`;
    case "phrase":
      return py`${imported("http", "HTTPStatus")}(status_code).phrase`;
    case "code":
      return codeValue(part, scope);
    case "path":
      return pathValue(part);
    case "request-id":
      return py`request.state.request_id`;
    case "time":
      return timeValue(part);
    case "constant":
      return literal(part.value);
  }
}

function eachValue(part: ErrorPart & { readonly kind: "each" }, scope: ValueScope): Py {
  const { placed } = scope.plan;
  const isWords = part.item.kind === "message" && part.item.maxLength === undefined;
  if (isWords && !placed) return py`messages`;
  const item = errorValue(part.item, { ...scope, within: "one", besidePlace: hasOwnPlace(part.item) });
  if (!placed) return py`[${item} for message in messages]`;
  return py`[${item} for mistake in mistakes${part.placed && py` if mistake.steps`}]`;
}

function hasOwnPlace(item: ErrorPart): boolean {
  return item.kind === "object" && item.properties.some(({ part }) => part.kind === "place");
}

function byPlaceValue(part: ErrorPart & { readonly kind: "by-place" }): Py {
  const among = part.placed ? py` if mistake.steps` : py``;
  return part.many
    ? py`_by_place(${part.placed ? py`mistake for mistake in mistakes${among}` : py`mistakes`})`
    : py`{mistake.place: mistake.message for mistake in mistakes${among}}`;
}

function messageValue({ maxLength }: ErrorPart & { readonly kind: "message" }, scope: ValueScope): Py {
  const cut = maxLength !== undefined && py`[:${maxLength}]`;
  const { placed } = scope.plan;
  if (scope.within === "one") {
    const one = !placed ? py`message` : scope.besidePlace ? py`mistake.message` : py`str(mistake)`;
    return py`${one}${cut}`;
  }
  return py`"; ".join(${placed ? py`str(mistake) for mistake in mistakes` : py`messages`})${cut}`;
}

function placeValue({ as }: ErrorPart & { readonly kind: "place" }): Py {
  switch (as) {
    case "name":
      return py`mistake.place`;
    case "pointer":
      return py`"/" + "/".join(str(step) for step in mistake.steps[1:])`;
    case "steps":
      return py`mistake.steps`;
  }
}

function codeValue(part: CodePart, { tables }: ValueScope): Py {
  const key = JSON.stringify(part);
  const title = tables.find((table) => JSON.stringify(table.part) === key)?.title ?? "CODES";
  return py`${name(title)}.get(status_code, ${str(part.otherwise)})`;
}

function pathValue({ as, maxLength }: ErrorPart & { readonly kind: "path" }): Py {
  const path = py`request.url.path`;
  const value = as === "reference" ? py`${imported("urllib.parse", "quote")}(${path})` : path;
  return py`${value}${maxLength !== undefined && py`[:${maxLength}]`}`;
}

function timeValue({ as }: ErrorPart & { readonly kind: "time" }): Py {
  const now = py`${imported("app", "clock")}.now()`;
  switch (as) {
    case "date-time":
      return py`${now}.isoformat(timespec="milliseconds").replace("+00:00", "Z")`;
    case "seconds":
      return py`int(${now}.timestamp())`;
    case "milliseconds":
      return py`int(${now}.timestamp() * 1000)`;
  }
}

/** Whether an error body speaks of the request: its path or its id. */
export function speaksOfRequest(plan: ErrorPlan): boolean {
  return hasPart(plan, ({ kind }) => kind === "path" || kind === "request-id");
}

/** Whether an error body says when it was made. */
export function tellsTime(plan: ErrorPlan): boolean {
  return hasPart(plan, ({ kind }) => kind === "time");
}

/** Whether two answers to the same differ: they say when they were made, or which request they answer. */
export function differs(plan: ErrorPlan): boolean {
  return hasPart(plan, ({ kind }) => kind === "time" || kind === "request-id");
}

function hasPart({ forms }: ErrorPlan, is: (part: ErrorPart) => boolean): boolean {
  const has = (part: ErrorPart): boolean =>
    is(part) ||
    (part.kind === "each" && has(part.item)) ||
    (part.kind === "object" && part.properties.some((property) => has(property.part)));
  return forms.some(({ form }) => form.kind === "json" && has(form.body));
}
