import type { Finding, Span } from "#base";
import type { Method, Operation, SecurityRequirement } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { type Entry, type MapNode, valueAt } from "../document/node.ts";
import { anySchema } from "../empty-schema.ts";
import { neverKey } from "../never-answered.ts";
import { unknownAccess } from "../unknown-access.ts";
import { hasResponses, readBody, readResponses } from "./bodies.ts";
import { olderOpenapi } from "./dialect.ts";
import { readParameters } from "./parameters.ts";
import { matchPathParameters, type PathTemplate, readTemplate, reportClashes } from "./paths.ts";
import { type Reader, readWithin, report } from "./reader.ts";
import { follow } from "./references.ts";
import { findHoles, makeScope, type Scope } from "./scope.ts";
import { readSecurity } from "./security.ts";
import { asMap, entriesAt, flagAt, quote, textAt, textsAt } from "./shape.ts";

const methods: readonly Method[] = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];

export interface OperationDefaults {
  readonly security: readonly SecurityRequirement[];
  /** Has the holes of the top level's `security`. */
  readonly scope: Scope;
  readonly securityNames: ReadonlySet<string>;
}

/** An operation with what it could not do without. */
export interface OperationRead {
  readonly operation: Operation;
  readonly scope: Scope;
}

export function readOperations(reader: Reader, defaults: OperationDefaults): readonly OperationRead[] {
  const paths = entriesAt(reader, reader.root, "paths");
  reportClashes(reader, paths);
  const operations = paths.flatMap((entry) => readPath(reader, entry, defaults));
  return nameOperations(reader, operations);
}

/** Leaves out the operations that cannot be understood, with a finding that names each and the cause. */
export function dropLost(reader: Reader, operations: readonly OperationRead[]): readonly Operation[] {
  const holes = findHoles(operations.map((each) => each.scope));
  return operations.flatMap(({ operation, scope }) => {
    const hole = holes.get(scope);
    if (hole === undefined) return [operation];
    reportLost(reader, operation, hole);
    return [];
  });
}

function reportLost(reader: Reader, operation: Operation, hole: Finding): void {
  const label = `${operation.method.toUpperCase()} ${operation.path}`;
  const line = hole.span === undefined ? "" : ` because of ${describeLine(operation.span, hole.span)}`;
  report(reader, operation.span, {
    rule: "lost-operation",
    message: `${label} cannot be understood${line}: ${hole.message}`,
    mend: "mend that place; the operation is left out until then",
    ...(hole.span === undefined ? {} : { path: [{ message: hole.message, span: hole.span }] }),
  });
}

function describeLine(from: Span, { file, line }: Span): string {
  return file === from.file ? `line ${line}` : `${file}:${line}`;
}

function readPath(reader: Reader, entry: Entry, defaults: OperationDefaults): readonly OperationRead[] {
  const template = readTemplate(reader, entry);
  if (template === undefined) return [];
  // A path item that leads elsewhere may have methods of its own beside the reference.
  const own = asMap(reader, entry.value, `the path ${quote(entry.key)}`);
  if (own === undefined) return [];
  const shared = own.entries.has("$ref") ? follow(reader, own, "pathItems") : undefined;
  const items = [own, ...(shared?.kind === "map" ? [shared] : [])];
  return methods.flatMap((method) => {
    const item = items.find((each) => valueAt(each, method) !== undefined);
    const operation = item?.entries.get(method);
    if (item === undefined || operation === undefined) return [];
    const read = readOperation(reader, { template, item, entry: operation, method, defaults });
    return read === undefined ? [] : [read];
  });
}

interface OperationPlace {
  readonly template: PathTemplate;
  readonly item: MapNode;
  readonly entry: Entry;
  readonly method: Method;
  readonly defaults: OperationDefaults;
}

