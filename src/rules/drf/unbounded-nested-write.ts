import {
  defineExpression,
  descendsFrom,
  findMember,
  isTest,
  isTrue,
  keyword,
  type ProjectClass,
  placeIn,
} from "#facts";
import { type Call, statementsOf } from "#python";
import { callsWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";

/** A serializer takes any number of nested rows from a request, and writes each of them. */
export const unboundedNestedWrite: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) => {
      if (!/many\s*=\s*True/.test(module.syntax.text) || isTest(module.path)) return [];
      return [...statementsOf(module.syntax.body)].flatMap((statement) =>
        statement.kind === "class"
          ? findIn(input, input.classes.read({ kind: "class", module, node: statement }))
          : [],
      );
    }),
};

const serializers: ReadonlySet<string> = new Set(
  ["Serializer", "ModelSerializer", "HyperlinkedModelSerializer"].map(
    (name) => `rest_framework.serializers.${name}`,
  ),
);

function findIn(input: RuleInput, read: ProjectClass): readonly Hit[] {
  if (!descendsFrom(read, serializers)) return [];
  const looked = ["validate", "to_internal_value", "run_validation"].some(
    (name) => findMember(read, name) !== undefined,
  );
  if (looked) return [];
  return [...read.scope.names].flatMap(([name, binding]): readonly Hit[] => {
    const call = binding.kind === "value" ? binding.value : undefined;
    if (
      call?.kind !== "call" ||
      !isOpen(input, read, call) ||
      findMember(read, `validate_${name}`) !== undefined
    )
      return [];
    const write = writtenIn(read, name);
    if (write === undefined) return [];
    const nested = read.module.syntax.text.slice(call.callee.start, call.callee.end);
    return [
      {
        span: placeIn(read.module, call),
        message: `${name} takes as many rows as a request brings, and each of them is written: one request of some megabytes is many thousand statements in one transaction`,
        mend: `bound it: ${name} = ${nested}(many=True, max_length=…), or count them in validate_${name}`,
        path: [
          { message: `${read.node.name.id} writes them here`, span: placeIn(write.owner.module, write.call) },
        ],
      },
    ];
  });
}

/** Whether a field is a nested serializer for many that may be written, and says no bound. */
function isOpen({ project, classes }: RuleInput, { module, scope }: ProjectClass, call: Call): boolean {
  if (!isTrue(keyword(call, "many")) || isTrue(keyword(call, "read_only"))) return false;
  if (keyword(call, "max_length") !== undefined || call.args.some(({ spread }) => spread !== undefined))
    return false;
  const nested = defineExpression(project, module, call.callee, [scope]);
  return nested?.kind === "class" && descendsFrom(classes.read(nested), serializers);
}

interface Write {
  readonly owner: ProjectClass;
  readonly call: Call;
}

/** Where `create` or `update` takes the rows out of what was validated. */
function writtenIn(read: ProjectClass, name: string): Write | undefined {
  for (const method of ["create", "update"]) {
    const member = findMember(read, method);
    if (member?.binding.kind !== "function") continue;
    const call = callsWithin(member.binding.node.body).find(({ callee, args }) => {
      const [first] = args;
      const takes = callee.kind === "attribute" && /^(?:pop|get)$/.test(callee.name);
      return takes && first?.value.kind === "string" && first.value.value === name;
    });
    if (call !== undefined) return { owner: member.owner, call };
  }
  return undefined;
}
