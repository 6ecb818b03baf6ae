import { type Field, type FieldMeaning, type FormFile, givenField, type ScalarType } from "#domain";
import { commaList, imported, keywords, name, type Py, py, pythonModule, str } from "#python";
import { firstParty } from "../app/names.ts";
import { choiceType } from "../app/value-types.ts";
import type { GeneratedFile } from "../file.ts";
import { attributeName } from "../tables.ts";
import { entityIn, type Kit, loadersIn, type OperationOf, operationsOf } from "./kit.ts";
import { sampleFile } from "./sample-files.ts";
import { isAdded } from "./told-keys.ts";
import { factoryValue } from "./values.ts";

export type Creating = OperationOf<"create"> | OperationOf<"create-many"> | OperationOf<"register">;

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
    ...(kit.account && isAdded(kit.account) ? [kit.account.register] : []),
    ...operationsOf(kit, "register"),
    ...operationsOf(kit, "create"),
    ...operationsOf(kit, "create-many"),
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
    const found = givenField(entity, behaviour.body, field);
    // Whose a row is that comes from outside, a test says.
    return found && found.meaning.kind !== "owner-key" ? [{ field: found, required }] : [];
  });
  const body = operation.bodyClass ?? "Body";
  const names = [
    ...given.map(({ field }) => field.name),
    ...(behaviour.body.form?.files ?? []).map((file) => file.name),
  ];
  const renamed = names.filter((each) => attributeName(each) !== each);
  const rename =
    renamed.length > 0 &&
    py`rename: ${imported("typing", "ClassVar")}[dict[str, str]] = {${commaList(renamed.map((each) => py`${str(attributeName(each))}: ${str(each)}`))}}`;
  const required = given.filter((each) => each.required);
  const files = behaviour.body.form?.files ?? [];
  return [
    bodyType(body, given, files),
    py`
      class ${name(`${body}Factory`)}(${imported("factory.base", "Factory")}[${name(body)}]):
          class Meta:
              model = ${name(body)}
              ${rename}

          ${required.map(({ field }) => py`${name(attributeName(field.name))} = ${factoryValue(kit, entity, field)}`)}
          ${files.filter((file) => file.required).map((file) => py`${name(attributeName(file.name))} = ${sampleFile(file, 0)}`)}`,
  ];
}

function bodyType(
  body: string,
  given: readonly { readonly field: Field; readonly required: boolean }[],
  files: readonly FormFile[],
): Py {
  const typedDict = imported("typing", "TypedDict");
  const all = [
    ...given.map(({ field, required }) => ({ name: field.name, type: fieldType(field), required })),
    ...files.map(({ name: part, required }) => ({ name: part, type: py`bytes`, required })),
  ];
  const types = all.map(({ name: key, type, required }) => ({
    name: key,
    type: required ? type : py`${imported("typing", "NotRequired")}[${type}]`,
  }));
  if (types.every((entry) => isPlainName(entry.name))) {
    return py`
      class ${name(body)}(${typedDict}):
          ${types.length === 0 ? py`pass` : types.map((entry) => py`${name(entry.name)}: ${entry.type}`)}`;
  }
  const entries = commaList(types.map((entry) => py`${str(entry.name)}: ${entry.type}`));
  // Ruff would have a class of what could be one; the keys of this one are in another script, or would hide a builtin.
  return types.every((entry) => isIdentifier(entry.name))
    ? py`
      ${name(body)} = ${typedDict}(  # noqa: UP013 - no class can have these keys
          ${str(body)},
          {${entries}},
      )`
    : py`${name(body)} = ${typedDict}(${str(body)}, {${entries}})`;
}

/** Whether a name of the contract can name an attribute of a class as it stands. */
function isPlainName(text: string): boolean {
  return /^[a-zA-Z]\w*$/.test(text) && !keywords.has(text) && !hidden.has(text);
}

/** Types that stand behind the keys. */
const hidden: ReadonlySet<string> = new Set(["bool", "float", "int", "list", "str"]);

function isIdentifier(text: string): boolean {
  return /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(text) && !keywords.has(text);
}

function fieldType(field: Field): Py {
  const { meaning } = field;
  const type =
    meaning.kind === "scalar"
      ? scalarType(meaning.type)
      : meaning.kind === "values"
        ? py`list[${scalarType(meaning.of)}]`
        : choiceOrWhole(meaning);
  return field.nullable ? py`${type} | None` : type;
}

function choiceOrWhole(meaning: FieldMeaning): Py {
  const any = imported("typing", "Any");
  if (meaning.kind === "objects") return py`list[dict[str, ${any}]]`;
  if (meaning.kind === "json") return any;
  if (meaning.kind === "enum") return choiceType(meaning.values);
  return meaning.kind === "constant" ? choiceType([meaning.value]) : py`str`;
}

function scalarType(type: ScalarType): Py {
  if (type === "integer") return py`int`;
  if (type === "number") return py`float`;
  return type === "boolean" ? py`bool` : py`str`;
}
