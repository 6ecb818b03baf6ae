import { type Field, fieldOf, type ScalarType } from "#domain";
import { commaList, identifierText, imported, name, type Py, py, pythonModule, str } from "#python";
import { firstParty } from "../app/names.ts";
import type { GeneratedFile } from "../file.ts";
import { attributeName } from "../tables.ts";
import { entityIn, type Kit, loadersIn, type OperationOf, operationsOf } from "./kit.ts";
import { factoryValue } from "./values.ts";

export type Creating = OperationOf<"create"> | OperationOf<"register">;

/** The factory of the bodies from which an operation makes rows. */
export function factoryOf({ bodyClass }: Creating): Py {
  return imported("tests.factories", `${bodyClass ?? "Body"}Factory`);
}

/** `tests/factories.py`: request bodies that the API accepts, each different from the last. Only those that are used. */
export function emitFactories(kit: Kit, used: readonly Py[]): GeneratedFile | undefined {
  const symbols = new Set(
    used.flatMap(({ imports }) =>
      imports.filter(({ module }) => module === "tests.factories").map(({ symbol }) => symbol),
    ),
  );
  const creating: readonly Creating[] = [
    ...operationsOf(kit, "register"),
    ...operationsOf(kit, "create"),
    ...loadersIn(kit),
  ];
  const needed = creating.filter(({ bodyClass }) => symbols.has(`${bodyClass ?? "Body"}Factory`));
  const distinct = needed.filter(
    (operation, index) => needed.findIndex((other) => other.bodyClass === operation.bodyClass) === index,
  );
  if (distinct.length === 0) return undefined;
  const text = pythonModule({
    docstring: "Request bodies that the API accepts, each different from the last.",
    body: distinct.flatMap((operation) => factory(kit, operation)),
    firstParty,
  });
  return { path: "tests/factories.py", text };
}

function factory(kit: Kit, operation: Creating): readonly Py[] {
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const given = behaviour.body.fields.flatMap(({ field, required }) => {
    const found = fieldOf(entity, field);
    return found ? [{ field: found, required }] : [];
  });
  const body = operation.bodyClass ?? "Body";
  const renamed = given.filter(({ field }) => attributeName(field.name) !== field.name);
  const rename =
    renamed.length > 0 &&
    py`rename = {${commaList(renamed.map(({ field }) => py`${str(attributeName(field.name))}: ${str(field.name)}`))}}  # noqa: RUF012 - read by the library as it stands`;
  const required = given.filter((each) => each.required);
  return [
    bodyType(body, given),
    py`
      class ${name(`${body}Factory`)}(${imported("factory.base", "Factory")}[${name(body)}]):
          class Meta:
              model = ${name(body)}
              ${rename}

          ${required.map(({ field }) => py`${name(attributeName(field.name))} = ${factoryValue(kit, entity, field)}`)}`,
  ];
}

function bodyType(body: string, given: readonly { readonly field: Field; readonly required: boolean }[]): Py {
  const typedDict = imported("typing", "TypedDict");
  const types = given.map(({ field, required }) => {
    const type = fieldType(field);
    return { name: field.name, type: required ? type : py`${imported("typing", "NotRequired")}[${type}]` };
  });
  if (types.every((entry) => isPlainName(entry.name))) {
    return py`
      class ${name(body)}(${typedDict}):
          ${types.length === 0 ? py`pass` : types.map((entry) => py`${name(entry.name)}: ${entry.type}`)}`;
  }
  return py`${name(body)} = ${typedDict}(${str(body)}, {${commaList(types.map((entry) => py`${str(entry.name)}: ${entry.type}`))}})`;
}

/** Whether a name of the contract is a Python name as it stands: snake_case or camelCase. */
function isPlainName(text: string): boolean {
  return /^[a-zA-Z][a-zA-Z0-9_]*$/.test(text) && !identifierText(text).endsWith("_");
}

function fieldType(field: Field): Py {
  const { meaning } = field;
  const type =
    meaning.kind === "scalar"
      ? scalarType(meaning.type)
      : meaning.kind === "values"
        ? py`list[${scalarType(meaning.of)}]`
        : py`str`;
  return field.nullable ? py`${type} | None` : type;
}

function scalarType(type: ScalarType): Py {
  if (type === "integer") return py`int`;
  if (type === "number") return py`float`;
  return type === "boolean" ? py`bool` : py`str`;
}
