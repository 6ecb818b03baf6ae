import { type Call, type FunctionDefinition, statementsOf } from "#python";
import { idOf, type ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import { docstringOf } from "../docstring.ts";
import type { Reading } from "../front-end.ts";
import { baseArguments, variablesOf } from "../generic-bases.ts";
import { isTrue, keyword, positional, textOf } from "../literals.ts";
import { nestedClasses } from "../nested-classes.ts";
import { spanOf } from "../places.ts";
import type { Project } from "../project.ts";
import type { SchemaCheckFact, SchemaFact, SchemaFieldFact } from "../schema.ts";
import { substitute, type TypeArguments } from "../type.ts";
import { type ModelConfig, readConfig } from "./config.ts";
import { readField, readRootType } from "./fields.ts";
import { formOf, pydanticName } from "./names.ts";
import { readVersion } from "./version.ts";

const checkMarks = new Set(["validator", "root_validator", "field_validator", "model_validator"]);

const read = new WeakMap<Project, readonly SchemaFact[]>();

/** The schemas of a project, in both versions of the library; read once, for others ask for them too. */
export function readSchemas(reading: Reading): readonly SchemaFact[] {
  const before = read.get(reading.project);
  if (before !== undefined) return before;
  const schemas = readAnew(reading);
  read.set(reading.project, schemas);
  return schemas;
}

function readAnew(reading: Reading): readonly SchemaFact[] {
  const version = readVersion(reading.project);
  const schemas: SchemaFact[] = [];
  for (const module of reading.project.modules.values()) {
    for (const node of nestedClasses(module.syntax.body)) {
      const found = reading.classes.read({ kind: "class", module, node });
      const form = formOf(reading.project, found);
      if (form !== undefined) schemas.push(readSchema(reading, found, form, versionOf(found) ?? version));
    }
  }
  return schemas;
}

/** A model below `pydantic.v1` is one of version 1 whatever the project has. */
function versionOf({ lineage }: ProjectClass): number | undefined {
  const isOld = lineage.some((base) => typeof base === "string" && /^pydantic\.(?:v1|generics)\./.test(base));
  return isOld ? 1 : undefined;
}

function readSchema(
  reading: Reading,
  model: ProjectClass,
  form: Exclude<SchemaFact["form"], "table">,
  version: number | undefined,
): SchemaFact {
  const config = readConfig(reading.project, model);
  const bases = model.lineage.slice(1).filter((base) => typeof base !== "string");
  const isTable = model.node.args.some(({ name, value }) => name === "table" && isTrue(value));
  const variables = variablesOf(reading, model);
  const fields = readFields(reading, model, config, version, new Set(variables));
  const description = docstringOf(model.node);
  const root = form === "root" ? readRootType(reading, model) : undefined;
  return {
    id: idOf(model),
    name: model.node.name.id,
    framework: "pydantic",
    ...(version === undefined ? {} : { version }),
    span: spanOf(model.module, model.node.name),
    form: isTable ? "table" : form,
    ...(description === undefined ? {} : { description }),
    fields: root === undefined || fields.length > 0 ? fields : [rootField(model, root)],
    bases: bases.flatMap((base) => (formOf(reading.project, base) === undefined ? [] : [idOf(base)])),
    variables,
    extra: config.extra,
    // Whatever maps to a table can be read from rows of another.
    fromAttributes: config.fromAttributes || model.lineage.includes("sqlmodel.SQLModel"),
    byName: config.byName,
    ...(config.prefix === undefined || form !== "settings" ? {} : { prefix: config.prefix }),
    checks: readChecks(reading, model),
    isPartial:
      model.isPartial || model.lineage.some((base) => typeof base === "string" && !isPlainBase(base)),
  };
}

/** A class outside the project that hands on no fields. */
function isPlainBase(path: string): boolean {
  return (
    pydanticName(path) !== undefined ||
    /^(?:typing|typing_extensions|abc|enum|collections\.abc|builtins)\./.test(path)
  );
}

function rootField(model: ProjectClass, type: SchemaFieldFact["type"]): SchemaFieldFact {
  const span = spanOf(model.module, model.node.name);
  const plain = { constraints: {}, computed: false, hidden: false };
  return { name: "root", type, span, required: true, inputNames: ["root"], outputName: "root", ...plain };
}

/** Fields of bases come first; one that is declared again keeps its place. */
function readFields(
  reading: Reading,
  model: ProjectClass,
  config: ModelConfig,
  version: number | undefined,
  variables: ReadonlySet<string>,
): readonly SchemaFieldFact[] {
  const fields = new Map<string, SchemaFieldFact>();
  const given = baseArguments(reading, model);
  for (const owner of model.lineage.toReversed()) {
    if (typeof owner === "string") continue;
    const source = {
      reading,
      owner,
      config,
      optionalIsDefault: version === 1,
      variables: new Set([...variables, ...variablesOf(reading, owner)]),
    };
    const meant = given.get(idOf(owner));
    for (const [name, binding] of owner.scope.names) {
      const field = readField(source, name, binding);
      if (field !== undefined) fields.set(name, meant === undefined ? field : inherited(field, meant));
    }
  }
  return [...fields.values()];
}

function inherited(field: SchemaFieldFact, given: TypeArguments): SchemaFieldFact {
  if (given.size === 0) return field;
  const { type, outputType } = field;
  return {
    ...field,
    type: substitute(type, given),
    ...(outputType === undefined ? {} : { outputType: substitute(outputType, given) }),
  };
}

function readChecks({ project }: Reading, { module, scope }: ProjectClass): readonly SchemaCheckFact[] {
  const checks: SchemaCheckFact[] = [];
  for (const [name, binding] of scope.names) {
    if (binding.kind !== "function") continue;
    for (const decorator of binding.node.decorators) {
      const mark = decorator.kind === "call" ? decorator.callee : decorator;
      const meant = defineExpression(project, module, mark);
      const kind = meant?.kind === "external" ? pydanticName(meant.path) : undefined;
      if (kind === undefined || !checkMarks.has(kind)) continue;
      const given = decorator.kind === "call" ? positional(decorator) : [];
      const fields = given.map(textOf).filter((field) => field !== undefined);
      const replaces = decorator.kind === "call" && isBefore(kind, decorator) && !givesBack(binding.node);
      const span = spanOf(module, binding.node.name);
      checks.push({ name, fields, ...(replaces ? { replaces } : {}), span });
    }
  }
  return checks;
}

function isBefore(kind: string, mark: Call): boolean {
  if (kind === "model_validator") return textOf(keyword(mark, "mode")) === "before";
  return kind === "root_validator" && isTrue(keyword(mark, "pre"));
}

/** Whether a check of the whole gives back what it was given, changed at most. */
function givesBack({ body, parameters }: FunctionDefinition): boolean {
  const given = parameters[1]?.name ?? parameters[0]?.name;
  return [...statementsOf(body)].every(
    (statement) =>
      statement.kind !== "return" || (statement.value?.kind === "name" && statement.value.id === given),
  );
}
