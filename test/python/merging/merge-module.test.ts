import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { describeModule, type MergedModule, mergeModule } from "#python";

const written = `"""Books."""

from app.database import Base
from app.text import plain, short

LIMIT = 10


class Book(Base):
    __tablename__ = "books"

    title: str
    pages: int

    @property
    def label(self) -> str:
        return short(self.title)


def find(title: str) -> Book:
    return Book(title=plain(title))


def count() -> int:
    return LIMIT
`;

function change(text: string, ...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((current, [from, to]) => {
    ok(current.includes(from), `${from} stands in\n${current}`);
    return current.replace(from, () => to);
  }, text);
}

function merge(current: string, wanted: string, used: readonly string[] = []): MergedModule {
  const merged = mergeModule({
    current,
    wanted,
    written: describeModule(written),
    used: new Set(used),
    firstParty: ["app"],
  });
  ok(merged, "it can be merged");
  // What is remembered says the same again: a second merge changes nothing, and tells the same.
  const again = mergeModule({
    current: merged.text,
    wanted,
    written: merged.record,
    used: new Set(used),
    firstParty: ["app"],
  });
  strictEqual(again?.text, merged.text);
  deepStrictEqual(again.kept, merged.kept);
  return merged;
}

function told({ kept }: MergedModule): readonly unknown[] {
  return kept.map(({ symbol, why, line, text }) => [symbol, why, line, text]);
}

const editedFind = ["plain(title))", "plain(title.strip()))"] as const;

