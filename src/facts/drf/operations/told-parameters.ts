import type { Call } from "#python";
import { argumentOf } from "../../literals.ts";
import type { ParameterFact } from "../../operation.ts";
import { spanOf } from "../../places.ts";
import type { TypeFact } from "../../type.ts";
import { isSerializer } from "../reading/bases.ts";
import { inputBounds } from "../schemas/field.ts";
import { statedType } from "../schemas/overrides.ts";
import type { PlaceOf } from "../schemas/place.ts";
import { listOf, scalar, unknown, valuesType } from "../schemas/plain-types.ts";
import {
  classAt,
  defineAt,
  flagAt,
  itemsAt,
  type RestSource,
  textAt,
  valueAt,
  wordsAt,
} from "../schemas/source.ts";
import type { Told } from "./told.ts";
import type { RestView } from "./view.ts";

/** A parameter that a team states, or one that it takes away. */
export interface ToldParameter {
  readonly name: string;
  readonly in: string;
  /** Absent where it is taken away. */
  readonly fact?: ParameterFact;
}

export interface ToldParameters {
  readonly parameters: readonly ToldParameter[];
  /** Whether some are worked out. */
  readonly isPartial: boolean;
}

/** The parameters that decorators state, those further out last. */
export function toldParameters(view: RestView, told: readonly Told[]): ToldParameters {
  let isPartial = false;
  const parameters = told.toReversed().flatMap(({ place, call, kind }) => {
    const given = argumentOf(call, kind === "yasg" ? "manual_parameters" : "parameters", 99);
    const items = given === undefined ? [] : itemsAt(view.source, { place, expression: given });
    if (items === undefined) isPartial = true;
    const read = (items ?? []).flatMap((item) => {
      const found = readParameter(view, item);
      if (found === undefined) isPartial = true;
      return found ?? [];
    });
    const query = argumentOf(call, "query_serializer", 99);
    return [...read, ...((query && fieldParameters(view, { place, expression: query })) ?? [])];
  });
  return { parameters, isPartial };
}

/** `OpenApiParameter(…)`, a constant that stands for one, or a serializer whose fields are parameters. */
function readParameter(view: RestView, at: PlaceOf, way = 0): readonly ToldParameter[] | undefined {
  const { place, expression } = at;
  if (way > 5) return undefined;
  if (expression.kind !== "call") {
    const meant = defineAt(view.source, at);
    if (meant?.kind === "value" && meant.binding.value !== undefined)
      return readParameter(
        view,
        { place: { module: meant.module }, expression: meant.binding.value },
        way + 1,
      );
    return fieldParameters(view, at);
  }
  const meant = defineAt(view.source, { place, expression: expression.callee });
  if (meant?.kind !== "external") return fieldParameters(view, at);
  if (/^drf_spectacular\.\w+\.OpenApiParameter$/.test(meant.path)) return stated(view, at, expression);
  return /^drf_yasg\.openapi\.Parameter$/.test(meant.path) ? statedOld(view, at, expression) : undefined;
}

const locations: Readonly<Record<string, ParameterFact["in"]>> = {
  query: "query",
  path: "path",
  header: "header",
  cookie: "cookie",
};

function stated(view: RestView, { place }: PlaceOf, call: Call): readonly ToldParameter[] | undefined {
  const { source, schemas } = view;
  const at = (name: string, index: number): PlaceOf | undefined => {
    const expression = argumentOf(call, name, index);
    return expression && { place, expression };
  };
  const name = textAt(source, at("name", 0));
  const location = locationOf(source, at("location", 2)) ?? "query";
  const where = locations[location];
  if (name === undefined) return undefined;
  if (flagAt(source, at("response", 99)) === true || where === undefined) return [];
  if (flagAt(source, at("exclude", 99)) === true) return [{ name, in: where }];
  const given = at("type", 1);
  const base =
    given === undefined ? scalar("text") : statedType({ source, schemas }, place, given.expression);
  const values = at("enum", 5);
  const listed = values && valueAt(source, values);
  const one: TypeFact = values === undefined ? base : Array.isArray(listed) ? valuesType(listed) : unknown;
  const preset = at("default", 99);
  const value = preset && valueAt(source, preset);
  const description = wordsAt(source, at("description", 4));
  const fact: ParameterFact = {
    name,
    in: where,
    type: listOf(one, flagAt(source, at("many", 99)) === true),
    required: where === "path" || flagAt(source, at("required", 3)) === true,
    span: spanOf(place.module, call),
    ...(value === undefined ? {} : { value }),
    ...(description === undefined ? {} : { description }),
  };
  return [{ name, in: where, fact }];
}

/** `OpenApiParameter.PATH` or its text. */
function locationOf(source: RestSource, at: PlaceOf | undefined): string | undefined {
  if (at === undefined) return undefined;
  const { expression } = at;
  if (expression.kind === "attribute") return expression.name.toLowerCase().replace(/^in_/, "");
  return textAt(source, at);
}

/** `openapi.Parameter("name", openapi.IN_QUERY, type=openapi.TYPE_STRING)` */
function statedOld(view: RestView, { place }: PlaceOf, call: Call): readonly ToldParameter[] | undefined {
  const { source } = view;
  const at = (name: string, index: number): PlaceOf | undefined => {
    const expression = argumentOf(call, name, index);
    return expression && { place, expression };
  };
  const name = textAt(source, at("name", 0));
  const where = locations[locationOf(source, at("in_", 1)) ?? ""];
  if (name === undefined) return undefined;
  if (where === undefined) return [];
  const type = at("type", 5)?.expression;
  const kind = type?.kind === "attribute" ? oldTypes[type.name] : undefined;
  const description = wordsAt(source, at("description", 2));
  const fact: ParameterFact = {
    name,
    in: where,
    type: kind === undefined ? unknown : scalar(kind),
    required: where === "path" || flagAt(source, at("required", 3)) === true,
    span: spanOf(place.module, call),
    ...(description === undefined ? {} : { description }),
  };
  return [{ name, in: where, fact }];
}

const oldTypes: Readonly<Record<string, string>> = {
  TYPE_STRING: "text",
  TYPE_INTEGER: "integer",
  TYPE_NUMBER: "number",
  TYPE_BOOLEAN: "boolean",
  TYPE_FILE: "binary",
};

/** The fields of a serializer as parameters of the query. */
function fieldParameters(
  view: RestView,
  { place, expression }: PlaceOf,
): readonly ToldParameter[] | undefined {
  const called = expression.kind === "call" ? expression.callee : expression;
  const read = classAt(view.source, { place, expression: called });
  if (typeof read !== "object" || !isSerializer(read)) return undefined;
  return view.schemas
    .fieldsOf(read)
    .fields.filter(({ options, hidden }) => options.readOnly !== true && hidden !== true)
    .map((field) => ({ ...field, constraints: inputBounds(field) }))
    .map(({ name, type, options, span, constraints }) => ({
      name,
      in: "query",
      fact: {
        name,
        in: "query",
        type,
        required: options.required ?? options.hasDefault !== true,
        span,
        ...(options.value === undefined ? {} : { value: options.value }),
        ...(options.description === undefined ? {} : { description: options.description }),
        ...(constraints === undefined ? {} : { constraints }),
      },
    }));
}
