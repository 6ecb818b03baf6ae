/** How a text is to look: decided by the surface, from the terminal and from what the user asked for. */
export interface Look {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

export const plainLook: Look = { colour: false, width: 100 };

/** Colour only carries what the words already say. */
export type Style = "heading" | "faint" | "error" | "warning" | "note" | "good";

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  heading: [1, 22],
  faint: [2, 22],
  error: [31, 39],
  warning: [33, 39],
  note: [36, 39],
  good: [32, 39],
};

export function paint(look: Look, style: Style | undefined, text: string): string {
  if (!look.colour || style === undefined || text.trim() === "") return text;
  const [on, off] = codes[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}
