// node bench/extract/compare.ts FOLDER openapi.json [MOST]
// The contract that Keelback reads from the source below FOLDER against the description that the framework itself gives at run time:
// operations, parameters, bodies, answers, and every property of every schema behind them, through all references. Both are read
// as documents, ours as it is printed.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Contract, flattenSchema, type Operation, printOpenapi, readContract, type Schema, type SchemaNode } from "#contract";
import { extractContract } from "#extract";
import { readFacts, readProject } from "#facts";

const [folder = ".", documentPath = "", most = "40", only = "", prefix = ""] = process.argv.slice(2);
const files = globSync("**/*.py", { cwd: folder });
const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
const extracted = extractContract(readFacts(readProject(texts)));
if (extracted.value === undefined) throw new Error("no contract");
const theirs = read(readFileSync(documentPath, "utf8"));
const ours = read(JSON.stringify(printOpenapi(extracted.value)));

function read(text: string): Contract {
  const { value } = readContract("openapi.json", text);
  if (value === undefined) throw new Error("no contract");
  return value;
}

interface Tally {
  same: number;
  total: number;
}
const tallies = new Map<string, Tally>();
const kinds = new Map<string, number>();
const shown: string[] = [];

function count(what: string, problem: string | undefined, place: string): void {
  const tally = tallies.get(what) ?? { same: 0, total: 0 };
  tallies.set(what, tally);
  tally.total += 1;
  if (problem === undefined) {
    tally.same += 1;
    return;
  }
  const kind = `${what}: ${problem.replace(/ \(.*\)$/s, "")}`;
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  if (only === "" || kind.includes(only)) shown.push(`${place}  ${what}: ${problem}`);
}

/** Schemas that stand at the same place of the two, each pair once. */
const pairs = new Map<string, { readonly place: string; readonly theirs: Schema; readonly ours: Schema; readonly way: Way }>();
/** Whether what is compared is taken in or given out: an answer may always give what it need not. */
type Way = "input" | "output";
let way: Way = "input";
const numbers = new Map<Schema, number>();
const numberOf = (schema: Schema): number => {
  numbers.set(schema, numbers.get(schema) ?? numbers.size);
  return numbers.get(schema) ?? 0;
};

/** What differs between two schemas themselves; objects in them are compared by their properties, apart. */
function differ(left: SchemaNode | undefined, right: SchemaNode | undefined, place: string, depth = 0): string | undefined {
  if (left === undefined || right === undefined) {
    const other = left ?? right;
    const isAny = other === undefined || tell(flattenSchema(other === left ? theirs : ours, other)) === "any";
    return isAny ? undefined : `${left === undefined ? "surplus" : "missing"} schema`;
  }
  const one = flattenSchema(theirs, left);
  const two = flattenSchema(ours, right);
  const [told, found] = [tell(one), tell(two)];
  if (told !== found) return two.unknown === undefined ? `type (${told} / ${found})` : `unknown here (${told}: ${two.unknown})`;
  // Whatever is said of `null` beside a value that may be anything says nothing.
  if (told !== "any" && one.nullable !== two.nullable) return `nullable (${one.nullable} / ${two.nullable})`;
  if ((one.format ?? "") !== (two.format ?? "")) return `format (${one.format} / ${two.format})`;
  if (valuesOf(one) !== valuesOf(two)) return `values (${valuesOf(one)} / ${valuesOf(two)})`;
  if (depth > 20) return undefined;
  if (one.items !== undefined || two.items !== undefined) {
    const inner = differ(one.items, two.items, `${place}[]`, depth + 1);
    if (inner !== undefined) return `items ${inner}`;
  }
  for (const key of ["anyOf", "oneOf"] as const)
    for (const [at, member] of one[key].entries()) {
      const inner = differ(member, two[key][at], `${place}|${at}`, depth + 1);
      if (inner !== undefined) return `alternative ${inner}`;
    }
  const more = differMore(one.additionalProperties, two.additionalProperties, place, depth);
  if (more !== undefined) return more;
  if (one.properties.length + two.properties.length > 0) {
    const [mine, other] = [behind(theirs, left), behind(ours, right)];
    const key = `${numberOf(mine)} ${numberOf(other)} ${way}`;
    if (!pairs.has(key)) pairs.set(key, { place: mine.name ?? place, theirs: mine, ours: other, way });
  }
  return undefined;
}

