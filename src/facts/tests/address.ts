/** Where a request goes, as far as source says: a path, or a route by its name with what stands after it. */
export interface Address {
  /** The name of a route, with its namespaces. */
  readonly name?: string;
  /** A text, with `{}` for each part that is known only at run time. */
  readonly text: string;
}

export const unknown: Address = { text: "{}" };

/** Addresses that one expression may stand for, at most. */
const most = 24;

export function joinAddresses(ones: readonly Address[], others: readonly Address[]): readonly Address[] {
  return ones
    .flatMap((one) =>
      others.map((other): Address => {
        if (one.name !== undefined) return { name: one.name, text: one.text + other.text };
        // A name that stands after a host is still that route.
        if (other.name !== undefined) return /^(\{\}|https?:.*)?$/.test(one.text) ? other : unknown;
        return { text: one.text + other.text };
      }),
    )
    .slice(0, most);
}

/** A path without host, query and fragment; undefined where the text is none. */
export function pathOf(text: string, isClient: boolean): string | undefined {
  const bare = text.replace(/[?#].*$/s, "").replace(/^(?:https?|wss?):\/\/[^/]*/, "");
  if (/^(\{\})?\//.test(bare)) return bare;
  return isClient && bare !== "{}" && /^[\w{}.-]+(\/|$)/.test(bare) ? `/${bare}` : undefined;
}

const blank = /%(?:\(\w+\))?[-\d.]*[sdir]|\{[^{}]*\}/;

/** `"/orders/%s" % order` and `"/orders/{}".format(order)`, each blank with its value where there are as many. */
export function fill(
  formats: readonly Address[],
  values: readonly (readonly Address[])[],
): readonly Address[] {
  return formats.flatMap(({ text, ...rest }) => {
    const pieces = text.split(blank);
    const isEven = pieces.length === values.length + 1;
    return pieces
      .flatMap((piece, index): readonly (readonly Address[])[] =>
        index === 0
          ? [[{ ...rest, text: piece }]]
          : [(isEven ? values[index - 1] : undefined) ?? [unknown], [{ text: piece }]],
      )
      .reduce(joinAddresses);
  });
}
