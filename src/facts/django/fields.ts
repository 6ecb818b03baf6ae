import type { Call, Expression } from "#python";
import type { ClassReader } from "../classes.ts";
import { type Definition, defineExpression } from "../definitions.ts";
import { isTrue, keyword, positional } from "../literals.ts";
import type { Project, SourceModule } from "../project.ts";
import type { Scope } from "../symbols.ts";
import { relationFields } from "./names.ts";

/** A field as a class declares it, before the models that it names are known. */
export interface DeclaredField {
  readonly name: string;
  readonly type: string;
  readonly call: Call;
  readonly module: SourceModule;
}

export interface FieldReader {
  readonly project: Project;
  readonly classes: ClassReader;
}

/** Reads `name = models.CharField(…)`; undefined where the value is no field of a model. */
export function readField(
  { project, classes }: FieldReader,
  module: SourceModule,
  scope: Scope,
  name: string,
  value: Expression | undefined,
): DeclaredField | undefined {
  if (value?.kind !== "call") return undefined;
  const type = fieldType(classes, defineExpression(project, module, value.callee, [scope]), value.callee);
  return type === undefined ? undefined : { name, type, call: value, module };
}

/** The last name of the outermost class that a field comes from: a project's own subclasses are what they extend. */
function fieldType(
  classes: ClassReader,
  definition: Definition | undefined,
  callee: Expression,
): string | undefined {
  const external =
    definition?.kind === "external"
      ? [definition.path]
      : definition?.kind === "class"
        ? classes.read(definition).lineage.filter((each) => typeof each === "string")
        : [];
  const types = external.map((path) => path.slice(path.lastIndexOf(".") + 1));
  const known = types.find((type) => type in relationFields) ?? types.find((type) => type.endsWith("Field"));
  if (known !== undefined) return known;
  // What is imported from nowhere that can be seen is a field where its name and place say so.
  if (definition !== undefined) return undefined;
  const said = callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
  return said.endsWith("Field") || said in relationFields ? said : undefined;
}

/** The model that a relation names, as it is written. */
export function relationTarget({ call, type }: DeclaredField): Expression | undefined {
  return type === "GenericForeignKey" ? undefined : (keyword(call, "to") ?? positional(call)[0]);
}

export function flag(call: Call, name: string): boolean {
  return isTrue(keyword(call, name));
}
