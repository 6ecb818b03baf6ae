import { type Contract, flattenSchema, type JsonValue, type Schema } from "#contract";
import type { ErrorPart } from "#domain";
import { classNameText, identifierText, imported, literal, name, type Py, py, str } from "#python";
import type { PlannedForm } from "../error-plan.ts";
import { jsonSchemaOf } from "./json-schema.ts";

/** Classes that show the forms of errors, inner ones first; what the contract says of a value stands beside its type. */
export function errorModels(contract: Contract, forms: readonly PlannedForm[]): readonly Py[] {
  const models = new Map<string, Py>();
  for (const { form, className } of forms) {
    if (form.kind !== "json") continue;
    const drawing: Drawing = { contract, models };
    if (form.body.kind === "object") drawObject(drawing, className, form.body, form.schema);
    else models.set(className, rootModel(drawing, className, form.body, form.schema));
  }
  return [...models.values()];
}

interface Drawing {
  readonly contract: Contract;
  /** By class name, in the order in which they are printed. */
  readonly models: Map<string, Py>;
}

type ObjectPart = ErrorPart & { readonly kind: "object" };

function drawObject(drawing: Drawing, className: string, part: ObjectPart, schema: Schema | undefined): Py {
  const { contract, models } = drawing;
  const lines = [
    ...part.properties.map((property) =>
      line(
        property.name,
        drawn(drawing, className, property.name, property.part, propertyOf(contract, schema, property.name)),
        property.required,
      ),
    ),
    ...leftOut(part, schema).map((property) =>
      line(property.name, published(contract, flattenSchema(contract, property.schema)), "never"),
    ),
  ];
  const closed = schema?.additionalProperties === false && forbid();
  models.set(
    className,
    py`
      class ${name(className)}(${imported("pydantic", "BaseModel")}):
          ${closed}
          ${lines.length > 0 ? lines : py`pass`}`,
  );
  return name(className);
}

function forbid(): Py {
  return py`model_config = ${imported("pydantic", "ConfigDict")}(extra="forbid")`;
}

function rootModel(drawing: Drawing, className: string, part: ErrorPart, schema: Schema | undefined): Py {
  return py`
    class ${name(className)}(${imported("pydantic", "RootModel")}[${drawn(drawing, className, "item", part, schema).type}]):
        pass`;
}

function propertyOf(contract: Contract, schema: Schema | undefined, property: string): Schema | undefined {
  const own = schema?.properties.find((each) => each.name === property);
  const [alternative] = [...(schema?.oneOf ?? []), ...(schema?.anyOf ?? [])];
  const found =
    own ??
    (alternative && flattenSchema(contract, alternative).properties.find((each) => each.name === property));
  return found && flattenSchema(contract, found.schema);
}

/** What the contract lists and no answer has: described, for it is promised that it may be there. */
function leftOut(part: ObjectPart, schema: Schema | undefined): Schema["properties"] {
  const filled = new Set(part.properties.map((property) => property.name));
  return (schema?.properties ?? []).filter((property) => !filled.has(property.name));
}

// Attributes of every model, which a field must not hide.
const ofModels =
  /^(model_|copy$|construct$|dict$|from_orm$|json$|parse_|schema|update_forward_refs$|validate$)/;

function line(property: string, type: Drawn, required: boolean | "never"): Py {
  const plain = identifierText(property);
  const attribute = ofModels.test(plain) ? `${plain.replace(/_$/, "")}_` : plain;
  const field = imported("pydantic", "Field");
  const annotations = [
    ...(type.publishedAs ? [type.publishedAs] : []),
    ...(attribute === property ? [] : [py`${field}(alias=${str(property)})`]),
  ];
  const annotated =
    annotations.length === 0
      ? type.type
      : py`${imported("typing", "Annotated")}[${[type.type, ...annotations]}]`;
  const factory = required !== true && py` = ${field}(default_factory=${type.factory})`;
  return py`${name(attribute)}: ${annotated}${factory}`;
}

interface Drawn {
  readonly type: Py;
  /** What the contract says of it, where the type alone says less. */
  readonly publishedAs?: Py;
  /** Makes a value, where the contract does not require one: a default would be told as one of the contract's. */
  readonly factory: Py;
}

function drawn(
  drawing: Drawing,
  outer: string,
  property: string,
  part: ErrorPart,
  schema: Schema | undefined,
): Drawn {
  const { contract } = drawing;
  const inner = `${outer}${classNameText(property)}`;
  switch (part.kind) {
    case "object": {
      const type = drawObject(
        drawing,
        schema?.name === undefined ? inner : classNameText(schema.name),
        part,
        schema,
      );
      return { type, factory: type };
    }
    case "each": {
      const items = schema?.items && flattenSchema(contract, schema.items);
      const item = drawn(drawing, outer, property, part.item, items);
      const type = item.publishedAs
        ? py`${imported("typing", "Annotated")}[${[item.type, item.publishedAs]}]`
        : item.type;
      return { type: py`list[${type}]`, factory: py`list`, ...bounded(schema) };
    }
    default:
      return schema ? published(contract, schema) : plain(part);
  }
}

function bounded(schema: Schema | undefined): { readonly publishedAs?: Py } {
  const bounds = [
    ...(schema?.minItems === undefined ? [] : [py`min_length=${schema.minItems}`]),
    ...(schema?.maxItems === undefined ? [] : [py`max_length=${schema.maxItems}`]),
  ];
  return bounds.length === 0 ? {} : { publishedAs: py`${imported("pydantic", "Field")}(${bounds})` };
}

function plain(part: ErrorPart): Drawn {
  if (part.kind === "status" && part.as === "integer") return { type: py`int`, factory: py`int` };
  return { type: py`str`, factory: py`str` };
}

const pythonTypes: Readonly<Record<string, string>> = {
  string: "str",
  integer: "int",
  number: "float",
  boolean: "bool",
};

/** A value by its type alone; with all that the contract says of it, where that is more. */
function published(contract: Contract, schema: Schema): Drawn {
  const said = jsonSchemaOf(contract, schema);
  const [only] = schema.types;
  const simple =
    schema.types.length === 1 && !schema.nullable && only !== undefined ? pythonTypes[only] : undefined;
  const isPlain = simple !== undefined && Object.keys(said).length === 1;
  const type = simple === undefined ? composite(schema) : { type: name(simple), factory: name(simple) };
  return isPlain ? type : { ...type, publishedAs: publishing(said) };
}

function publishing(said: JsonValue): Py {
  return py`${imported("pydantic", "WithJsonSchema")}(${literal(said)})`;
}

function composite({ types }: Schema): Drawn {
  const any = imported("typing", "Any");
  if (types.length === 1 && types[0] === "array") return { type: py`list[${any}]`, factory: py`list` };
  if (types.length === 1 && types[0] === "object") return { type: py`dict[str, ${any}]`, factory: py`dict` };
  return { type: any, factory: py`dict` };
}
