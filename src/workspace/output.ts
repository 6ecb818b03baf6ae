const keptEachEnd = 4 * 1024 * 1024;

/** Collects text without limit on what comes in: of very much, the beginning and the end are kept. */
export function boundedText(limitEachEnd: number = keptEachEnd): { add(text: string): void; text(): string } {
  let head = "";
  let tail = "";
  let left = 0;
  return {
    add(text) {
      const room = Math.max(0, limitEachEnd - head.length);
      head += text.slice(0, room);
      tail += text.slice(room);
      if (tail.length > 2 * limitEachEnd) {
        left += tail.length - limitEachEnd;
        tail = tail.slice(-limitEachEnd);
      }
    },
    text() {
      const over = Math.max(0, tail.length - limitEachEnd);
      const gone = left + over;
      return gone === 0 ? head + tail : `${head}\n… ${gone} characters left out …\n${tail.slice(over)}`;
    },
  };
}

/** Cuts a stream of pieces into whole lines. */
export function lineSplitter(): { add(text: string): readonly string[]; end(): readonly string[] } {
  let rest = "";
  return {
    add(text) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      return lines.map((line) => line.replace(/\r$/, ""));
    },
    end() {
      const lines = rest === "" ? [] : [rest];
      rest = "";
      return lines;
    },
  };
}
