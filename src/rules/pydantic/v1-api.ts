import { defineExpression, placeIn, readType, type SchemaFact, type SourceModule } from "#facts";
import { allStatements, type Call, type Expression, type FunctionDefinition, statementsOf } from "#python";
import { callsWithin } from "../nodes-within.ts";
import { type Hit, once, type Rule, type RuleInput } from "../rule.ts";

/** What Pydantic 2 keeps of version 1 for a while: it warns, and the next version takes it out. */
export const v1Api: Rule = {
  severity: "warning",
  on: true,
  fix: "safe",
  find: (input) =>
    second(input).size === 0
      ? []
      : [...input.project.modules.values()].flatMap((module) => findInModule(input, module)),
};

/** What replaces a method, and whether a call of it can stay as it is: https://docs.pydantic.dev/latest/migration/#changes-to-pydanticbasemodel */
const methods: Readonly<Record<string, { readonly now: string; readonly same: boolean }>> = {
  dict: { now: "model_dump", same: true },
  json: { now: "model_dump_json", same: true },
  parse_obj: { now: "model_validate", same: true },
  from_orm: { now: "model_validate", same: true },
  construct: { now: "model_construct", same: true },
  copy: { now: "model_copy", same: false },
  parse_raw: { now: "model_validate_json", same: false },
  parse_file: { now: "model_validate_json", same: false },
  schema: { now: "model_json_schema", same: true },
  schema_json: { now: "model_json_schema", same: false },
  update_forward_refs: { now: "model_rebuild", same: false },
};

const callWords = new RegExp(`\\.\\s*(?:${Object.keys(methods).join("|")})\\s*\\(`);
const words = new RegExp(`${callWords.source}|\\bConfig\\b|\\bvalidator\\b|\\broot_validator\\b`);

const decorators: Readonly<Record<string, string>> = {
  validator: "field_validator",
  root_validator: "model_validator",
};

/** The schemas of version 2. */
const second = once(
  ({ facts }: RuleInput): ReadonlyMap<string, SchemaFact> =>
    new Map(
      facts.schemas
        .filter(({ version, form }) => version === 2 && form !== "dataclass")
        .map((each) => [each.id, each]),
    ),
);

function findInModule(input: RuleInput, module: SourceModule): readonly Hit[] {
  const hits: Hit[] = [];
  if (!words.test(module.syntax.text)) return hits;
  for (const statement of allStatements(module.syntax.body)) {
    if (statement.kind === "class" && second(input).has(`${module.path}:${statement.name.id}`)) {
      for (const member of statement.body) {
        if (member.kind === "class" && member.name.id === "Config")
          hits.push(tellConfig(module, member.name));
        if (member.kind !== "function") continue;
        hits.push(...member.decorators.flatMap((each) => tellDecorator(input, module, each)));
        hits.push(...findInFunction(input, module, member, `${module.path}:${statement.name.id}`));
      }
    } else if (statement.kind === "function")
      hits.push(...findInFunction(input, module, statement, undefined));
  }
  return hits;
}

function tellConfig(module: SourceModule, name: { readonly start: number; readonly end: number }): Hit {
  return {
    span: placeIn(module, name),
    message: "class Config is Pydantic 1's: version 2 warns of it, and 3 takes it out",
    mend: "write model_config = ConfigDict(…)",
  };
}

function tellDecorator({ project }: RuleInput, module: SourceModule, decorator: Expression): readonly Hit[] {
  const mark = decorator.kind === "call" ? decorator.callee : decorator;
  const meant = defineExpression(project, module, mark);
  const name =
    meant?.kind === "external" ? /^pydantic\.(?:class_validators\.)?(\w+)$/.exec(meant.path)?.[1] : undefined;
  if (name === undefined || !Object.hasOwn(decorators, name)) return [];
  return [
    {
      span: placeIn(module, mark),
      message: `${name} is Pydantic 1's: version 2 warns of it, and 3 takes it out`,
      mend: `write ${decorators[name]}`,
    },
  ];
}

