// node bench/routes/operations.ts FOLDER openapi.json
// What Keelback reads of each operation from the source below FOLDER against what the framework itself says at run time, in its
// `/openapi.json`: parameters with place, name and whether they are required, bodies, answers and security by the names of schemas.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type OperationFact, readFacts, readProject, type TypeFact } from "#facts";

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface Operation {
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Content; readonly required?: boolean };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const [folder = ".", documentPath = "", most = 40] = process.argv.slice(2);
const document = JSON.parse(readFileSync(documentPath, "utf8")) as Document;
const files = globSync("**/*.py", { cwd: folder });
const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
const { routes } = readFacts(readProject(texts));
const read = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));

/** A schema by its name, or its shape; what is no schema of its own is a star. */
function tellSchema(schema: Schema | undefined): string {
  if (schema?.$ref !== undefined) return nameOf(schema.$ref);
  if (schema?.type === "array") return `[${tellSchema(schema.items)}]`;
  if (schema?.allOf?.length === 1) return tellSchema(schema.allOf[0]);
  const any = schema?.anyOf ?? schema?.oneOf;
  if (any === undefined) return schema?.type === "object" ? "{}" : "*";
  const some = any.filter(({ type }) => type !== "null");
  const told = some.map(tellSchema).sort().join("|");
  return some.length < any.length ? `${told}?` : told;
}

/** Without what tells input and output, or classes of one name, apart. */
function nameOf(reference: string): string {
  return reference.replace(/^.*\//, "").replace(/^.*__/, "").replace(/-(?:Input|Output)$/, "");
}

function tellType(type: TypeFact | undefined): string {
  switch (type?.kind) {
    case "reference":
    case "enum": {
      const name = type.id.slice(type.id.lastIndexOf(":") + 1);
      const args = type.kind === "reference" ? type.args : undefined;
      return args === undefined ? name : `${name}_${args.map(tellType).join("_")}_`;
    }
    case "list":
      return `[${tellType(type.of)}]`;
    case "map":
      return "{}";
    case "optional":
      return `${tellType(type.of)}?`;
    case "union":
      return type.of.map(tellType).sort().join("|");
    default:
      return "*";
  }
}

function tellParts(parts: readonly (readonly [name: string, isRequired: boolean, type: string])[]): string {
  return parts.map(([name, isRequired, type]) => `${name}${isRequired ? "" : "?"}:${type}`).sort().join(" ");
}

/** What the document says of an operation, one text for each part of it. */
function tellDocument({ parameters = [], requestBody, responses, security = [] }: Operation): readonly string[] {
  const [media, { schema } = {}] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const name = schema?.$ref ?? schema?.allOf?.[0]?.$ref ?? "";
  const made = /\/Body[_-]/.test(name) ? document.components.schemas[name.replace(/^.*\//, "")] : undefined;
  const parts = Object.entries(made?.properties ?? {}).map(
    ([part, type]) => [part, made?.required?.includes(part) ?? false, tellSchema(type)] as const,
  );
  return [
    tellParts(parameters.map((each) => [`${each.in} ${each.name}`, each.required ?? false, tellSchema(each.schema)])),
    media === undefined
      ? ""
      : `${media} ${made === undefined ? tellParts([["", requestBody?.required ?? false, tellSchema(schema)]]) : tellParts(parts)}`,
    Object.entries(responses)
      .filter(([status]) => status !== "422")
      .map(([status, { content }]) => `${status} ${tellSchema(content?.["application/json"]?.schema)}`)
      .sort()
      .join(", "),
    [...new Set(security.flatMap((each) => Object.entries(each).map(([scheme, scopes]) => `${scheme} ${scopes.toSorted()}`)))]
      .sort()
      .join(", "),
  ];
}

function tellSource({ parameters, requestBody: body, responses, security }: OperationFact): readonly string[] {
  return [
    tellParts(parameters.map((each) => [`${each.in} ${each.name}`, each.required, tellType(each.type)])),
    body === undefined
      ? ""
      : `${body.media} ${tellParts(body.type === undefined ? body.parts.map((each) => [each.name, each.required, tellType(each.type)]) : [["", body.required, tellType(body.type)]])}`,
    responses
      .filter(({ by, status }) => by !== "raised" && status !== 422)
      .map(({ status, type }) => `${status} ${tellType(type)}`)
      .sort()
      .join(", "),
    security.map(({ scheme, scopes }) => `${scheme} ${scopes.toSorted()}`).sort().join(", "),
  ];
}

const kinds = ["parameters", "body", "answers", "security"];
const same = kinds.map(() => 0);
const differences: string[] = [];
let total = 0;
let partial = 0;
for (const [path, item] of Object.entries(document.paths)) {
  for (const [method, wanted] of Object.entries(item)) {
    total += 1;
    const key = `${method.toUpperCase()} ${path}`;
    const operation = read.get(key)?.operation;
    if (operation?.isPartial) partial += 1;
    const [told, found] = [tellDocument(wanted), operation && tellSource(operation)];
    kinds.forEach((kind, index) => {
      if (told[index] === found?.[index]) same[index] = (same[index] ?? 0) + 1;
      else differences.push(`${key} ${kind}\n  document ${told[index]}\n  source   ${found?.[index]}`);
    });
  }
}
console.log(differences.slice(0, Number(most)).join("\n"));
console.log(`${total} operations: ${kinds.map((kind, index) => `${kind} of ${same[index]}`).join(", ")} are the same`);
console.log(`${partial} are told to be read in part`);
