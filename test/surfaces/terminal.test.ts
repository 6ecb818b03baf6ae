import { deepStrictEqual, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { detectTerminal } from "../../src/surfaces/cli/terminal.ts";

const screen = { isTTY: true, columns: 120, write: () => true };
const pipe = { write: () => true };

describe("a terminal", () => {
  const check = (
    title: string,
    stream: typeof screen | typeof pipe,
    environment: Readonly<Record<string, string>>,
    expected: { readonly colour: boolean; readonly width: number; readonly live: boolean },
  ): void => {
    test(title, () => {
      const { look, live } = detectTerminal({ out: stream, err: stream }, environment);
      deepStrictEqual({ ...look, live }, expected);
    });
  };
  check("has colour and moving lines", screen, {}, { colour: true, width: 120, live: true });
  check("none of them in a pipe", pipe, {}, { colour: false, width: 100, live: false });
  check("no colour with NO_COLOR", screen, { NO_COLOR: "1" }, { colour: false, width: 120, live: true });
  check("colour with an empty NO_COLOR", screen, { NO_COLOR: "" }, { colour: true, width: 120, live: true });
  check("neither in CI", screen, { CI: "true" }, { colour: false, width: 120, live: false });
  check("neither when dumb", screen, { TERM: "dumb" }, { colour: false, width: 120, live: false });
  check("COLUMNS counts in a pipe", pipe, { COLUMNS: "72" }, { colour: false, width: 72, live: false });
  check("nonsense in COLUMNS does not", pipe, { COLUMNS: "-3" }, { colour: false, width: 100, live: false });
});

test("results and progress are judged apart", () => {
  const terminal = detectTerminal({ out: pipe, err: screen }, {});
  strictEqual(terminal.look.colour, false);
  strictEqual(terminal.errLook.colour, true);
  strictEqual(terminal.live, true);
});