/** Calls of one function, whose own names have the types that they are given there. */
function findInFunction(
  input: RuleInput,
  module: SourceModule,
  node: FunctionDefinition,
  owner: string | undefined,
): readonly Hit[] {
  if (!callWords.test(module.syntax.text.slice(node.start, node.end))) return [];
  const calls = callsWithin(node.body).filter(
    ({ callee }) => callee.kind === "attribute" && Object.hasOwn(methods, callee.name),
  );
  if (calls.length === 0) return [];
  const types = typesWithin(input, module, node);
  if (owner !== undefined) for (const { name } of node.parameters.slice(0, 1)) types.set(name, owner);
  return calls.flatMap((call) => {
    const { callee } = call;
    if (callee.kind !== "attribute") return [];
    const of = schemaOf(input, module, types, callee.value);
    const schema = of === undefined ? undefined : second(input).get(of);
    return schema === undefined || hasOwn(input, schema, callee.name)
      ? []
      : [tellCall(module, call, callee.name)];
  });
}

/** The schemas that the names of a function stand for, where they stand for one thing only. */
function typesWithin(input: RuleInput, module: SourceModule, node: FunctionDefinition): Map<string, string> {
  const types = new Map<string, string>();
  for (const { name, annotation } of node.parameters) {
    const type = readType(input, { module }, annotation);
    const plain = type.kind === "optional" ? type.of : type;
    if (plain.kind === "reference") types.set(name, plain.id);
  }
  const bound = new Set(types.keys());
  for (const statement of statementsOf(node.body)) {
    const targets =
      statement.kind === "assign" ? statement.targets : statement.kind === "for" ? [statement.target] : [];
    for (const target of targets) {
      if (target.kind !== "name") continue;
      const made =
        statement.kind === "assign" && !bound.has(target.id)
          ? madeBy(input, module, statement.value)
          : undefined;
      if (made === undefined) types.delete(target.id);
      else types.set(target.id, made);
      bound.add(target.id);
    }
  }
  return types;
}

/** `Order(…)`, `Order.model_validate(…)`. */
function madeBy({ project }: RuleInput, module: SourceModule, value: Expression): string | undefined {
  if (value.kind !== "call") return undefined;
  const { callee } = value;
  const isMaker =
    callee.kind === "attribute" &&
    /^(?:model_validate|model_validate_json|model_construct|parse_obj|parse_raw|from_orm|construct)$/.test(
      callee.name,
    );
  const meant = defineExpression(project, module, isMaker ? callee.value : callee);
  return meant?.kind === "class" ? `${meant.module.path}:${meant.node.name.id}` : undefined;
}

function schemaOf(
  input: RuleInput,
  module: SourceModule,
  types: ReadonlyMap<string, string>,
  receiver: Expression,
): string | undefined {
  if (receiver.kind === "call") return madeBy(input, module, receiver);
  if (receiver.kind === "name" && types.has(receiver.id)) return types.get(receiver.id);
  if (receiver.kind !== "name" && receiver.kind !== "attribute") return undefined;
  const meant = defineExpression(input.project, module, receiver);
  return meant?.kind === "class" ? `${meant.module.path}:${meant.node.name.id}` : undefined;
}

/** Whether the project has a method or field of that name itself. */
function hasOwn({ project, facts }: RuleInput, schema: SchemaFact, name: string): boolean {
  if (schema.isPartial || schema.fields.some((field) => field.name === name)) return true;
  return [schema.id, ...schema.bases].some((id) => {
    const at = id.lastIndexOf(":");
    const binding = project.modules.get(id.slice(0, at))?.scope.names.get(id.slice(at + 1));
    const isNested = binding === undefined && facts.schemas.some((each) => each.id === id);
    return (
      isNested ||
      (binding?.kind === "class" &&
        binding.node.body.some((each) => each.kind === "function" && each.name.id === name))
    );
  });
}

function tellCall(module: SourceModule, { callee }: Call, name: string): Hit {
  const { now, same } = methods[name] ?? { now: "", same: false };
  const span = placeIn(module, { start: callee.end - name.length, end: callee.end });
  return {
    span,
    message: `${name} is Pydantic 1's: version 2 warns at each call, and 3 takes it out`,
    mend: `write ${now}`,
    ...(same ? { fix: { safety: "safe", edits: [{ span, text: now }] } } : {}),
  };
}
