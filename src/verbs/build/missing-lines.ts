/** What of a text another one does not have: runs of lines, each with the line of the other that it comes behind. */
export function missingLines(
  there: string,
  wanted: string,
): readonly { readonly line: number; readonly text: string }[] {
  const places = new Map<string, number[]>();
  there.split(/\r?\n/).forEach((line, index) => {
    const known = places.get(line);
    if (known) known.push(index + 1);
    else places.set(line, [index + 1]);
  });
  const runs: { line: number; lines: string[] }[] = [];
  let behind = 0;
  let open = false;
  for (const line of wanted.split("\n")) {
    const found = takeNext(places.get(line), behind);
    if (found === undefined) {
      const last = runs.at(-1);
      if (open && last) last.lines.push(line);
      else runs.push({ line: behind, lines: [line] });
      open = true;
    } else {
      behind = found;
      open = false;
    }
  }
  return runs
    .map(({ line, lines }) => ({ line, text: lines.join("\n") }))
    .filter(({ text }) => text.trim() !== "");
}

/** The first place behind another, and none where all lie before. */
function takeNext(places: number[] | undefined, behind: number): number | undefined {
  return places?.find((place) => place > behind);
}
