import type { Span } from "#base";
import type { Contract, Operation } from "../contract.ts";
import { operationName } from "../operation-name.ts";
import type { ContractHit } from "./contract-rule.ts";
import { stepsOf, type Way, waysOf } from "./majority.ts";

/** A matter in which each list has one of several styles. */
export interface StyleMatter {
  /** What identifies findings of it: `pages`. */
  readonly about: string;
  /** `answers its list as`, of one operation. */
  readonly one: string;
  /** `answered as`, of several. */
  readonly many: string;
  /** `answer all lists as` */
  readonly mend: string;
  /** The style of an operation; undefined where it is no list, or has none. */
  readonly styleOf: (contract: Contract, operation: Operation) => string | undefined;
}

interface StyledList {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly style: string;
  readonly span: Span;
}

/** Lists that differ within one contract; of contracts that are each of one piece, those that differ from the others. */
export function findStyles(
  contracts: ReadonlyMap<string, Contract>,
  matter: StyleMatter,
): readonly ContractHit[] {
  const each = [...contracts.values()].map((contract) => {
    const lists = contract.operations.flatMap((operation): readonly StyledList[] => {
      const style = operation.method === "get" ? matter.styleOf(contract, operation) : undefined;
      return style === undefined ? [] : [{ contract, operation, style, span: operation.span }];
    });
    return waysOf(lists, ({ style }) => style);
  });
  return [...each.flatMap((ways) => withinOne(ways, matter)), ...betweenSeveral(each, matter)];
}

function withinOne(ways: readonly Way<StyledList>[], matter: StyleMatter): readonly ContractHit[] {
  const [usual, rare] = ways;
  const [first] = rare?.places ?? [];
  if (usual === undefined || first === undefined) return [];
  const { contract, operation, style, span } = first;
  return [
    {
      message: `${operationName(operation)} ${matter.one} ${style}, other lists of ${contract.title} are ${matter.many} ${usual.way}: callers need two ways of reading`,
      span,
      mend: `${matter.mend} ${usual.way}`,
      path: stepsOf(ways, (list, way) => `${operationName(list.operation)}: ${way}`),
      about: `${matter.about} ${contract.file}`,
    },
  ];
}

/** Two documents of one title are versions, or parts, of one service: an old version keeps its style. */
function betweenSeveral(
  each: readonly (readonly Way<StyledList>[])[],
  matter: StyleMatter,
): readonly ContractHit[] {
  const whole = each.flatMap((ways) => (ways.length === 1 ? [ways.flatMap(({ places }) => places)] : []));
  const titles = Map.groupBy(whole, ([first]) => first?.contract.title ?? "");
  const lists = [...titles.values()].flatMap((its) => (its.length === 1 ? (its[0] ?? []) : []));
  const ways = waysOf(
    waysOf(lists, ({ contract }) => contract.file).flatMap(({ places }) => places.slice(0, 1)),
    ({ style }) => style,
  );
  const [usual, ...others] = ways;
  const [known] = usual?.places ?? [];
  if (usual === undefined || known === undefined) return [];
  return others.flatMap(({ places }) =>
    places.map(({ contract, style, span }) => ({
      message: `lists of ${contract.title} are ${matter.many} ${style}, those of ${known.contract.title} are ${matter.many} ${usual.way}: callers of both need two ways of reading`,
      span,
      mend: `${matter.mend} ${usual.way}, from the next version on`,
      path: stepsOf(ways, (list, way) => `${list.contract.title}, ${operationName(list.operation)}: ${way}`),
      about: `${matter.about} ${contract.file}`,
    })),
  );
}
