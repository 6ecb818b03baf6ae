import type { Expression } from "#python";
import { argumentOf, textOf } from "../../literals.ts";
import type { ResponseFact } from "../../operation.ts";
import { spanOf } from "../../places.ts";
import { statusWords } from "../../status-words.ts";
import type { TypeFact } from "../../type.ts";
import { isSerializer } from "../reading/bases.ts";
import { statedType } from "../schemas/overrides.ts";
import type { Place, PlaceOf } from "../schemas/place.ts";
import { listOf } from "../schemas/plain-types.ts";
import { classAt, defineAt, flagAt, textAt, valueAt, wordsAt } from "../schemas/source.ts";
import { shownIn } from "./lists.ts";
import type { RestView } from "./view.ts";

/** The answers that a team states: a serializer, a type, or each of them by its status. */
export function statedAnswers(view: RestView, at: PlaceOf, status: number): readonly ResponseFact[] {
  const { place, expression } = at;
  const table = tableOf(view, at);
  if (table === undefined) return [statedAnswer(view, place, expression, status)];
  const found: ResponseFact[] = [];
  for (const { key, value } of table.entries) {
    const [code, media] = key?.kind === "tuple" ? key.items : [key];
    const number = code && statusOf(view, { place: table.place, expression: code });
    if (number === undefined) continue;
    const kind = media && textAt(view.source, { place: table.place, expression: media });
    found.push({
      ...statedAnswer(view, table.place, value, number),
      ...(kind === undefined ? {} : { media: kind }),
    });
  }
  return found.map((each, index) => ({ ...each, by: isGood(each, found, index) ? "answered" : "declared" }));
}

/** Whether the answer that a team states is a list: `responses=OrderSerializer(many=True)`; undefined where that is not said. */
export function statedMany(view: RestView, at: PlaceOf | undefined): boolean | undefined {
  if (at === undefined) return undefined;
  const table = tableOf(view, at);
  if (table !== undefined) {
    const good = table.entries.find(
      ({ key }) => key !== undefined && statusOf(view, { place: table.place, expression: key }) === 200,
    );
    const { value: expression } = good ?? table.entries[0] ?? {};
    return expression === undefined ? undefined : statedMany(view, { place: table.place, expression });
  }
  const inner = wrappedIn(view, at.place, at.expression);
  const expression = inner === undefined ? at.expression : inner.response;
  if (expression === undefined) return false;
  const many =
    expression.kind === "call" ? expression.args.find(({ name }) => name === "many")?.value : undefined;
  const said = many && flagAt(view.source, { place: at.place, expression: many });
  if (said === true) return true;
  const isCall = expression.kind === "call";
  const of = classAt(view.source, { place: at.place, expression: isCall ? expression.callee : expression });
  // Of a type that is no serializer there is one; what a function of the project makes may be anything.
  return (typeof of === "object" && isSerializer(of)) || isMade(view, at) ? undefined : false;
}

/** Whether a function of the project makes the answers: `responses=accepted(OrderSerializer)`. */
export function isMade(view: RestView, { place, expression }: PlaceOf): boolean {
  return (
    expression.kind === "call" &&
    defineAt(view.source, { place, expression: expression.callee })?.kind === "function"
  );
}

/** An operation ends well by the first status that says so, or by whatever comes first. */
function isGood({ status }: ResponseFact, all: readonly ResponseFact[], index: number): boolean {
  return status < 400 || (index === 0 && all.every((each) => each.status >= 400));
}

interface Table {
  readonly place: Place;
  readonly entries: (Expression & { readonly kind: "dictionary" })["entries"];
}

function tableOf(view: RestView, { place, expression }: PlaceOf): Table | undefined {
  if (expression.kind === "dictionary") {
    const isStatuses = expression.entries.every(({ key }) => key?.kind !== "string" || /^\d/.test(key.value));
    return isStatuses ? { place, entries: expression.entries } : undefined;
  }
  if (expression.kind !== "name" && expression.kind !== "attribute") return undefined;
  const meant = defineAt(view.source, { place, expression });
  const value = meant?.kind === "value" ? meant.binding.value : undefined;
  return meant?.kind === "value" && value?.kind === "dictionary"
    ? { place: { module: meant.module }, entries: value.entries }
    : undefined;
}

/** `200`, `"200"`, `status.HTTP_200_OK`, `HTTPStatus.OK`. */
export function statusOf({ source }: RestView, at: PlaceOf): number | undefined {
  const { expression } = at;
  const name =
    expression.kind === "attribute" ? expression.name : expression.kind === "name" ? expression.id : "";
  const told = /^HTTP_(\d{3})_/.exec(name)?.[1] ?? statusWords.get(name);
  if (told !== undefined) return Number(told);
  const value = valueAt(source, at);
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && number >= 100 && number < 600 ? number : undefined;
}

function statedAnswer(view: RestView, place: Place, given: Expression, status: number): ResponseFact {
  const span = spanOf(place.module, given);
  const wrapped = wrappedIn(view, place, given);
  const expression = wrapped === undefined ? given : wrapped.response;
  const description = wrapped?.description;
  const words = description === undefined ? {} : { description };
  const shared = { status, by: "answered" as const, span, ...words };
  if (expression === undefined || (expression.kind === "constant" && expression.value === "None"))
    return { ...shared, media: "" };
  const text = textOf(expression);
  if (text !== undefined) return { ...shared, media: "", description: text };
  const told = serializerAnswer(view, place, expression, status);
  const type = told ?? statedType(view, place, expression);
  return type.kind === "none" ? { ...shared, media: "" } : { ...shared, type };
}

/** `OpenApiResponse(response=OrderSerializer, description="…")` */
function wrappedIn(
  view: RestView,
  place: Place,
  given: Expression,
): { readonly response?: Expression; readonly description?: string } | undefined {
  if (given.kind !== "call") return undefined;
  const meant = defineAt(view.source, { place, expression: given.callee });
  if (meant?.kind !== "external" || !/\.(?:OpenApiResponse|openapi\.Response)$/.test(meant.path))
    return undefined;
  const isOld = meant.path.endsWith("openapi.Response");
  const response = isOld ? argumentOf(given, "schema", 1) : argumentOf(given, "response", 0);
  const words = isOld ? argumentOf(given, "description", 0) : argumentOf(given, "description", 1);
  const description = words && wordsAt(view.source, { place, expression: words });
  return {
    ...(response === undefined ? {} : { response }),
    ...(description === undefined ? {} : { description }),
  };
}

/** A serializer that is stated is shown as a list where the operation is one, unless it says otherwise. */
function serializerAnswer(
  view: RestView,
  place: Place,
  expression: Expression,
  status: number,
): TypeFact | undefined {
  const isCall = expression.kind === "call";
  const of = classAt(view.source, { place, expression: isCall ? expression.callee : expression });
  if (typeof of !== "object" || !isSerializer(of)) return undefined;
  const many = isCall ? expression.args.find(({ name }) => name === "many")?.value : undefined;
  const told = many && flagAt(view.source, { place, expression: many });
  const type = view.schemas.refer(of);
  const name = of.node.name.id.replace(/(?<=.)Serializer$/, "");
  if (told === false || status >= 300) return listOf(type, told === true);
  return shownIn(view, type, name, told);
}
