import type { Expression } from "#python";
import type { ProjectClass } from "../../classes.ts";
import { argumentOf, textOf } from "../../literals.ts";
import type { BodyFact } from "../../operation.ts";
import { spanOf } from "../../places.ts";
import { isSerializer } from "../reading/bases.ts";
import { statedType } from "../schemas/overrides.ts";
import type { Place, PlaceOf } from "../schemas/place.ts";
import { listOf } from "../schemas/plain-types.ts";
import { classAt, defineAt, flagAt, itemsAt } from "../schemas/source.ts";
import { namedClass, viewSpan } from "./named-class.ts";
import type { RestView } from "./view.ts";

const medias: Readonly<Record<string, string>> = {
  JSONParser: "application/json",
  FormParser: "application/x-www-form-urlencoded",
  MultiPartParser: "multipart/form-data",
  FileUploadParser: "*/*",
};

/** What bodies are read as: the first parser of the view, or of the settings. */
function mediaOf(view: RestView): string {
  const given = view.attribute("parser_classes") ?? view.source.settings.get("DEFAULT_PARSER_CLASSES");
  const first = given && itemsAt(view.source, given)?.[0];
  const of = first && namedClass(view, first);
  const lineage = of === undefined ? [] : typeof of === "string" ? [of] : of.lineage;
  for (const base of lineage) {
    const media = typeof base === "string" ? medias[base.slice(base.lastIndexOf(".") + 1)] : undefined;
    if (media !== undefined) return media;
  }
  return "application/json";
}

export function serializerBody(view: RestView, read: ProjectClass, isMany = false): BodyFact | undefined {
  const { fields, isPartial } = view.schemas.fieldsOf(read);
  const taken = fields.filter(({ options, hidden }) => options.readOnly !== true && hidden !== true);
  // A serializer without fields that are written asks for nothing.
  if (taken.length === 0 && !isPartial) return undefined;
  const isPatch = view.method === "PATCH" && !isMany;
  return {
    media: mediaOf(view),
    type: listOf(view.schemas.refer(read, isPatch), isMany),
    parts: [],
    required:
      isMany || (!isPatch && taken.some(({ options }) => options.required ?? options.hasDefault !== true)),
    span: spanOf(read.module, read.node.name),
  };
}

/** The body that a team states; undefined where it says that there is none. */
export function statedBody(view: RestView, at: PlaceOf): BodyFact | undefined {
  const { place, expression } = at;
  if (expression.kind === "constant" && expression.value === "None") return undefined;
  if (expression.kind === "dictionary") {
    const [entry] = expression.entries.filter(({ key }) => (textOf(key) ?? "").includes("/"));
    const media = textOf(entry?.key);
    if (entry !== undefined && media !== undefined) {
      const inner = statedBody(view, { place, expression: entry.value });
      return inner && { ...inner, media };
    }
  }
  const wrapped = requestIn(view, place, expression);
  if (wrapped !== undefined) return statedBody(view, { place, expression: wrapped });
  const isCall = expression.kind === "call";
  const of = classAt(view.source, { place, expression: isCall ? expression.callee : expression });
  if (typeof of === "object" && isSerializer(of)) {
    const many = isCall ? expression.args.find(({ name }) => name === "many")?.value : undefined;
    return serializerBody(view, of, flagAt(view.source, many && { place, expression: many }) === true);
  }
  const type = statedType(view, place, expression);
  return type.kind === "none"
    ? undefined
    : { media: mediaOf(view), type, parts: [], required: false, span: spanOf(place.module, expression) };
}

/** `OpenApiRequest(request=OrderSerializer)` */
function requestIn(view: RestView, place: Place, expression: Expression): Expression | undefined {
  if (expression.kind !== "call") return undefined;
  const meant = defineAt(view.source, { place, expression: expression.callee });
  return meant?.kind === "external" && /\.OpenApiRequest$/.test(meant.path)
    ? argumentOf(expression, "request", 0)
    : undefined;
}

/** A body of which nothing is known but that there may be one. */
export function openBody(view: RestView): BodyFact {
  return {
    media: mediaOf(view),
    type: { kind: "unknown" },
    parts: [],
    required: false,
    span: viewSpan(view),
  };
}
