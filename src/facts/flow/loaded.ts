import type { LoadedLater } from "./events.ts";
import type { Frame } from "./flow.ts";
import type { LoadTree } from "./load-tree.ts";
import { setName } from "./names.ts";
import { withLoads } from "./queries.ts";
import type { FlowValue, Names, Row } from "./values.ts";

/** How much is remembered of what one function loads. */
const most = 16;

/** Notes that relations of a row are there from now on, whatever it is called here, and where it was handed in. */
export function noteLoaded(frame: Frame, { query: { id } }: Row, loads: LoadTree, certain = true): void {
  repeatLoaded(frame, [{ query: id, loads, certain }]);
}

/** What a called function loaded into rows that it was handed is loaded for its caller too. */
export function repeatLoaded({ names, result }: Frame, loaded: readonly LoadedLater[]): void {
  for (const each of loaded) {
    for (let at: Names | undefined = names; at !== undefined; at = at.outer)
      for (const [name, value] of at.own) {
        const filled = fill(value, each, 0);
        if (filled !== value) setName(at, name, filled);
      }
    if (result.loaded.length < most) result.loaded.push(each);
  }
}

function fill(value: FlowValue | undefined, loaded: LoadedLater, depth: number): FlowValue | undefined {
  if (value === undefined || depth > 3) return value;
  const deeper = <Part extends FlowValue | undefined>(part: Part): FlowValue | undefined =>
    fill(part, loaded, depth + 1);
  switch (value.kind) {
    case "row":
      return value.query.id === loaded.query
        ? { ...value, query: withLoads(value.query, loaded.loads, loaded.certain) }
        : value;
    case "collection": {
      const of = deeper(value.of);
      return of === value.of ? value : { ...value, of };
    }
    case "list": {
      const items = value.items.map(deeper);
      return items.every((item, index) => item === value.items[index]) ? value : { ...value, items };
    }
    case "union": {
      const of = value.of.map((each) => deeper(each) ?? each);
      return of.every((each, index) => each === value.of[index]) ? value : { ...value, of };
    }
    default:
      return value;
  }
}
