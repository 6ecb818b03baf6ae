import type { Span } from "#base";
import { isTest, type ProjectClass, placeIn, textOf, textsOf } from "#facts";
import { allStatements } from "#python";
import { type Hit, once, type Rule, type RuleInput } from "../rule.ts";

/** Tests load their rows from a file, though the project has factories that make them. */
export const fixtureFileWhereFactoriesExist: Rule = {
  severity: "note",
  on: true,
  fix: "none",
  find: (input) => {
    const loading = [...input.project.modules.values()].flatMap((module) =>
      isTest(module.path) && module.syntax.text.includes("fixtures")
        ? allStatements(module.syntax.body).flatMap((statement) =>
            statement.kind === "class"
              ? findInClass(input, input.classes.read({ kind: "class", module, node: statement }))
              : [],
          )
        : [],
    );
    // One file is one thing to take apart, whoever loads it.
    return [...Map.groupBy(loading, ({ files }) => files.join()).values()].flatMap((group) =>
      tell(input, group),
    );
  },
};

interface Loading {
  readonly name: string;
  readonly files: readonly string[];
  readonly span: Span;
}

function findInClass(input: RuleInput, { module, node, lineage, scope }: ProjectClass): readonly Loading[] {
  if (
    !lineage.some(
      (base) =>
        typeof base === "string" && /^django\..*TestCase$|^rest_framework\.test\..*TestCase$/.test(base),
    )
  )
    return [];
  const binding = scope.names.get("fixtures");
  const files = binding?.kind === "value" ? textsOf(binding.value) : undefined;
  const [first] = files ?? [];
  if (binding?.kind !== "value" || first === undefined) return [];
  const [maker] = makers(input);
  const unmade = (files ?? []).find((file) => isUnmade(input, file));
  if (maker === undefined || unmade !== undefined) {
    const why =
      maker === undefined
        ? "no class of this project makes rows for tests"
        : `no class of this project makes what ${unmade} is called after`;
    input.explainSilence(placeIn(module, binding), why);
    return [];
  }
  return [{ name: node.name.id, files: files ?? [], span: placeIn(module, binding) }];
}

function tell(input: RuleInput, [first, ...others]: readonly Loading[]): readonly Hit[] {
  const [maker] = makers(input);
  if (first === undefined || maker === undefined) return [];
  const [file = "", ...more] = first.files;
  const who =
    others.length === 0
      ? `${first.name} loads its`
      : `${first.name} and ${others.length} other ${others.length === 1 ? "class" : "classes"} load their`;
  return [
    {
      span: first.span,
      message: `${who} rows from ${file}${more.length === 0 ? "" : ` and ${more.length} more`}: what a test rests on stands in no test, and each new column has to be written into the file by hand`,
      mend: `make the rows that a test needs in the test, with ${maker.name}, as others do`,
      path: [{ message: `${maker.name} makes rows for other tests`, span: maker.span }],
    },
  ];
}

/** Whether a file is called after a model that nothing in this project makes rows of: `fixtures/categories.json`. */
function isUnmade(input: RuleInput, file: string): boolean {
  const made = makers(input);
  if (made.some(({ model }) => model === undefined)) return false;
  const stem = (file.split("/").at(-1) ?? "").replace(/\..*/, "").replaceAll(/[_-]/g, "").toLowerCase();
  const isCalled = (model: string): boolean => pluralsOf(model.toLowerCase()).includes(stem);
  return (
    input.facts.models.some(({ name }) => isCalled(name)) && !made.some(({ model = "" }) => isCalled(model))
  );
}

function pluralsOf(word: string): readonly string[] {
  return [word, `${word}s`, `${word}es`, word.replace(/y$/, "ies")];
}

interface Maker {
  readonly name: string;
  readonly span: Span;
  /** The model of whose rows it is a factory; absent where it makes those of any. */
  readonly model?: string;
}

/** Libraries that make a row of any model. */
const bakers = /^(?:model_bakery|model_mommy|django_dynamic_fixture|mixer\.backend\.django)\b/;

/** Classes that make rows, and libraries that do, where tests use them. */
const makers = once(({ project, classes }: RuleInput): readonly Maker[] =>
  [...project.modules.values()].flatMap((module) => {
    if (!isTest(module.path)) return [];
    return [...module.scope.names].flatMap(([name, binding]): readonly Maker[] => {
      if (binding.kind === "imported" && bakers.test(binding.module))
        return [{ name, span: placeIn(module, binding) }];
      const own =
        binding.kind === "class" ? classes.read({ kind: "class", module, node: binding.node }) : undefined;
      const isFactory = own?.lineage.some(
        (base) => typeof base === "string" && /^factory\..*DjangoModelFactory$/.test(base),
      );
      if (!isFactory || own === undefined) return [];
      return [
        { name, span: placeIn(module, own.node.name), model: modelOf(own) ?? name.replace(/Factory$/, "") },
      ];
    });
  }),
);

/** `class Meta: model = Book`, by its last name. */
function modelOf({ scope }: ProjectClass): string | undefined {
  const meta = scope.names.get("Meta");
  if (meta?.kind !== "class") return undefined;
  for (const statement of meta.node.body) {
    if (statement.kind !== "assign") continue;
    const [target] = statement.targets;
    const { value } = statement;
    if (target?.kind !== "name" || target.id !== "model") continue;
    if (value.kind === "name") return value.id;
    return value.kind === "attribute" ? value.name : textOf(value)?.split(".").at(-1);
  }
  return undefined;
}
