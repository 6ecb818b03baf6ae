import { type Expression, parseModule } from "#python";

/** What `Mapped[…]` says of an attribute. */
export interface MappedType {
  /** The name of the class or type within, without what stands around it. */
  readonly name?: string;
  readonly optional: boolean;
  /** Whether it is a list, a set or the like of these. */
  readonly many: boolean;
}

const wrappers = new Set([
  "Mapped",
  "WriteOnlyMapped",
  "DynamicMapped",
  "Annotated",
  "ClassVar",
  "Final",
  "Required",
]);
const collections = new Set([
  "list",
  "List",
  "set",
  "Set",
  "Sequence",
  "Collection",
  "Iterable",
  "dict",
  "Dict",
  "KeyFuncDict",
]);

/** Reads an annotation, whether or not it stands in quotes: `Mapped["list[Order] | None"]`. */
export function readMapped(annotation: Expression | undefined, depth = 0): MappedType {
  if (annotation === undefined || depth > 8) return { optional: false, many: false };
  switch (annotation.kind) {
    case "string":
      return readMapped(expressionOf(annotation.value), depth + 1);
    case "name":
      return { name: annotation.id, optional: false, many: false };
    case "attribute":
      return { name: annotation.name, optional: false, many: false };
    case "binary":
      return annotation.operator === "|"
        ? union([annotation.left, annotation.right], depth)
        : { optional: false, many: false };
    case "subscript":
      return readSubscript(annotation.value, annotation.index, depth);
    default:
      return { optional: false, many: false };
  }
}

function expressionOf(text: string): Expression | undefined {
  const [statement] = parseModule(text.trim()).body;
  return statement?.kind === "expression" ? statement.value : undefined;
}

function union(sides: readonly Expression[], depth: number): MappedType {
  const isNone = (side: Expression): boolean => side.kind === "constant" && side.value === "None";
  const [first] = sides.filter((side) => !isNone(side)).map((side) => readMapped(side, depth + 1));
  return { ...(first ?? { many: false }), optional: sides.some(isNone) || (first?.optional ?? false) };
}

function readSubscript(of: Expression, index: Expression, depth: number): MappedType {
  const outer = of.kind === "name" ? of.id : of.kind === "attribute" ? of.name : "";
  const items = index.kind === "tuple" ? index.items : [index];
  if (outer === "Union") return union(items, depth);
  const [first] = items;
  const last = outer.toLowerCase() === "dict" || outer === "KeyFuncDict" ? items.at(-1) : first;
  const inner = readMapped(last, depth + 1);
  if (outer === "Optional") return { ...inner, optional: true };
  if (wrappers.has(outer))
    return outer.endsWith("Mapped") && outer !== "Mapped" ? { ...inner, many: true } : inner;
  return collections.has(outer) ? { ...inner, many: true } : { name: outer, optional: false, many: false };
}
