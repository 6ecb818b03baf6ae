import { deepStrictEqual } from "node:assert";
import { describe, test } from "node:test";
import { parseModule } from "#python";
import { type RuleChoice, rules, runRules } from "#rules";
import { sampled } from "../fuzz/rounds.ts";
import { readExample, today } from "./example.ts";
import { plant, readSeededProject, readSeeds } from "./seeds.ts";

const seeds = readSeeds();
const projects = new Map(
  [...new Set(seeds.map(({ project }) => project))].map((name) => [name, readSeededProject(name)]),
);
const all: readonly RuleChoice[] = [...rules].map(([id, rule]) => ({ id, rule }));

function findIn(files: ReadonlyMap<string, string>, choices: readonly RuleChoice[]): readonly string[] {
  const { reading, facts } = readExample(files);
  return runRules(reading, facts, choices, today).findings.map(
    ({ rule, span, message }) => `${span?.file}:${span?.line} ${rule}: ${message}`,
  );
}

describe("projects without a defect", () => {
  for (const [name, files] of projects)
    test(`no rule finds anything in ${name}`, () => deepStrictEqual(findIn(files, all), []));
});

describe("each defect, put into such a project, is found once, by the rule that knows most", () => {
  for (const seed of sampled(seeds)) {
    test(`${seed.rule} in ${seed.project}: ${seed.changes[0]?.file}`, () => {
      const files = plant(projects.get(seed.project) ?? new Map(), seed);
      for (const { file } of seed.changes)
        if (file.endsWith(".py")) deepStrictEqual(parseModule(files.get(file) ?? "").problems, [], file);
      const choices = all.filter(({ id, rule }) => rule.on || id === seed.rule);
      const found = findIn(files, choices);
      deepStrictEqual(
        found.map((line) => line.split(" ")[1]),
        [`${seed.rule}:`],
        found.join("\n"),
      );
    });
  }
});

test("each rule has a seed, and each seed is of a rule", () => {
  deepStrictEqual([...new Set(seeds.map(({ rule }) => rule))].toSorted(), [...rules.keys()].toSorted());
});