function readOperation(reader: Reader, place: OperationPlace): OperationRead | undefined {
  const { template, item, entry, method, defaults } = place;
  const map = asMap(reader, entry.value, `the operation ${method.toUpperCase()} ${template.path}`);
  if (map === undefined) return undefined;
  const scope = makeScope();
  return readWithin(reader, scope, () => {
    const own = readSecurity(reader, map, defaults.securityNames);
    if (own === undefined) scope.uses.add(defaults.scope);
    const body = valueAt(map, "requestBody");
    if (!hasResponses(map)) reportNoResponses(reader, place);
    const declaredId = textAt(reader, map, "operationId");
    const roles = rolesAt(map);
    const calledBack = entriesAt(reader, map, "callbacks").flatMap(({ value }) =>
      value.kind === "map" ? [...value.entries.keys()].filter((key) => key.includes("$request")) : [],
    );
    const neverAnswered = neverAt(reader, map);
    const { parameters, authorizationHeader } = readParameters(reader, item, map);
    const operation: Operation = {
      id: declaredId ?? labelOf(place),
      method,
      path: template.path,
      segments: template.segments,
      summary: textAt(reader, map, "summary") ?? "",
      description: textAt(reader, map, "description") ?? "",
      tags: textsAt(reader, map, "tags"),
      deprecated: flagAt(reader, map, "deprecated") ?? false,
      parameters: matchPathParameters(reader, template, entry, parameters, () => ({
        ...anySchema(entry.span),
        types: ["string"],
      })),
      responses: readResponses(reader, map),
      security: own ?? defaults.security,
      span: entry.span,
      ...(roles.length > 0 && { roles }),
      ...(authorizationHeader && { authorizationHeader }),
      ...(calledBack.length > 0 && { calledBack }),
      ...(neverAnswered.size > 0 && { neverAnswered }),
      ...definedFields({
        declaredId,
        requestBody: body === undefined ? undefined : readBody(reader, body),
        accessUnknown: textAt(reader, map, unknownAccess),
        unknown: textAt(reader, map, "x-keelback-unknown"),
      }),
    };
    return { operation, scope };
  });
}

const roleKeys = /^x-(?:required-|allowed-|needed-)?(?:roles?|permissions?)(?:-required|-allowed)?$/i;

/**
 * What extensions such as `x-roles` ask for: one text, or a list of them. Where roles are named, permissions beside them
 * say what those may do: they let in nobody else.
 */
function rolesAt(map: MapNode): readonly string[] {
  const asked = [...map.entries.values()].filter(({ key }) => roleKeys.test(key));
  const named = asked.filter(({ key }) => /role/i.test(key));
  return (named.length > 0 ? named : asked)
    .flatMap(({ value }) => (value.kind === "list" ? value.items : [value]))
    .flatMap((node) => (node.kind === "scalar" && node.text !== "" ? [node.text] : []));
}

/** What `build` says of documented answers that nothing leads to: reasons by status. */
function neverAt(reader: Reader, map: MapNode): ReadonlyMap<string, string> {
  return new Map(
    entriesAt(reader, map, neverKey).flatMap(({ key, value }) =>
      value.kind === "scalar" ? [[key, value.text] as const] : [],
    ),
  );
}

function labelOf(place: OperationPlace): string {
  return `${place.method.toUpperCase()} ${place.template.path}`;
}

function reportNoResponses(reader: Reader, place: OperationPlace): void {
  report(reader, place.entry.span, {
    rule: "missing-responses",
    severity: reader.now.dialect === olderOpenapi ? "error" : "warning",
    message: `${labelOf(place)} promises no answer: what it gives back is unknown`,
    mend: "list its answers under responses",
  });
}

// Ids become names of functions and keys of history, so each belongs to one operation only: the first.
function nameOperations(reader: Reader, operations: readonly OperationRead[]): readonly OperationRead[] {
  const known = new Map<string, Operation>();
  return operations.map(({ operation, scope }) => {
    const first = known.get(operation.id);
    if (first === undefined) {
      known.set(operation.id, operation);
      return { operation, scope };
    }
    report(reader, operation.span, {
      rule: "duplicate-operation-id",
      message: `the operationId ${quote(operation.id)} belongs to ${first.method.toUpperCase()} ${first.path} already`,
      mend: "give each operation an id of its own",
      path: [{ message: "the first one", span: first.span }],
    });
    const { declaredId: _, ...unnamed } = operation;
    let id = `${operation.method.toUpperCase()} ${operation.path}`;
    while (known.has(id)) id = `${id}'`;
    const renamed: Operation = { ...unnamed, id };
    known.set(id, renamed);
    return { operation: renamed, scope };
  });
}
