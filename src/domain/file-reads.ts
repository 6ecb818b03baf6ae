import { splitWords } from "#base";
import { type Contract, flattenSchema, type MediaType, successResponses } from "#contract";
import { readFileBody } from "./file-bodies.ts";
import { sameName } from "./names.ts";
import type { Resource } from "./resources.ts";
import type { OperationShape } from "./shapes.ts";

/** An operation that answers the file of a row. */
export interface FileRead {
  readonly shape: OperationShape;
  readonly resource: Resource;
  /** What the file is called: `photo`. */
  readonly file: string;
  /** The parameter of the path that selects the row. */
  readonly parameter: string;
  readonly types: readonly string[];
}

/** Operations that answer files of rows, which other operations take. */
export function findFileReads(
  contract: Contract,
  shapes: readonly OperationShape[],
  resources: readonly Resource[],
): readonly FileRead[] {
  return shapes.flatMap((shape): readonly FileRead[] => {
    const types = fileTypes(contract, shape);
    const found = types.length > 0 ? rowOf(shape, resources) : undefined;
    if (!found) return [];
    const files = filesOf(contract, found.resource);
    const named = files.filter((file) => speaksOfFile(shape, file));
    const [file, ...others] = named.length > 0 ? named : files;
    return file === undefined || others.length > 0 ? [] : [{ shape, ...found, file, types }];
  });
}

const fileType = /^(?:application\/(?:octet-stream|pdf)|(?:image|audio|video)\/[\w.+*-]+)$/i;

/** Media types in which an operation answers bytes; none where it answers rows as well. */
function fileTypes(contract: Contract, { operation, answer }: OperationShape): readonly string[] {
  if (operation.method !== "get" || answer.kind !== "other") return [];
  const content = successResponses(operation)[0]?.content ?? [];
  return content.filter((media) => isBytes(contract, media)).map(({ type }) => type.toLowerCase());
}

function isBytes(contract: Contract, { type, schema: node }: MediaType): boolean {
  const schema = node && flattenSchema(contract, node);
  return fileType.test(type) && (!schema || schema.types.length === 0 || schema.format === "binary");
}

/** The resource of which the path selects a row, below whose own path it is or whose parameter it has. */
function rowOf(
  { place }: OperationShape,
  resources: readonly Resource[],
): Pick<FileRead, "resource" | "parameter"> | undefined {
  if (place.kind === "tail" && place.above) {
    const { collection, parameter } = place.above;
    const resource = resources.find(({ collections }) => collections.includes(collection));
    return resource && { resource, parameter };
  }
  const { parameter } = place;
  if (place.kind !== "item" || parameter === undefined || place.above) return undefined;
  const owners = resources.filter(({ shapes, collections }) =>
    shapes.some(
      ({ place: other }) =>
        other.kind === "item" && other.parameter === parameter && collections.includes(other.collection),
    ),
  );
  const called = owners.filter(({ name }) => isKeyOf(parameter, name));
  const [resource, ...others] = called.length > 0 ? called : [];
  return resource && others.length === 0 ? { resource, parameter } : undefined;
}

/** `menuItemId` of a `MenuItem`. */
function isKeyOf(parameter: string, name: string): boolean {
  return /^(.+?)_?(?:id|uuid|guid|key|slug)$/i.test(parameter)
    ? sameName(parameter.replace(/_?(?:id|uuid|guid|key|slug)$/i, ""), name)
    : false;
}

/** The files that rows may have, as bodies in parts or operations of their own bring them. */
function filesOf(contract: Contract, { shapes }: Resource): readonly string[] {
  const files = shapes.flatMap(({ operation, place, body }) => {
    if (body?.form) return body.form.files.map(({ name }) => fileNoun(name));
    const isStored = place.kind === "tail" && ["post", "put"].includes(operation.method);
    return isStored && typeof readFileBody(contract, operation) === "object" ? [fileNoun(place.name)] : [];
  });
  return [...new Set(files)];
}

function speaksOfFile({ operation, place }: OperationShape, file: string): boolean {
  const text = `${place.name} ${operation.declaredId ?? ""} ${operation.summary}`;
  return splitWords(text).includes(file);
}

const verbs = new Set(["upload", "add", "set", "put", "store", "save", "attach", "change", "replace"]);

/** `uploadImage`: an image. */
export function fileNoun(name: string): string {
  const words = splitWords(name).filter((word) => !verbs.has(word));
  return words.join("_") || "file";
}