/** The shared schema itself, where all that stands around it are words or `null`. */
function behind(contract: Contract, node: SchemaNode): Schema {
  const [only, ...others] = node.kind === "schema" ? node.allOf : [];
  const isWrapped = only?.kind === "ref" && others.length === 0 && node.kind === "schema" && node.properties.length === 0;
  return isWrapped ? behind(contract, only) : flattenSchema(contract, node);
}

function differMore(one: Schema["additionalProperties"], two: Schema["additionalProperties"], place: string, depth: number): string | undefined {
  if ((one === false) !== (two === false)) return `other names allowed (${one !== false} / ${two !== false})`;
  if (typeof one !== "object" && typeof two !== "object") return undefined;
  const inner = differ(typeof one === "object" ? one : undefined, typeof two === "object" ? two : undefined, `${place}{}`, depth + 1);
  return inner === undefined ? undefined : `other values ${inner}`;
}

/** The sort of value, without what stands beside it. */
function tell({ types, anyOf, oneOf, const: constant, enum: values, properties }: Schema): string {
  if (constant === null) return "null";
  if (anyOf.length > 0) return `any of ${anyOf.length}`;
  if (oneOf.length > 0) return `one of ${oneOf.length}`;
  if (types.length > 0) return types.toSorted().join(" or ");
  return values !== undefined || constant !== undefined ? "values" : properties.length > 0 ? "object" : "any";
}

function valuesOf({ enum: values, const: constant }: Schema): string {
  const all = (values ?? (constant === undefined ? [] : [constant])).filter((each) => each !== null);
  return JSON.stringify(all.map((each) => JSON.stringify(each)).toSorted());
}

const bounds = ["pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems"] as const;

function differBounds(left: SchemaNode, right: SchemaNode): string | undefined {
  const [one, two] = [flattenSchema(theirs, left), flattenSchema(ours, right)];
  const key = bounds.find((each) => one[each] !== two[each]);
  if (key !== undefined) return `${key} (${one[key]} / ${two[key]})`;
  return JSON.stringify(one.default ?? null) === JSON.stringify(two.default ?? null)
    ? undefined
    : `default (${JSON.stringify(one.default)} / ${JSON.stringify(two.default)})`;
}

/** How a path calls its parameters is its own business: they are the same by their order. */
const keyOf = ({ method, path }: Operation): string => `${method} ${path.replace(/\{[^{}]*\}/g, "{}")}`;
const namesOf = ({ path }: Operation): readonly string[] => [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);

function renamed(own: Operation, as: Operation): Operation {
  const [from, to] = [namesOf(own), namesOf(as)];
  const parameters = own.parameters.map((each) => (each.in === "path" ? { ...each, name: to[from.indexOf(each.name)] ?? each.name } : each));
  return { ...own, parameters };
}

const placed = new Map(
  ours.operations
    .filter(({ path }) => path.startsWith(prefix))
    .map((each) => [keyOf({ ...each, path: each.path.slice(prefix.length) }), each]),
);
const wanted = new Set(theirs.operations.map(keyOf));
for (const key of placed.keys()) if (!wanted.has(key)) count("operations", "surplus", key);
for (const operation of theirs.operations) {
  way = "input";
  const key = `${operation.method} ${operation.path}`;
  const met = placed.get(keyOf(operation));
  const own = met && renamed(met, operation);
  count("operations", own === undefined ? "missing" : undefined, key);
  const found = new Map(own?.parameters.map((each) => [`${each.in} ${each.name}`, each]));
  for (const parameter of operation.parameters) {
    const name = `${parameter.in} ${parameter.name}`;
    const other = found.get(name);
    found.delete(name);
    const place = `${key} ${name}`;
    const problem =
      other === undefined
        ? "missing"
        : other.required !== parameter.required
          ? `required (${parameter.required} / ${other.required})`
          : differ(parameter.schema, other.schema, place);
    count("parameters", problem, place);
    if (other !== undefined && problem === undefined)
      count("bounds and defaults", differBounds(parameter.schema, other.schema), place);
  }
  for (const name of found.keys()) count("parameters", "surplus", `${key} ${name}`);
  if (own === undefined) continue;
  const [body, other] = [operation.requestBody, own.requestBody];
  if (body !== undefined || other !== undefined) {
    const [media, media2] = [body?.content[0], other?.content[0]];
    const missing = body === undefined ? "surplus" : other === undefined ? "missing" : undefined;
    const kind = media?.type === media2?.type ? undefined : `media (${media?.type} / ${media2?.type})`;
    const required = body?.required === other?.required ? undefined : `required (${body?.required} / ${other?.required})`;
    count("bodies", missing ?? kind ?? required ?? differ(media?.schema, media2?.schema, `${key} body`), key);
  }
  way = "output";
  for (const { status, content } of operation.responses) {
    const same = own.responses.find((each) => each.status === status);
    const answer = same ?? (onlySuccess(operation)?.status === status ? onlySuccess(own) : undefined);
    const [media, media2] = [content[0], answer?.content[0]];
    const kind = media?.type === media2?.type ? undefined : `media (${media?.type} / ${media2?.type})`;
    const other = same === undefined && answer !== undefined ? `status (${status} / ${answer.status})` : undefined;
    const within = answer === undefined ? "missing" : (kind ?? differ(media?.schema, media2?.schema, `${key} ${status}`));
    count("answers", other ?? within, `${key} ${status}`);
  }
  const asked = (each: typeof operation): string =>
    [...new Set(each.security.flatMap((one) => [...one].map(([name, scopes]) => `${name} ${scopes.toSorted()}`)))].toSorted().join(", ");
  count("security", asked(operation) === asked(own) ? undefined : `other (${asked(operation)} / ${asked(own)})`, key);
  const [tags, others] = [operation, own].map((each) => [...new Set(each.tags)].toSorted().join(", "));
  count("tags and deprecated", tags === others ? undefined : `tags (${tags} / ${others})`, key);
  count(
    "tags and deprecated",
    operation.deprecated === own.deprecated ? undefined : `deprecated (${operation.deprecated} / ${own.deprecated})`,
    key,
  );
}

