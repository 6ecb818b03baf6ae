import type { AnsweredPattern } from "../../django/extension.ts";
import { docstringOf } from "../../docstring.ts";
import { isNone } from "../../literals.ts";
import type { BodyFact, OperationFact, ParameterFact, ResponseFact } from "../../operation.ts";
import { belowPrefix, firstPart } from "../../path-tags.ts";
import { spanOf } from "../../places.ts";
import type { OpenSchemas } from "../schemas/serializers.ts";
import { flagAt, type RestSource, textAt, textsAt, wordsAt } from "../schemas/source.ts";
import { endingsOf, raisedBy } from "./answered.ts";
import { isMade, statedAnswers, statedMany } from "./answers.ts";
import { serializerBody, statedBody } from "./bodies.ts";
import { filtersOf } from "./filters.ts";
import { isList, shownIn } from "./lists.ts";
import { viewSpan } from "./named-class.ts";
import { openView } from "./open-view.ts";
import { pageParameters, paginatorOf, unknownPaginator } from "./pagination.ts";
import { pathParameters } from "./path-parameters.ts";
import { accessOf } from "./security.ts";
import { serializerOf } from "./serializer-of.ts";
import { type Told, toldArgument, toldOf } from "./told.ts";
import { toldParameters } from "./told-parameters.ts";
import type { RestView } from "./view.ts";

/** What a route of the framework takes and gives; undefined where its view is no part of the project. */
export function readOperation(
  source: RestSource,
  schemas: OpenSchemas,
  route: AnsweredPattern,
): OperationFact | undefined {
  const view = openView(source, schemas, route);
  if (view === undefined) return undefined;
  const told = toldOf(view);
  const { parameters, isPartial } = readParameters(view, told);
  const body = readBody(view, told);
  const access = accessOf(view);
  const responses = [...readResponses(view, told), ...raisedBy(view)];
  const isExcluded = flagAt(source, toldArgument(told, "exclude")) === true || isHidden(view);
  return {
    parameters,
    ...(body === undefined ? {} : { requestBody: body }),
    responses,
    security: access.security,
    ...(access.isDecided ? { decidesAccess: true as const } : {}),
    ...(access.isOpen ? { isOpen: true as const } : {}),
    dependencies: [],
    ...readWords(view, told),
    ...tagsOf(view, told),
    inSchema: !isExcluded,
    answer: toldArgument(told, "responses") === undefined ? "unsaid" : "declared",
    takesRequest: true,
    takesBackgroundTasks: false,
    definition:
      view.node === undefined ? viewSpan(view) : spanOf((view.owner ?? view).module, view.node.name),
    isPartial: isPartial || view.asked.size > 0 || (body === undefined && mayRead(view, told)),
  };
}

/** `schema = None`, `swagger_schema = None` */
function isHidden(view: RestView): boolean {
  return ["schema", "swagger_schema"].some((name) => isNone(view.attribute(name)?.expression));
}

function readParameters(
  view: RestView,
  told: readonly Told[],
): { readonly parameters: readonly ParameterFact[]; readonly isPartial: boolean } {
  const stated = toldParameters(view, told);
  const paginator = paginatorOf(view);
  const many = statedMany(view, toldArgument(told, "responses"));
  const lists = isList(view, many);
  const filters = (filtersTold(view, told) ?? lists) ? filtersOf(view) : { parameters: [], isPartial: false };
  const own = [
    ...pathParameters(view),
    ...filters.parameters,
    ...(lists && paginator !== undefined ? pageParameters(view, paginator) : []),
  ];
  const found = new Map(own.map((each) => [`${each.in} ${each.name}`, each]));
  for (const { name, in: place, fact } of stated.parameters) {
    const key = keyOf(view, place, name);
    if (fact === undefined) found.delete(key);
    else found.set(key, { ...fact, name: key.slice(key.indexOf(" ") + 1) });
  }
  // A decorator may state a parameter of a path that another of the same view has.
  const inPath = new Set([...view.path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name));
  const parameters = [...found.values()].filter((each) => each.in !== "path" || inPath.has(each.name));
  const isOpen = lists && paginator?.of === unknownPaginator;
  return { parameters, isPartial: stated.isPartial || filters.isPartial || isOpen };
}

/** A description calls the key of a row `id` where the path calls it `pk`. */
function keyOf({ path }: RestView, place: string, name: string): string {
  const isKey = place === "path" && name === "id" && !path.includes("{id}") && path.includes("{pk}");
  return `${place} ${isKey ? "pk" : name}`;
}

function filtersTold(view: RestView, told: readonly Told[]): boolean | undefined {
  return flagAt(view.source, toldArgument(told, "filters"));
}

const writing = /^(?:PUT|PATCH|POST)$/;

