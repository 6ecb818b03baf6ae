import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { type PythonItem, readModule } from "#python";
import { mutated } from "./mutations.ts";

const python = process.env["KEELBACK_PYTHON"] ?? "python3";
const script = fileURLToPath(new URL("structure.py", import.meta.url));

interface Shape {
  readonly name: string | null;
  readonly start: number;
  readonly end: number;
  readonly members: readonly Shape[] | null;
}

interface Answer {
  readonly items: readonly Shape[] | null;
  readonly source?: string;
}

function ask(requests: readonly object[]): readonly Answer[] {
  const input = requests.map((request) => JSON.stringify(request)).join("\n");
  const run = spawnSync(python, ["-I", script], { input, encoding: "utf8", maxBuffer: 2 ** 30 });
  strictEqual(run.status, 0, `${run.error?.message ?? ""}${run.stderr}`);
  return run.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
}

/** Where lines begin, as CPython counts them. */
function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)];
}

function shapesOf(text: string, starts: readonly number[], items: readonly PythonItem[]): readonly Shape[] {
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  return items.map(({ kind, name, code, end, body }) => ({
    name: kind === "class" || kind === "function" ? name.replace(/#\d+$/, "") : null,
    start: lineOf(code),
    end: lineOf(end),
    members: body ? shapesOf(text, starts, body.items) : null,
  }));
}

/** Comments at the end of a block belong to it for us, and to nothing for CPython. */
function withoutComments(
  text: string,
  shapes: readonly Shape[],
  expected: readonly Shape[],
): readonly Shape[] {
  const lines = text.split(/\r\n|\r|\n/);
  return shapes.map((shape, index) => {
    const other = expected[index];
    let { end } = shape;
    while (other && end > other.end && /^\s*(?:#|$)/.test(lines[end - 1] ?? "")) end -= 1;
    const members =
      shape.members && other?.members ? withoutComments(text, shape.members, other.members) : shape.members;
    return { ...shape, end, members };
  });
}

function compare(text: string, expected: readonly Shape[], message: string): void {
  const module = readModule(text);
  ok(module.sound, `${message} is taken for broken`);
  const shapes = shapesOf(text, lineStarts(text), module.items);
  deepStrictEqual(withoutComments(text, shapes, expected), expected, message);
}

test("every module of the standard library is taken apart as CPython does", () => {
  const find =
    'import sysconfig, pathlib; [print(p) for p in sorted(pathlib.Path(sysconfig.get_path("stdlib")).rglob("*.py")) if "site-packages" not in p.parts]';
  const { stdout } = spawnSync(python, ["-I", "-c", find], { encoding: "utf8" });
  const paths = stdout.trimEnd().split("\n");
  const answers = ask(paths.map((path) => ({ path })));
  let compared = 0;
  answers.forEach(({ items, source }, index) => {
    if (items === null || source === undefined) return;
    compare(source, items, paths[index] ?? "");
    compared += 1;
  });
  ok(compared > 500, `${compared} modules compared`);
});

test("whatever CPython still reads after random edits is taken apart alike", () => {
  // A line that begins with a backslash is left alone on purpose.
  const texts = mutated(3000).filter((text) => !/^[ \t\f]*\\/m.test(text));
  const answers = ask(texts.map((source) => ({ source })));
  let compared = 0;
  texts.forEach((text, index) => {
    const items = answers[index]?.items;
    if (!items) return;
    compare(text, items, text);
    compared += 1;
  });
  ok(compared > 300, `${compared} of ${texts.length} edited modules can be read`);
});
