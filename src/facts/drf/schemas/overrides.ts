import type { Call, Expression } from "#python";
import type { ProjectClass } from "../../classes.ts";
import { argumentOf } from "../../literals.ts";
import { spanOf } from "../../places.ts";
import type { TypeFact } from "../../type.ts";
import { isSerializer } from "../reading/bases.ts";
import type { FieldOwner } from "./field.ts";
import type { Place, PlaceOf } from "./place.ts";
import { listOf, optional, unknown } from "./plain-types.ts";
import { classAt, defineAt, flagAt, placeIn, textAt } from "./source.ts";
import { hintedType, namedType, writtenType } from "./told-types.ts";

const decorator =
  /^drf_spectacular\.(?:utils\.)?extend_schema_field$|^drf_yasg\.utils\.swagger_serializer_method$/;

/** What `@extend_schema_field(…)` says of what is decorated; undefined where a call is none. */
export function toldAt(owner: FieldOwner, place: Place, call: Call): TypeFact | undefined {
  const meant = defineAt(owner.source, { place, expression: call.callee });
  if (meant?.kind !== "external" || !decorator.test(meant.path)) return undefined;
  const given = argumentOf(call, "field", 0) ?? argumentOf(call, "serializer_or_field", 0);
  return given === undefined ? undefined : statedType(owner, place, given);
}

/** What the decorators of a function or class say of its values. */
export function decoratedType(
  owner: FieldOwner,
  place: Place,
  decorators: readonly Expression[],
): TypeFact | undefined {
  for (const each of decorators) {
    const told = each.kind === "call" ? toldAt(owner, place, each) : undefined;
    if (told !== undefined) return told;
  }
  return undefined;
}

/** What a field's own class, or the nearest of its lineage, is decorated with. */
export function overrideOf(owner: FieldOwner, made: ProjectClass): TypeFact | undefined {
  for (const each of made.lineage) {
    if (typeof each === "string") continue;
    const told = decoratedType(owner, placeIn(each), each.node.decorators);
    if (told !== undefined) return told;
  }
  return undefined;
}

/** The type that a team states: a name of a type, a field, a serializer, an annotation, or a schema that is written out. */
export function statedType(owner: FieldOwner, place: Place, expression: Expression): TypeFact {
  const { source, schemas } = owner;
  const at = { place, expression };
  if (expression.kind === "dictionary") return writtenType(owner, at);
  const inline = inlineType(owner, at);
  if (inline !== undefined) return inline;
  const type = namedType(source, at);
  if (type !== undefined) return type;
  const isCall = expression.kind === "call";
  const made = classAt(source, isCall ? { place, expression: expression.callee } : at);
  if (typeof made === "object" && isSerializer(made)) {
    const says = (option: string): boolean => {
      const given = isCall ? expression.args.find(({ name }) => name === option)?.value : undefined;
      return flagAt(source, given && { place, expression: given }) === true;
    };
    return optional(listOf(schemas.refer(made), says("many")), says("allow_null"));
  }
  const { start, end } = expression;
  const field = schemas.declare(owner, "value", {
    place,
    expression: isCall ? expression : { kind: "call", callee: expression, args: [], start, end },
  });
  if (field !== undefined) return field.outputType ?? field.type;
  if (isCall) return unknown;
  const meant = defineAt(source, at);
  if (meant?.kind === "value" && meant.binding.value?.kind === "dictionary")
    return writtenType(owner, { place: { module: meant.module }, expression: meant.binding.value });
  return hintedType(source, at);
}

/** `inline_serializer(name="Totals", fields={"sum": serializers.IntegerField()}, many=True)` */
export function inlineType(owner: FieldOwner, { place, expression }: PlaceOf): TypeFact | undefined {
  if (expression.kind !== "call") return undefined;
  const { source, schemas } = owner;
  const meant = defineAt(source, { place, expression: expression.callee });
  if (meant?.kind !== "external" || !/^drf_spectacular\.(?:\w+\.)?inline_serializer$/.test(meant.path))
    return undefined;
  const named = argumentOf(expression, "name", 0);
  const name = (named && textAt(source, { place, expression: named })) ?? "Inline";
  const given = argumentOf(expression, "fields", 1);
  const entries = given?.kind === "dictionary" ? given.entries : undefined;
  const fields = (entries ?? []).map(({ key, value }) => {
    const text = key && textAt(source, { place, expression: key });
    return text === undefined ? undefined : schemas.declare(owner, text, { place, expression: value });
  });
  const read = fields.filter((field) => field !== undefined);
  const isPartial = entries === undefined || read.length < fields.length;
  const many = expression.args.find(({ name: each }) => each === "many")?.value;
  const type = schemas.inline(
    name.replace(/(?<=.)Serializer$/, ""),
    spanOf(place.module, expression),
    read,
    isPartial,
  );
  return listOf(type, flagAt(source, many && { place, expression: many }) === true);
}
