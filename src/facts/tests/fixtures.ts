import type { FunctionDefinition } from "#python";
import { statementsOf } from "#python";
import { keyword, textOf } from "../literals.ts";
import type { Project, SourceModule } from "../project.ts";

/** A function that gives tests what they name as a parameter: https://docs.pytest.org/en/stable/explanation/fixtures.html */
export interface Fixture {
  readonly module: SourceModule;
  readonly node: FunctionDefinition;
}

export interface Fixtures {
  /** The one that a test of this module means: its own, or that of the nearest folder. */
  readonly find: (name: string, module: SourceModule) => Fixture | undefined;
}

export function readFixtures(project: Project): Fixtures {
  const all = new Map<string, Fixture[]>();
  for (const module of project.modules.values()) {
    if (!module.syntax.text.includes("fixture")) continue;
    for (const statement of statementsOf(module.syntax.body)) {
      const functions = statement.kind === "class" ? [...statementsOf(statement.body)] : [statement];
      for (const node of functions) {
        const name = node.kind === "function" ? fixtureName(node) : undefined;
        if (node.kind !== "function" || name === undefined) continue;
        const known = all.get(name);
        if (known === undefined) all.set(name, [{ module, node }]);
        else known.push({ module, node });
      }
    }
  }
  return { find: (name, module) => nearest(all.get(name) ?? [], module) };
}

/** The name under which a function is a fixture; absent, it is none. */
export function fixtureName(node: FunctionDefinition): string | undefined {
  for (const decorator of node.decorators) {
    const callee = decorator.kind === "call" ? decorator.callee : decorator;
    const maker = callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
    if (!/^(async_)?fixture$/.test(maker)) continue;
    return (decorator.kind === "call" ? textOf(keyword(decorator, "name")) : undefined) ?? node.name.id;
  }
  return undefined;
}

function nearest(fixtures: readonly Fixture[], { path }: SourceModule): Fixture | undefined {
  let best: { readonly fixture: Fixture; readonly score: number } | undefined;
  for (const fixture of fixtures) {
    const folder = fixture.module.path.slice(0, fixture.module.path.lastIndexOf("/") + 1);
    const isAbove = path.startsWith(folder);
    const score = fixture.module.path === path ? 1_000_000 : isAbove ? 1_000 + folder.length : 0;
    if (best === undefined || score > best.score) best = { fixture, score };
  }
  return best?.fixture;
}