describe("merging a module that was edited by hand", () => {
  test("changes in place what nobody touched", () => {
    const wish = ["LIMIT = 10", "LIMIT = 20"] as const;
    const merged = merge(change(written, editedFind), change(written, wish));
    strictEqual(merged.text, change(written, editedFind, wish));
    deepStrictEqual(merged.kept, []);
  });

  test("leaves an edited function alone, and tells what it would be and where", () => {
    const wish = ["return Book(title=plain(title))", "return Book(title=plain(title), pages=0)"] as const;
    const merged = merge(change(written, editedFind), change(written, wish));
    strictEqual(merged.text, change(written, editedFind));
    deepStrictEqual(told(merged), [
      ["find", "edited", 20, "def find(title: str) -> Book:\n    return Book(title=plain(title), pages=0)"],
    ]);
  });

  test("says nothing of an edit where nothing else is wanted", () => {
    const merged = merge(change(written, editedFind), written);
    strictEqual(merged.text, change(written, editedFind));
    deepStrictEqual(merged.kept, []);
  });

  test("adds a function where it belongs, and the imports that it needs among the user's own", () => {
    const own = ["from app.database import Base\n", "import re\n\nfrom app.database import Base\n"] as const;
    const use = ["return LIMIT", 'return len(re.findall("a", "b"))'] as const;
    const wanted = change(
      written,
      [
        "from app.text import plain, short",
        "from datetime import date\n\nfrom app.text import long, plain, short",
      ],
      ["def count()", "def age(book: Book) -> date:\n    return date(long(book.title))\n\n\ndef count()"],
    );
    const merged = merge(change(written, own, use), wanted);
    strictEqual(
      merged.text,
      change(
        written,
        [
          "from app.database import Base\n",
          "import re\nfrom datetime import date\n\nfrom app.database import Base\n",
        ],
        ["import plain, short", "import long, plain, short"],
        ["def count()", "def age(book: Book) -> date:\n    return date(long(book.title))\n\n\ndef count()"],
        use,
      ),
    );
    deepStrictEqual(merged.kept, []);
  });

  test("adds a member to a class that has members of the user's own", () => {
    const own = [
      "    @property\n    def label",
      "    def shout(self) -> str:\n        return self.title.upper()\n\n    @property\n    def label",
    ] as const;
    const wish = ["    pages: int\n", "    pages: int\n    year: int | None\n"] as const;
    const merged = merge(change(written, own), change(written, wish));
    strictEqual(merged.text, change(written, own, wish));
    deepStrictEqual(merged.kept, []);
  });

  test("leaves an edited member alone and changes its neighbours", () => {
    const edited = ["    title: str\n", "    title: str = ''\n"] as const;
    const merged = merge(
      change(written, edited),
      change(
        written,
        ["    title: str\n", "    title: str | None\n"],
        ["    pages: int\n", "    pages: float\n"],
      ),
    );
    strictEqual(merged.text, change(written, edited, ["    pages: int\n", "    pages: float\n"]));
    deepStrictEqual(told(merged), [["Book.title", "edited", 12, "    title: str | None"]]);
  });

  test("changes the head of a class whose members were edited, and the other way round", () => {
    const member = ["    pages: int\n", "    pages: int = 1\n"] as const;
    const head = ["class Book(Base):", "class Book(Base, Named):"] as const;
    strictEqual(merge(change(written, member), change(written, head)).text, change(written, member, head));
    strictEqual(merge(change(written, head), change(written, member)).text, change(written, member, head));
    const other = ["class Book(Base):", "class Book(Base, Titled):"] as const;
    deepStrictEqual(told(merge(change(written, head), change(written, other))), [
      ["Book", "edited", 9, "class Book(Base, Titled):"],
    ]);
  });

  test("takes away what is no longer wanted, and the imports that nothing needs then", () => {
    const wanted = change(
      written,
      ["\n\ndef find(title: str) -> Book:\n    return Book(title=plain(title))\n", ""],
      ["plain, short", "short"],
    );
    const merged = merge(change(written, ["return LIMIT", "return LIMIT + 1"]), wanted);
    strictEqual(merged.text, change(wanted, ["return LIMIT", "return LIMIT + 1"]));
  });

  test("keeps what is no longer wanted where hand-written code uses it, and says so", () => {
    const own = [
      "    return LIMIT\n",
      "    return LIMIT\n\n\ndef first() -> Book:\n    return find('a')\n",
    ] as const;
    const wanted = change(
      written,
      ["\n\ndef find(title: str) -> Book:\n    return Book(title=plain(title))\n", ""],
      ["plain, short", "short"],
    );
    const merged = merge(change(written, own), wanted);
    strictEqual(merged.text, change(written, own));
    deepStrictEqual(told(merged), [["find", "used", 20, undefined]]);
    deepStrictEqual(told(merge(change(written, ["LIMIT = 10", "LIMIT = 11"]), wanted, ["find"])), [
      ["find", "used", 20, undefined],
    ]);
  });

  test("keeps an edited function that is no longer wanted, and says so", () => {
    const wanted = change(
      written,
      ["\n\ndef find(title: str) -> Book:\n    return Book(title=plain(title))\n", ""],
      ["plain, short", "short"],
    );
    const merged = merge(change(written, editedFind), wanted);
    strictEqual(merged.text, change(written, editedFind));
    deepStrictEqual(told(merged), [["find", "edited", 20, undefined]]);
  });

  test("does not bring back what a hand took away, and tells what it would be", () => {
    const gone = ["\n\ndef find(title: str) -> Book:\n    return Book(title=plain(title))\n", ""] as const;
    const current = change(written, gone, ["plain, short", "short"]);
    deepStrictEqual(merge(current, written).kept, []);
    const merged = merge(current, change(written, ["title=plain(title)", "title=plain(title), pages=0"]));
    strictEqual(merged.text, current);
    deepStrictEqual(told(merged), [
      ["find", "deleted", 18, "def find(title: str) -> Book:\n    return Book(title=plain(title), pages=0)"],
    ]);
    deepStrictEqual(merged.kept[0]?.imports, ["from app.text import plain"]);
  });

  test("does not take for its own what a hand has written under the same name", () => {
    const own = ["    return LIMIT\n", "    return LIMIT\n\n\ndef age() -> int:\n    return 1\n"] as const;
    const merged = merge(
      change(written, own),
      change(written, ["def count()", "def age() -> int:\n    return 2\n\n\ndef count()"]),
    );
    strictEqual(merged.text, change(written, own));
    deepStrictEqual(told(merged), [["age", "not-ours", 28, "def age() -> int:\n    return 2"]]);
  });

  test("tells of an import whose name means something else here", () => {
    const own = ["LIMIT = 10", "from elsewhere import age\n\nLIMIT = age"] as const;
    const wanted = change(
      written,
      ["import plain, short", "import age, plain, short"],
      ["return LIMIT", "return LIMIT + age"],
    );
    deepStrictEqual(told(merge(change(written, own), wanted)), [
      ["from app.text import age", "not-ours", 1, "from app.text import age"],
    ]);
  });

  test("moves what we put elsewhere, but not what a hand has put elsewhere", () => {
    const find = "def find(title: str) -> Book:\n    return Book(title=plain(title))\n";
    const count = "def count() -> int:\n    return LIMIT\n";
    const swapped = change(written, [`${find}\n\n${count}`, `${count}\n\n${find}`]);
    const edited = ["LIMIT = 10", "LIMIT = 11"] as const;
    strictEqual(merge(change(written, edited), swapped).text, change(swapped, edited));
    strictEqual(merge(swapped, change(written, edited)).text, change(swapped, edited));
  });

  test("keeps comments that stand alone, blank lines, and the user's own line ends", () => {
    const own = change(
      written,
      ["def count()", "# --- figures ---\n\n\n\ndef count()"],
      ["LIMIT = 10", "LIMIT = 10   # most"],
    ).replaceAll("\n", "\r\n");
    const wish = ["    pages: int\n", "    pages: int\n    year: int\n"] as const;
    const age = ["def count()", "def age() -> int:\n    return short(1)\n\n\ndef count()"] as const;
    const merged = merge(own, change(written, wish, age));
    strictEqual(
      merged.text,
      change(
        own,
        ["    pages: int\r\n", "    pages: int\r\n    year: int\r\n"],
        ["# --- figures", "def age() -> int:\r\n    return short(1)\r\n\r\n\r\n# --- figures"],
      ),
    );
  });

  test("leaves imports in the order that a hand has given them", () => {
    const own = [
      "from app.database import Base\nfrom app.text import plain, short\n",
      "from app.text import short\nfrom app.database import Base\nfrom app.text import (\n    plain,  # why\n)\n",
    ] as const;
    const wanted = change(
      written,
      ["import plain, short", "import long, plain, short"],
      ["return LIMIT", "return long(LIMIT)"],
    );
    const merged = merge(change(written, own), wanted);
    strictEqual(
      merged.text,
      change(written, own, ["import short", "import short, long"], ["return LIMIT", "return long(LIMIT)"]),
    );
  });

  test("refuses what it cannot read", () => {
    const sides = {
      wanted: written,
      written: describeModule(written),
      used: new Set<string>(),
      firstParty: ["app"],
    };
    for (const current of [`${written}x = (\n`, `${written}def f(:\n    pass\n`, `${written}# \ufffd\n`])
      strictEqual(mergeModule({ ...sides, current }), undefined);
  });
});
