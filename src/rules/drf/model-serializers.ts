import {
  type Definition,
  defineExpression,
  isTest,
  isTrue,
  type ModelFact,
  type ProjectClass,
  readScope,
  type Scope,
  type SourceModule,
  textOf,
  textsOf,
} from "#facts";
import { type Dictionary, type Expression, statementsOf } from "#python";
import { modelIndex } from "../flow-events.ts";
import { once, type RuleInput } from "../rule.ts";

/** The model of a serializer; accounts that come with the framework stand in no file of the project. */
export type ShownModel = Pick<ModelFact, "name" | "fields"> & Partial<Pick<ModelFact, "id" | "span">>;

/** A serializer that makes its fields from those of a model, as its own `Meta` tells it. */
export interface ModelSerializer {
  readonly read: ProjectClass;
  readonly model: ShownModel;
  /** Names of the model's fields that may be shown; those of accounts that its bases bring among them. */
  readonly columns: readonly string[];
  /** What `fields` or `exclude` is set to. */
  readonly option: { readonly name: "fields" | "exclude"; readonly value: Expression };
  /** Fields that are given only inwards, or only outwards, or that the class declares itself. */
  readonly writeOnly: ReadonlySet<string>;
  readonly readOnly: ReadonlySet<string>;
  readonly declared: ReadonlySet<string>;
}

/** The serializers of a project that make fields from a model that is known; those that decide by a function what is shown are left out. */
export const modelSerializersOf = once((input: RuleInput): readonly ModelSerializer[] => {
  const found: ModelSerializer[] = [];
  for (const module of input.project.modules.values()) {
    if (isTest(module.path)) continue;
    for (const statement of statementsOf(module.syntax.body)) {
      if (statement.kind !== "class") continue;
      const serializer = readSerializer(
        input,
        input.classes.read({ kind: "class", module, node: statement }),
      );
      if (serializer !== undefined) found.push(serializer);
    }
  }
  return found;
});

const deciding = ["to_representation", "get_fields", "get_field_names", "build_field", "data"];

function readSerializer(input: RuleInput, read: ProjectClass): ModelSerializer | undefined {
  const isOne = read.lineage.some((base) => typeof base === "string" && /ModelSerializer$/.test(base));
  const meta = read.scope.names.get("Meta");
  const decides = read.lineage.some(
    (base) => typeof base !== "string" && deciding.some((name) => base.scope.names.has(name)),
  );
  if (!isOne || read.isPartial || decides || meta?.kind !== "class") return undefined;
  const scope = readScope(meta.node.body);
  const model = modelOf(input, read, settingOf(scope, "model"));
  const option = optionOf(scope);
  if (model === undefined || option === undefined) return undefined;
  const given = settingOf(scope, "extra_kwargs");
  const told = (name: string): readonly string[] => [
    ...extraWith(given, name),
    ...declaredWith(read, name),
    ...(name === "read_only" ? (textsOf(settingOf(scope, "read_only_fields")) ?? []) : []),
  ];
  return {
    read,
    model,
    columns: [...model.fields.map(({ name }) => name), ...(isAccount(input, model) ? ["password"] : [])],
    option,
    writeOnly: new Set(told("write_only")),
    readOnly: new Set(told("read_only")),
    declared: new Set(declaredIn(read).map(([name]) => name)),
  };
}

function optionOf(scope: Scope): ModelSerializer["option"] | undefined {
  for (const name of ["fields", "exclude"] as const) {
    const value = settingOf(scope, name);
    if (value !== undefined) return { name, value };
  }
  return undefined;
}

function settingOf({ names }: Scope, name: string): Expression | undefined {
  const binding = names.get(name);
  return binding?.kind === "value" ? binding.value : undefined;
}

function modelOf(
  input: RuleInput,
  { module }: ProjectClass,
  value: Expression | undefined,
): ShownModel | undefined {
  const meant = value && meantBy(input, module, value);
  if (meant?.kind === "class") return modelIndex(input).get(`${meant.module.path}:${meant.node.name.id}`);
  if (meant?.kind !== "external") return undefined;
  if (/\.get_user_model$/.test(meant.path)) return ownAccount(input) ?? account;
  return /^django\.contrib\.auth\.models\.User$/.test(meant.path) ? account : undefined;
}

/** What a name or a call of `get_user_model` means, also where a variable holds it. */
function meantBy({ project }: RuleInput, module: SourceModule, value: Expression): Definition | undefined {
  const meant = defineExpression(project, module, value.kind === "call" ? value.callee : value);
  const held = meant?.kind === "value" ? meant.binding.value : undefined;
  return meant?.kind === "value" && held?.kind === "call"
    ? defineExpression(project, meant.module, held.callee)
    : meant;
}

/** The account that comes with the framework. */
const account: ShownModel = { name: "User", fields: [] };

/** The project's own account, where it has one alone. */
function ownAccount(input: RuleInput): ShownModel | undefined {
  const own = input.facts.models.filter((model) => !model.abstract && isAccount(input, model));
  return own.length === 1 ? own[0] : undefined;
}

/** Whether a model has what accounts of the framework have. */
function isAccount(input: RuleInput, model: ShownModel): boolean {
  const { id } = model;
  if (id === undefined) return model === account;
  const lineage = modelIndex(input).classOf(id)?.lineage ?? [];
  return lineage.some((base) => typeof base === "string" && /\.Abstract(?:Base)?User$/.test(base));
}

function extraWith(given: Expression | undefined, name: string): readonly string[] {
  if (given?.kind !== "dictionary") return [];
  return given.entries.flatMap(({ key, value }) => {
    const field = textOf(key);
    return field !== undefined && value.kind === "dictionary" && isSet(value, name) ? [field] : [];
  });
}

function isSet({ entries }: Dictionary, name: string): boolean {
  return entries.some(({ key, value }) => textOf(key) === name && isTrue(value));
}

function declaredIn(read: ProjectClass): readonly (readonly [string, Expression])[] {
  return read.lineage.flatMap((owner) =>
    typeof owner === "string"
      ? []
      : [...owner.scope.names].flatMap(([name, binding]) =>
          binding.kind === "value" && binding.value !== undefined ? [[name, binding.value] as const] : [],
        ),
  );
}

function declaredWith(read: ProjectClass, name: string): readonly string[] {
  return declaredIn(read).flatMap(([field, value]) =>
    value.kind === "call" && value.args.some((each) => each.name === name && isTrue(each.value))
      ? [field]
      : [],
  );
}

/** The fields of the model that a serializer shows, but for those that it declares itself. */
export function shownColumns({ columns, option, writeOnly, declared }: ModelSerializer): readonly string[] {
  const listed = textsOf(option.value);
  if (listed === undefined) return [];
  const isAll = option.name === "fields" && textOf(option.value) === "__all__";
  const isNamed = (name: string): boolean => isAll || listed.includes(name) === (option.name === "fields");
  return columns.filter((name) => isNamed(name) && !writeOnly.has(name) && !declared.has(name));
}
