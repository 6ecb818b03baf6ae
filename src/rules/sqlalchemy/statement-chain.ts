import type { SourceModule } from "#facts";
import type { Call, Expression } from "#python";
import { expressionsAround } from "../nodes-around.ts";

/** One method of a chain of calls. */
export interface ChainLink {
  readonly name: string;
  readonly call: Call;
}

export interface Chain {
  readonly links: readonly ChainLink[];
  /** All of it, from its beginning. */
  readonly outermost: Expression;
}

/** The methods that are called on what a call gives, one after another, as far as they stand in one piece. */
export function chainFrom(module: SourceModule, first: Call): Chain {
  const around = expressionsAround(module.syntax.body, first).toReversed();
  const links: ChainLink[] = [];
  let at: Expression = first;
  for (const each of around) {
    if (each === at) continue;
    if (each.kind === "attribute" && each.value === at) at = each;
    else if (each.kind === "call" && each.callee === at && at.kind === "attribute") {
      links.push({ name: at.name, call: each });
      at = each;
    } else break;
  }
  return { links, outermost: links.at(-1)?.call ?? first };
}
