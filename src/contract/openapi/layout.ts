import { type Entry, type MapNode, valueAt } from "../document/node.ts";

/** Where a document keeps its shared schemas. */
export interface Layout {
  /** In document order; names may begin with `x-` here. */
  schemasIn(root: MapNode): readonly Entry[];
  /** The shared name of what stands at a place, where that is one of them. */
  nameAt(pointer: readonly string[]): string | undefined;
  /** The place of what a document calls by a word of its own: `#address`. */
  anchorIn?(root: MapNode, word: string): readonly string[] | undefined;
}

/** Under `components`, as OpenAPI and AsyncAPI do. */
export const componentsLayout: Layout = {
  schemasIn(root) {
    const components = valueAt(root, "components");
    const schemas = components?.kind === "map" ? valueAt(components, "schemas") : undefined;
    return schemas?.kind === "map" ? [...schemas.entries.values()] : [];
  },
  nameAt([first, second, name, ...rest]) {
    return first === "components" && second === "schemas" && rest.length === 0 ? name : undefined;
  },
};
