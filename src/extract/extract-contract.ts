import { digest, type Finding, type Span } from "#base";
import { type Contract, type MediaType, type Operation, printOpenapi, type SchemaNode } from "#contract";
import { type ApplicationFact, type Facts, isTest, type OperationFact, type RouteFact } from "#facts";
import { operationOf } from "./operations.ts";
import { tagByPath } from "./path-tags.ts";
import { securityOf } from "./security.ts";
import { openShapes } from "./shapes.ts";

export interface Extraction {
  /** Absent where no route says what it takes and gives. */
  readonly value?: Contract;
  readonly findings: readonly Finding[];
}

const methods = new Set(["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"]);

interface Described {
  readonly route: RouteFact;
  readonly operation: OperationFact;
}

/**
 * The contract that the source of a project keeps. Of several applications, the one that is asked for by the place where it is
 * made, its file or its title; where none is, the one with the most operations, and the others are told.
 */
export function extractContract(
  facts: Facts,
  isWanted: (route: RouteFact) => boolean = () => true,
  asked?: string,
): Extraction {
  const routes = facts.routes.filter((route) => !isTest(route.span.file) && isWanted(route));
  const described = routes.flatMap((route): readonly Described[] =>
    route.operation === undefined || route.operation.inSchema === false || !methods.has(route.method)
      ? []
      : [{ route, operation: route.operation }],
  );
  const groups = Map.groupBy(described, ({ route }) => route.application ?? "");
  const all = [...groups].toSorted(([, one], [, other]) => other.length - one.length);
  if (all.length === 0) return { findings: [noOperations(routes)] };
  const meant = asked === undefined ? all : all.filter(([id]) => isCalled(facts, id, asked));
  const [chosen, ...others] = meant;
  if (chosen === undefined || (asked !== undefined && others.length > 0))
    return { findings: [unclearApplication(facts, all, asked ?? "", meant.length)] };
  const application = facts.applications.find(({ id }) => id === chosen[0]);
  const findings = [
    ...others.map(([id, group]) => leftOut(id, group.length, group[0]?.route.span)),
    ...undescribed(routes, chosen[0]),
    ...belowUnknown(chosen[1]),
  ];
  return { value: contractOf(facts, chosen[1], application), findings };
}

function contractOf(facts: Facts, described: readonly Described[], application?: ApplicationFact): Contract {
  const shapes = openShapes(facts);
  const operations = tagByPath(described).map(({ route, operation }) =>
    operationOf(shapes, route, operation),
  );
  const { schemas, rename } = shapes.settle();
  const span = application?.span ?? described[0]?.route.span ?? nowhere;
  const contract: Contract = {
    file: span.file,
    label: "Python source",
    title: application?.title ?? "",
    version: application?.version ?? "",
    description: application?.description ?? "",
    basePath: "",
    operations: uniqueOperations(operations).map((each) => renameIn(each, rename)),
    events: [],
    schemas,
    securitySchemes: securityOf(described.map(({ operation }) => operation)),
    digest: "",
    span,
  };
  return { ...contract, digest: digest(JSON.stringify(printOpenapi(contract))) };
}

const nowhere: Span = { file: "", line: 1, column: 1, offset: 0, end: 0 };

/** The first of a method and path answers; ids that are taken give way to the method and path. */
function uniqueOperations(operations: readonly Operation[]): readonly Operation[] {
  const seen = new Set<string>();
  const ids = new Set<string>();
  return operations.flatMap((operation) => {
    const place = `${operation.method.toUpperCase()} ${operation.path}`;
    if (seen.has(place)) return [];
    seen.add(place);
    const { declaredId, ...rest } = operation;
    const isTaken = declaredId !== undefined && ids.has(declaredId);
    ids.add(operation.id);
    return [isTaken ? { ...rest, id: place } : operation];
  });
}

function renameIn(operation: Operation, rename: <T extends SchemaNode>(node: T) => T): Operation {
  const content = (medias: readonly MediaType[]): readonly MediaType[] =>
    medias.map((media) => (media.schema === undefined ? media : { ...media, schema: rename(media.schema) }));
  const { requestBody: body } = operation;
  return {
    ...operation,
    parameters: operation.parameters.map((each) => ({ ...each, schema: rename(each.schema) })),
    ...(body === undefined ? {} : { requestBody: { ...body, content: content(body.content) } }),
    responses: operation.responses.map((each) => ({ ...each, content: content(each.content) })),
  };
}

function noOperations(routes: readonly RouteFact[]): Finding {
  const many = `${routes.length} ${routes.length === 1 ? "route is" : "routes are"} known`;
  return {
    rule: "extract/no-operations",
    severity: "warning",
    message: `no route says in the source what it takes and gives (${many}): there is no contract to read here`,
    mend: "name the folder that holds the application, or write the contract by hand",
    ...(routes[0] === undefined ? {} : { span: routes[0].span }),
  };
}

/** `app/main.py:12`, `app/main.py`, or the title that it has. */
function isCalled({ applications }: Facts, id: string, asked: string): boolean {
  const title = applications.find((each) => each.id === id)?.title;
  return id !== "" && (id === asked || id.slice(0, id.lastIndexOf(":")) === asked || title === asked);
}

function unclearApplication(
  { applications }: Facts,
  all: readonly (readonly [string, readonly Described[]])[],
  asked: string,
  count: number,
): Finding {
  const told = all.map(([id, group]) => {
    const title = applications.find((each) => each.id === id)?.title;
    return `${id || "no known place"}${title === undefined ? "" : ` "${title}"`} (${tellOperations(group.length)})`;
  });
  const span = all[0]?.[1][0]?.route.span;
  return {
    rule: "extract/unknown-application",
    severity: "error",
    message: `${count === 0 ? "no application is" : `${count} applications are`} called ${JSON.stringify(asked)}; there are: ${told.join(", ")}`,
    mend: "name one by the place where it is made: --app FILE:LINE",
    ...(span === undefined ? {} : { span }),
  };
}

function tellOperations(count: number): string {
  return count === 1 ? "1 operation" : `${count} operations`;
}

function leftOut(id: string, count: number, span: Span | undefined): Finding {
  return {
    rule: "extract/other-application",
    severity: "note",
    message: `another application, made at ${id || "no known place"}, has ${tellOperations(count)}: left out here`,
    mend: id === "" ? "give its folder alone to read its contract" : `--app ${id} reads its contract`,
    ...(span === undefined ? {} : { span }),
  };
}

/** Paths are written without what source does not tell of them. */
function belowUnknown(described: readonly Described[]): readonly Finding[] {
  const below = described.filter(({ route }) => route.partial);
  const [first] = below;
  if (first === undefined) return [];
  const { method, path, span } = first.route;
  return [
    {
      rule: "extract/unknown-prefix",
      severity: "warning",
      message: `what the paths of ${below.length} operations begin with, such as ${method} ${path}, is worked out as the application starts: they are written without it`,
      mend: "write the beginning into the paths, or give the router a prefix that stands in the source",
      span,
    },
  ];
}

/** Routes that answer, and of which the source does not say what. */
function undescribed(routes: readonly RouteFact[], application: string): readonly Finding[] {
  const plain = routes.filter(
    (route) => (route.application ?? "") === application && route.operation === undefined,
  );
  const [first] = plain;
  if (first === undefined) return [];
  return [
    {
      rule: "extract/undescribed-routes",
      severity: "note",
      message: `${plain.length} routes, such as ${first.method} ${first.path}, say nothing of what they take and give: they are left out`,
      mend: "nothing to do where they are pages; describe the others in a contract by hand",
      span: first.span,
    },
  ];
}
