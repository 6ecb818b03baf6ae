import type { Parameter } from "../contract.ts";
import type { MapNode, Node } from "../document/node.ts";
import { anySchema } from "../empty-schema.ts";
import { readNamedExamples, readSchemaAt } from "./media.ts";
import { type Reader, readOnce, report, reportHole } from "./reader.ts";
import { follow, referenceIn, referenceSpan } from "./references.ts";
import { asMap, entriesAt, flagAt, listAt, quote, suggest, textAt } from "./shape.ts";

const places = ["path", "query", "header", "cookie"] as const;

const defaultStyles = { path: "simple", header: "simple", query: "form", cookie: "form" } as const;

/** The parameters of an operation, and the header `Authorization` where it was declared as one: that is for `security` to say. */
export interface ParametersRead {
  readonly parameters: readonly Parameter[];
  readonly authorizationHeader?: Parameter;
}

/** The parameters of an operation: those of its path and its own, which win by name and place. */
export function readParameters(reader: Reader, pathItem: MapNode, operation: MapNode): ParametersRead {
  const parameters = new Map<string, Parameter>();
  let authorizationHeader: Parameter | undefined;
  for (const map of [pathItem, operation]) {
    const listed = new Map<string, Parameter>();
    for (const node of listAt(reader, map, "parameters")?.items ?? []) {
      const parameter = readParameter(reader, node);
      if (parameter === undefined) continue;
      if (isIgnored(parameter)) {
        if (/^authorization$/i.test(parameter.name)) authorizationHeader = parameter;
        continue;
      }
      const key = `${parameter.in} ${parameter.name}`;
      const first = listed.get(key);
      if (first === undefined) listed.set(key, parameter);
      else reportTwice(reader, node, first);
    }
    for (const [key, parameter] of listed) parameters.set(key, parameter);
  }
  return {
    parameters: [...parameters.values()],
    ...(authorizationHeader && { authorizationHeader }),
  };
}

export function readParameter(reader: Reader, node: Node): Parameter | undefined {
  const target = follow(reader, node, "parameters");
  if (target === undefined) return undefined;
  return readOnce(reader, reader.done.parameters, target, () => {
    const map = asMap(reader, target, "a parameter");
    return map === undefined ? undefined : readDeclared(reader, map);
  });
}

function readDeclared(reader: Reader, map: MapNode): Parameter | undefined {
  const name = textAt(reader, map, "name");
  const said = textAt(reader, map, "in");
  const place = places.find((known) => known === said);
  if (said === "querystring") {
    reportWholeQuery(reader, map);
    return undefined;
  }
  if (name === undefined || place === undefined) {
    const missing =
      name === undefined ? '"name" is missing' : `"in" is ${said === undefined ? "missing" : quote(said)}`;
    reportHole(reader, map.span, {
      rule: "incomplete-parameter",
      message: `${missing}: nobody can tell what this parameter is`,
      mend:
        (said === undefined ? undefined : suggestPlace(said)) ??
        `give it "name", and "in" with one of ${places.join(", ")}`,
    });
    return undefined;
  }
  const style = textAt(reader, map, "style") ?? defaultStyles[place];
  return {
    name,
    in: place,
    required: readRequired(reader, map, name, place),
    description: textAt(reader, map, "description") ?? "",
    schema: readSchema(reader, map, name),
    explode: flagAt(reader, map, "explode") ?? style === "form",
    style,
    examples: readNamedExamples(reader, map),
    // Records say it so.
    ...(flagAt(reader, map, "x-keelback-undescribed") && { undescribed: true }),
    span: map.span,
  };
}

// Since 3.2; said as a note, for the operation is understood without it.
function reportWholeQuery(reader: Reader, map: MapNode): void {
  report(reader, map.entries.get("in")?.span ?? map.span, {
    rule: "unread-element",
    severity: "note",
    message: "a parameter that is the whole query is not derived yet: it is left out",
    mend: "declare each part as a parameter with in: query",
  });
}

// What Swagger 2.0 called so is a body here.
function suggestPlace(said: string): string | undefined {
  if (said === "body" || said === "formData") return 'write a "requestBody" instead';
  return suggest(said, places);
}

function readRequired(reader: Reader, map: MapNode, name: string, place: Parameter["in"]): boolean {
  const required = flagAt(reader, map, "required") ?? false;
  if (place !== "path" || required) return required;
  report(reader, map.span, {
    rule: "optional-path-parameter",
    severity: "warning",
    message: `${quote(name)} is part of the path, so it is always there: it is taken as required`,
    mend: "add required: true",
  });
  return true;
}

function readSchema(reader: Reader, map: MapNode, name: string): Parameter["schema"] {
  const schema = readSchemaAt(reader, map);
  if (schema !== undefined) return schema;
  const [media] = entriesAt(reader, map, "content");
  const inside = media?.value.kind === "map" ? readSchemaAt(reader, media.value) : undefined;
  if (inside !== undefined) return inside;
  report(reader, map.span, {
    rule: "parameter-without-schema",
    severity: "warning",
    message: `nothing is said about the values of ${quote(name)}: every text is accepted`,
    mend: map.entries.has("type")
      ? 'move "type" and what belongs to it into a "schema"'
      : 'give it a "schema"',
  });
  return anySchema(map.span);
}

// The specification takes these from elsewhere: media types and security say them.
function isIgnored(parameter: Parameter): boolean {
  return parameter.in === "header" && /^(?:accept|content-type|authorization)$/i.test(parameter.name);
}

function reportTwice(reader: Reader, node: Node, first: Parameter): void {
  report(reader, referenceIn(node) === undefined ? node.span : referenceSpan(node), {
    rule: "duplicate-parameter",
    message: `the ${first.in} parameter ${quote(first.name)} is there already: only the first one counts`,
    mend: "remove one of the two",
    path: [{ message: "the first one", span: first.span }],
  });
}
