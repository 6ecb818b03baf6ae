import type { Contract } from "../contract.ts";
import { resolveSchema, sharedNameOf } from "../resolve.ts";
import type { SchemaNode } from "../schema.ts";

export interface Alternative {
  readonly node: SchemaNode;
  /** What people would call it: its shared name, its title, or its type. */
  readonly name: string;
}

export interface PairedAlternatives {
  readonly pairs: readonly (readonly [SchemaNode, SchemaNode])[];
  readonly gone: readonly Alternative[];
  readonly come: readonly Alternative[];
}

/** Which form of before is which form of after: by what they are called, and where one of each is left, those two. */
export function pairAlternatives(
  contracts: { readonly before: Contract; readonly after: Contract },
  before: readonly SchemaNode[],
  after: readonly SchemaNode[],
): PairedAlternatives {
  const come = nameAll(contracts.after, after);
  const gone: Alternative[] = [];
  const pairs: (readonly [SchemaNode, SchemaNode])[] = [];
  for (const one of nameAll(contracts.before, before)) {
    const at = come.findIndex(({ name }) => name === one.name);
    const [other] = at === -1 ? [] : come.splice(at, 1);
    if (other === undefined) gone.push(one);
    else pairs.push([one.node, other.node]);
  }
  const [lastGone, ...moreGone] = gone;
  const [lastCome, ...moreCome] = come;
  if (
    lastGone &&
    lastCome &&
    moreGone.length === 0 &&
    moreCome.length === 0 &&
    before.length === after.length
  )
    return { pairs: [...pairs, [lastGone.node, lastCome.node]], gone: [], come: [] };
  return { pairs, gone, come };
}

function nameAll(contract: Contract, nodes: readonly SchemaNode[]): Alternative[] {
  return nodes.map((node) => {
    const schema = resolveSchema(contract, node);
    const types = schema.types.join(" or ");
    return { node, name: sharedNameOf(node) ?? schema.title ?? (types === "" ? "anything" : types) };
  });
}
