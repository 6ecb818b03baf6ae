import { deepStrictEqual } from "node:assert";
import { describe, test } from "node:test";
import type { Finding } from "#base";
import { placeIn, readProject } from "#facts";
import { applySuppressions } from "#rules";

/** What is left of a finding of `family/rule` at each `bad` of a text, as `line rule`. */
function left(text: string, asked: readonly string[] = ["family/rule"], file = "a.py"): readonly string[] {
  const project = readProject(new Map([[file, text]]));
  const modules = [...project.modules.values(), ...project.templates.values()];
  const findings = modules.flatMap((module) =>
    [...text.matchAll(/bad(?:\([^)]*\))?/g)].map(
      ({ 0: found, index }): Finding => ({
        rule: "family/rule",
        severity: "warning",
        message: "it is bad",
        span: placeIn(module, { start: index, end: index + found.length }),
      }),
    ),
  );
  const names = (name: string, id: string) => name === id || id.startsWith(`${name}/`);
  const isKnown = (name: string) => ["family", "family/rule", "family/other"].includes(name);
  const { findings: told } = applySuppressions(modules, findings, {
    isAsked: (name) => asked.some((id) => names(name, id)),
    isKnown,
    names,
  });
  return told.map(({ rule, span }) => `${span?.line} ${rule}`);
}

describe("comments that silence rules", () => {
  for (const [what, text, expected] of [
    ["nothing", "x = bad\n", ["1 family/rule"]],
    ["by the rule", "x = bad  # keelback: ignore[family/rule] it is old\n", []],
    ["by the family", "x = bad  # keelback: ignore[family] it is old\n", []],
    ["beside other words", "x = bad  # noqa: E501  # keelback: ignore[family/rule]: old\n", []],
    ["all that is found on a line", "x = bad  # noqa\n", []],
    ["codes of others", "x = bad  # noqa: E501\n", ["1 family/rule"]],
    [
      "the line below",
      "# keelback: ignore[family/rule] old\n# and so on\n\nx = bad\ny = bad\n",
      ["5 family/rule"],
    ],
    ["within a file that ends its lines otherwise", "# keelback: ignore[family] old\r\nx = bad\r\n", []],
    ["the last line of what takes several", "x = bad(\n  1,\n)  # keelback: ignore[family/rule] old\n", []],
    ["without a reason", "x = bad  # keelback: ignore[family/rule]\n", ["1 source/unexplained-suppression"]],
    [
      "nothing that is there",
      "x = good  # keelback: ignore[family/rule] old\n",
      ["1 source/unused-suppression"],
    ],
    ["a rule that was not asked", "x = good  # keelback: ignore[family/other] old\n", []],
    [
      "a rule that there is not",
      "x = bad  # keelback: ignore[family/rul] old\n",
      ["1 family/rule", "1 source/unknown-suppression"],
    ],
    ["no rule at all", "x = bad  # keelback: ignore\n", ["1 family/rule", "1 source/unknown-suppression"]],
    [
      "in a string, which is no comment",
      'x = bad, "# keelback: ignore[family/rule] old"\n',
      ["1 family/rule"],
    ],
  ] as const) {
    test(what, () => deepStrictEqual(left(text), expected));
  }

  test("comments of templates do so too", () => {
    const at = (text: string) => left(text, ["family/rule"], "shop/templates/a.html");
    deepStrictEqual(at("{{ bad }}  {# keelback: ignore[family/rule] it is old #}\n{{ bad }}\n"), [
      "2 family/rule",
    ]);
    deepStrictEqual(at("  {# keelback: ignore[family] it is old #}\n{{ bad }}\n"), []);
  });
});
