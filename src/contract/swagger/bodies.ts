import type { Entry, MapNode, Node } from "../document/node.ts";
import { report } from "../openapi/reader.ts";
import { quote } from "../openapi/shape.ts";
import { keyOfTypes, mediaTypesOf } from "./media-types.ts";
import { makeEntry, makeMap, makeScalar, quietTextAt } from "./nodes.ts";
import { type Parameters, spellList } from "./parameters.ts";
import { type MediaTypes, type Rewriter, rewriteOnce } from "./rewriter.ts";
import { gatherSchema, isFile, rewriteFile, rewriteSchema } from "./schemas.ts";

/** The body of an operation: a parameter in the body, or the parts of a form; the own ones win over the path's. */
export function rewriteRequestBody(
  rewriter: Rewriter,
  operation: MapNode,
  own: Parameters,
  shared: Parameters,
): Entry | undefined {
  const types = mediaTypesOf(rewriter, operation, "consumes");
  const body = own.bodies[0] ?? (own.fields.length > 0 ? undefined : shared.bodies[0]);
  reportSecondBody(rewriter, own, body);
  if (body !== undefined) return makeEntry("requestBody", rewriteBody(rewriter, body, types));
  const fields = new Map(
    [...shared.fields, ...own.fields].map((field) => [quietTextAt(field, "name"), field]),
  );
  const form = makeForm(rewriter, [...fields.values()], types);
  return form === undefined ? undefined : makeEntry("requestBody", form);
}

export function rewriteBody(rewriter: Rewriter, body: MapNode, types: MediaTypes): Node {
  return rewriteOnce(rewriter, body, `body ${keyOfTypes(types)}`, () => {
    const schema = body.entries.get("schema");
    if (schema === undefined) reportNoSchema(rewriter, body);
    const place = schema?.span ?? body.span;
    const inner = schema && { ...schema, value: rewriteSchema(rewriter, schema.value) };
    const media = makeMap(place, [inner]);
    const content = (types.length > 0 ? types : [{ type: "application/json", span: place }]).map(
      ({ type, span }) => makeEntry(type, media, span),
    );
    return makeMap(body.span, [
      body.entries.get("description"),
      body.entries.get("required"),
      makeEntry("content", makeMap(place, content)),
    ]);
  });
}

function makeForm(rewriter: Rewriter, fields: readonly MapNode[], types: MediaTypes): Node | undefined {
  const [first] = fields;
  if (first === undefined) return undefined;
  const { span } = first;
  const properties: Entry[] = [];
  const required: Node[] = [];
  const encoding: Entry[] = [];
  for (const field of fields) {
    const name = field.entries.get("name")?.value;
    if (name?.kind !== "scalar" || name.value === null) {
      reportNoName(rewriter, field);
      continue;
    }
    const schema = gatherSchema(rewriter, field, ["description"]) ?? makeMap(field.span, []);
    properties.push(makeEntry(name.text, rewriteFile(schema), field.span));
    const spelled = spellList(rewriter, field);
    if (spelled.length > 0) encoding.push(makeEntry(name.text, makeMap(field.span, spelled), field.span));
    const flag = field.entries.get("required")?.value;
    if (flag?.kind === "scalar" && flag.value === true) required.push(makeScalar(name.text, name.span));
  }
  const schema = makeMap(span, [
    makeEntry("type", makeScalar("object", span)),
    required.length === 0 ? undefined : makeEntry("required", { kind: "list", items: required, span }),
    makeEntry("properties", makeMap(span, properties)),
  ]);
  const media = makeMap(span, [
    makeEntry("schema", schema),
    encoding.length === 0 ? undefined : makeEntry("encoding", makeMap(span, encoding)),
  ]);
  const content = formTypes(fields.some(isFile), types, span).map((each) =>
    makeEntry(each.type, media, each.span),
  );
  return makeMap(span, [
    required.length === 0 ? undefined : makeEntry("required", makeScalar(true, span)),
    makeEntry("content", makeMap(span, content)),
  ]);
}

// A file cannot travel in the other kind of form, and a form cannot travel as anything else.
function formTypes(hasFile: boolean, types: MediaTypes, span: MapNode["span"]): MediaTypes {
  const [plain, parts] = ["application/x-www-form-urlencoded", "multipart/form-data"];
  const said = types.filter(({ type }) => {
    const name = (type.split(";")[0] ?? "").trim().toLowerCase();
    return name === parts || (name === plain && !hasFile);
  });
  return said.length > 0 ? said : [{ type: hasFile ? parts : plain, span }];
}

function reportSecondBody(rewriter: Rewriter, own: Parameters, body: MapNode | undefined): void {
  const second = own.bodies[1] ?? (body !== undefined && own.bodies.length > 0 ? own.fields[0] : undefined);
  if (second === undefined || body === undefined) return;
  report(rewriter.reader, second.span, {
    rule: "duplicate-body",
    message: `${quote(quietTextAt(second, "name") ?? "")} is a second body: a request has one only, and the first one counts`,
    mend: "put everything into one schema with in: body, or use in: formData for all of it",
    path: [{ message: "the first one", span: body.span }],
  });
}

function reportNoSchema(rewriter: Rewriter, body: MapNode): void {
  report(rewriter.reader, body.span, {
    rule: "parameter-without-schema",
    severity: "warning",
    message: "nothing is said about this body: every value is accepted",
    mend: 'give it a "schema"',
  });
}

function reportNoName(rewriter: Rewriter, field: MapNode): void {
  report(rewriter.reader, field.span, {
    rule: "incomplete-parameter",
    message: '"name" is missing: nobody can tell what this part of the form is',
    mend: 'give it a "name"',
  });
}