/** The answer of an operation that ends well in one way: what it holds is compared whatever its status is called. */
function onlySuccess({ responses }: Operation): Operation["responses"][number] | undefined {
  const some = responses.filter(({ status }) => /^[23]/.test(status));
  return some.length === 1 ? some[0] : undefined;
}

/** Each property of each schema of theirs once; it is the same where it is so wherever the schema is met. */
const verdicts = new Map<string, { readonly what: string; readonly problem: string | undefined; readonly place: string }>();
const owners = new Set<Schema>();
for (const { place, theirs: one, ours: two, way: met } of pairs.values()) {
  way = met;
  owners.add(one);
  const found = new Map(two.properties.map((each) => [each.name, each]));
  for (const property of one.properties) {
    const other = found.get(property.name);
    found.delete(property.name);
    const here = `${place}.${property.name}`;
    const problem =
      other === undefined
        ? "missing"
        : property.required !== other.required && !(way === "output" && other.required)
          ? `required (${property.required} / ${other.required})`
          : differ(property.schema, other.schema, here);
    const key = `${numberOf(one)} ${property.name}`;
    if (verdicts.get(key)?.problem === undefined) verdicts.set(key, { what: "properties", problem, place: here });
    if (other !== undefined && problem === undefined) {
      const bound = differBounds(property.schema, other.schema);
      if (verdicts.get(`b ${key}`)?.problem === undefined)
        verdicts.set(`b ${key}`, { what: "bounds and defaults", problem: bound, place: here });
    }
  }
  for (const name of found.keys())
    verdicts.set(`${numberOf(one)} ${name}`, { what: "properties", problem: "surplus", place: `${place}.${name}` });
}
for (const { what, problem, place } of verdicts.values()) count(what, problem, place);
// What no pair reached is missing, as a whole.
const reached = new Set([...owners].map((schema) => schema.name).filter((name) => name !== undefined));
for (const [name, schema] of theirs.schemas) {
  if (reached.has(name) || !isUsed(name)) continue;
  for (const property of flattenSchema(theirs, schema).properties)
    count("properties", "of a schema that is not reached", `${name}.${property.name}`);
}

function isUsed(name: string): boolean {
  used ??= usedNames();
  return used.has(name);
}
var used: ReadonlySet<string> | undefined;

/** Names that operations lead to. */
function usedNames(): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (part: unknown): void => {
    JSON.stringify(part, (_, value) => {
      if (value?.kind === "ref" && !names.has(value.name)) {
        names.add(value.name);
        visit(theirs.schemas.get(value.name));
      }
      return value;
    });
  };
  visit(theirs.operations);
  return names;
}

if (Number(most) > 0) console.log(shown.slice(0, Number(most)).join("\n"));
for (const [kind, number] of [...kinds].toSorted(([, one], [, other]) => other - one).slice(0, 40)) console.log(`${String(number).padStart(6)}  ${kind}`);
for (const [what, { same, total }] of tallies)
  console.log(`${what.padEnd(20)} ${same} of ${total} are the same, ${((100 * same) / total).toFixed(1)} %`);
