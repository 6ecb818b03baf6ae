import type { Span } from "#base";
import { isTest, type ProjectClass, placeIn, textsOf } from "#facts";
import { allStatements } from "#python";
import { type Hit, once, type Rule, type RuleInput } from "../rule.ts";

/** Tests load their rows from a file, though the project has factories that make them. */
export const fixtureFileWhereFactoriesExist: Rule = {
  severity: "note",
  on: true,
  fix: "none",
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      isTest(module.path) && module.syntax.text.includes("fixtures")
        ? [...allStatements(module.syntax.body)].flatMap((statement) =>
            statement.kind === "class"
              ? findInClass(input, input.classes.read({ kind: "class", module, node: statement }))
              : [],
          )
        : [],
    ),
};

function findInClass(input: RuleInput, { module, node, lineage, scope }: ProjectClass): readonly Hit[] {
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
  if (maker === undefined) {
    input.explainSilence(placeIn(module, binding), "no class of this project makes rows for tests");
    return [];
  }
  const others = (files?.length ?? 0) > 1 ? ` and ${(files?.length ?? 0) - 1} more` : "";
  return [
    {
      span: placeIn(module, binding),
      message: `${node.name.id} loads its rows from ${first}${others}: what a test rests on stands in no test, and each new column has to be written into the file by hand`,
      mend: `make the rows that a test needs in the test, with ${maker.name}, as others do`,
      path: [{ message: `${maker.name} makes rows for other tests`, span: maker.span }],
    },
  ];
}

interface Maker {
  readonly name: string;
  readonly span: Span;
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
      return isFactory && own !== undefined ? [{ name, span: placeIn(module, own.node.name) }] : [];
    });
  }),
);