function readBody(view: RestView, told: readonly Told[]): BodyFact | undefined {
  if (!writing.test(view.method)) return undefined;
  const stated = toldArgument(told, "request") ?? toldArgument(told, "request_body");
  if (stated !== undefined) return statedBody(view, stated);
  const serializer = ownSerializer(view);
  return serializer === undefined ? undefined : serializerBody(view, serializer);
}

/** The serializer of a view that has one, which plain ones may name too. */
function ownSerializer(view: RestView): ReturnType<typeof serializerOf> {
  return view.read === undefined ? undefined : serializerOf(view);
}

/** Whether a body may be read of which nothing is known. */
function mayRead(view: RestView, told: readonly Told[]): boolean {
  if (!writing.test(view.method) || toldArgument(told, "request") !== undefined) return false;
  const serializer = ownSerializer(view);
  return serializer === undefined;
}

function readResponses(view: RestView, told: readonly Told[]): readonly ResponseFact[] {
  const status = statusOf(view);
  const stated = toldArgument(told, "responses");
  if (stated === undefined) return endedAs(view, usualResponses(view, status));
  // The status too is what that function has for it, unless the view says it.
  if (isMade(view, stated)) return endedAs(view, [{ status, by: "declared", span: viewSpan(view) }]);
  return statedAnswers(view, stated, status);
}

/** Answers as the function of a view ends, where it says so itself. */
function endedAs(view: RestView, usual: readonly ResponseFact[]): readonly ResponseFact[] {
  const endings = endingsOf(view);
  if (endings === undefined || endings.length === 0) return usual;
  const [only] = usual;
  return endings.map(({ status, isBare }): ResponseFact => {
    const same = usual.find((each) => each.status === status);
    if (same !== undefined) return { ...same, by: "answered" };
    const { span } = only ?? { span: viewSpan(view) };
    if (isBare || status === 204) return { status, by: "answered", media: "", span };
    // A row that is made is shown as it would be otherwise.
    return endings.length === 1 && only?.type !== undefined
      ? { ...only, status }
      : { status, by: "answered", span };
  });
}

function usualResponses(view: RestView, status: number): readonly ResponseFact[] {
  const span = viewSpan(view);
  if (status === 204) return [{ status, by: "answered", media: "", span }];
  const serializer = ownSerializer(view);
  if (serializer === undefined) return [{ status, by: "answered", span }];
  const { fields, isPartial } = view.schemas.fieldsOf(serializer);
  if (fields.length === 0 && !isPartial) return [{ status, by: "answered", media: "", span }];
  const name = serializer.node.name.id.replace(/(?<=.)Serializer$/, "");
  const type = shownIn(view, view.schemas.refer(serializer), name);
  return [{ status, type, by: "answered", span: spanOf(serializer.module, serializer.node.name) }];
}

function statusOf(view: RestView): number {
  if (view.method === "DELETE") return 204;
  const bases = view.read?.lineage.filter((base) => typeof base === "string") ?? [];
  const creates =
    view.method === "POST" &&
    (view.action === "create" || bases.some((base) => /\.(?:List)?CreateAPIView$/.test(base)));
  return creates ? 201 : 200;
}

function readWords(
  view: RestView,
  told: readonly Told[],
): Pick<OperationFact, "name" | "summary" | "description" | "deprecated"> {
  const { source } = view;
  const name = textAt(source, toldArgument(told, "operation_id"));
  const summary = wordsAt(source, toldArgument(told, "summary") ?? toldArgument(told, "operation_summary"));
  const said = wordsAt(
    source,
    toldArgument(told, "description") ?? toldArgument(told, "operation_description"),
  );
  const description =
    said ?? (view.node && docstringOf(view.node)) ?? (view.read && docstringOf(view.read.node));
  return {
    ...(name === undefined ? {} : { name }),
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
    ...(flagAt(source, toldArgument(told, "deprecated")) === true ? { deprecated: true } : {}),
  };
}

/**
 * What a team says, or else the first part of the path below what the settings take off; where those say nothing, all paths tell:
 * https://drf-spectacular.readthedocs.io/en/latest/settings.html
 */
function tagsOf(view: RestView, told: readonly Told[]): Pick<OperationFact, "tags" | "isTaggedByPath"> {
  const stated = toldArgument(told, "tags");
  const texts = stated && textsAt(view.source, stated);
  if (texts !== undefined) return { tags: texts };
  const prefix = textAt(view.source, view.source.settings.described("SCHEMA_PATH_PREFIX"));
  const below = prefix === undefined ? undefined : belowPrefix(view.path, prefix);
  return below === undefined ? { tags: [], isTaggedByPath: true } : { tags: firstPart(below) };
}
