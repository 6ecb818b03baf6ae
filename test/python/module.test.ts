import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { test } from "node:test";
import * as ruff from "@astral-sh/ruff-wasm-nodejs";
import fc from "fast-check";
import {
  comment,
  docstring,
  imported,
  importedForTyping,
  importedModule,
  importOnly,
  type Py,
  py,
  pythonModule,
} from "#python";
import { anyText, seed } from "./texts.ts";

const workspaces = new Map<string, ruff.Workspace>();

function ruffFor(select: readonly string[], ignore: readonly string[] = []): ruff.Workspace {
  const lint = { select, ignore, isort: { "known-first-party": ["app"] } };
  const key = JSON.stringify(lint);
  const workspace =
    workspaces.get(key) ??
    new ruff.Workspace({ "line-length": 100, "target-version": "py312", lint }, ruff.PositionEncoding.Utf16);
  workspaces.set(key, workspace);
  return workspace;
}

function rulesBroken(text: string, select: readonly string[], ignore?: readonly string[]): readonly string[] {
  const found: readonly { code: string; message: string }[] = ruffFor(select, ignore).check(text);
  return found.map(({ code, message }) => `${code} ${message}`);
}

test("nothing gives an empty file", () => {
  strictEqual(pythonModule({ body: [], firstParty: ["app"] }), "");
});

test("a module is put together, sorted and formatted", () => {
  const text = pythonModule({
    header: comment("Written by Keelback."),
    docstring: "models",
    firstParty: ["app"],
    body: [
      py`LIMIT:int=${imported("decimal", "Decimal")}('1')`,
      py`
        class User(${imported("app.base", "Base")}):
          id = ${imported("sqlalchemy.orm", "mapped_column")}(${importedModule("uuid")}.UUID, ${importedModule("sqlalchemy", { as: "sa" })}.X)
          at: ${imported("sqlalchemy.orm", "Mapped")}[${imported("sqlalchemy", "JSON")}]
          ${importOnly("__future__", "annotations")}
      `,
    ],
  });
  strictEqual(
    text,
    `# Written by Keelback.

"""Models."""

from __future__ import annotations

import uuid
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from app.base import Base

LIMIT: int = Decimal("1")


class User(Base):
    id = mapped_column(uuid.UUID, sa.X)
    at: Mapped[JSON]
`,
  );
});

test("one name for two things is refused", () => {
  const clash = (...body: readonly Py[]): void => {
    throws(() => pythonModule({ body, firstParty: [] }), /would mean both/);
  };
  clash(imported("a", "X"), imported("b", "X"));
  clash(imported("a", "b"), importedModule("b"));
  pythonModule({ body: [importedModule("a.b"), importedModule("a.c"), imported("a", "b")], firstParty: [] });
});

test("our own syntax errors name the place", () => {
  throws(() => pythonModule({ body: [py`x = = 1`], firstParty: [] }), /does not parse: .*\nx = = 1/s);
});

test("imports in any order satisfy ruff's I001 and its formatter", () => {
  const modules = [
    "os",
    "os.path",
    "uuid",
    "app",
    "app.b",
    "app.a10",
    "app.a9",
    "fastapi",
    "Zope",
    "_x",
    "tomllib",
  ];
  const entry = fc.record({
    module: fc.constantFrom(...modules),
    as: fc.option(fc.constantFrom("as_one", "AsTwo", "zz"), { freq: 4 }),
    symbol: fc.option(
      fc.constantFrom("A", "AB", "A_B", "Ab", "aB", "ab", "_a", "a9", "a10", "A1", "x".repeat(60)),
    ),
  });
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: nameBound }), (entries) => {
      const body = entries.map(({ module, symbol, as }) =>
        importOnly(module, symbol ?? undefined, as === null ? {} : { as }),
      );
      const text = pythonModule({ docstring: "Imports.", body: [...body, py`x = 1`], firstParty: ["app"] });
      deepStrictEqual(rulesBroken(text, ["I"]), []);
      strictEqual(ruffFor(["I"]).format(text), text);
    }),
    { seed, numRuns: 300 },
  );
});

test("what only type checkers read is imported for them alone, unless something else of its module runs", () => {
  const hint = py`
    def f() -> None:
        rows: list[${importedForTyping("sqlalchemy", "ColumnElement")}] = []
        print(rows)`;
  const parts = { firstParty: ["app"] };
  const alone = pythonModule({ ...parts, body: [hint] });
  ok(
    alone.startsWith(
      "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from sqlalchemy import ColumnElement\n",
    ),
  );
  deepStrictEqual(rulesBroken(alone, ["I", "TC", "F"]), []);
  strictEqual(ruffFor(["I"]).format(alone), alone);
  for (const symbol of ["select", "ColumnElement"]) {
    const beside = pythonModule({ ...parts, body: [py`x = ${imported("sqlalchemy", symbol)}`, hint] });
    ok(!beside.includes("TYPE_CHECKING"));
    deepStrictEqual(rulesBroken(beside, ["I", "TC", "F"]), []);
  }
});

/** One name for two things is refused, and `import a.b` binds `a`. */
function nameBound(entry: {
  readonly module: string;
  readonly symbol: string | null;
  readonly as: string | null;
}): string {
  return entry.as ?? entry.symbol ?? (entry.module.split(".")[0] as string);
}

test("comments silence no rule", () => {
  for (const text of [
    "noqa",
    "noqa: F401",
    "x # noqa",
    "ruff: noqa",
    "flake8: noqa",
    "ruff: disable[F401]",
  ]) {
    const body = [
      py`
        ${comment(text)}
        import os  ${comment(text)}
        ${comment(text)}
      `,
    ];
    const found = rulesBroken(pythonModule({ header: comment(text), body, firstParty: [] }), ["F401"]);
    strictEqual(found.length, 1, `${text}: ${found.join()}`);
  }
});

test("docstrings of any text satisfy ruff's rules on form, and no file has characters that hide", () => {
  // Not those about the words, nor about the sections that a text may happen to contain. D415 lets `?` and `!` end it.
  const rules = ["D2", "D3", "D403", "D415", "W", "PLE25"];
  const ignored = ["D203", "D213", "D214", "D215"];
  fc.assert(
    fc.property(anyText, (text) => {
      fc.pre(docstring(text).text !== "");
      const body = [
        py`
          class A:
              ${docstring(text)}

              def f(self):
                  ${docstring(text)}
        `,
      ];
      const printed = pythonModule({ docstring: text, body, firstParty: [] });
      deepStrictEqual(rulesBroken(printed, rules, ignored), []);
    }),
    { seed, numRuns: 300 },
  );
});
