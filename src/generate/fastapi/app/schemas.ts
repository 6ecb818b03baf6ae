import { pascalCase } from "#base";
import type { BodyShape, Entity, Field, ListBehaviour } from "#domain";
import { imported, literal, name, nothing, type Py, py, str } from "#python";
import type {
  Blueprint,
  ModuleBlueprint,
  OperationBlueprint,
  RepresentationBlueprint,
} from "../blueprint.ts";
import { entityNamed } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { attributeName, isSearched } from "../tables.ts";
import { annotate, inputType, isLoginField, isPathKey, signsInByMail } from "./input-types.ts";
import { aliasOf, longString, pythonFile, representationClass, shownFields } from "./names.ts";

const base = (symbol: string): Py => imported("app.schemas", symbol);

/** `app/<module>/schemas.py`: what its operations take and answer. */
export function emitSchemas(blueprint: Blueprint, module: ModuleBlueprint): readonly GeneratedFile[] {
  const bodies = unique(module.operations.flatMap((operation) => bodyClasses(blueprint, operation)));
  const queries = unique(module.operations.flatMap((operation) => queryClass(blueprint, operation)));
  const representations = inheritanceOrder(module.representations).map(
    (form): Named => [form.className, representation(blueprint, form)],
  );
  const responses = unique(module.operations.flatMap((operation) => responseClass(blueprint, operation)));
  const classes = [...queries, ...bodies, ...representations, ...responses].map(([, text]) => text);
  if (classes.length === 0) return [];
  const body = [...inputAliases(blueprint, module), ...classes];
  return [pythonFile(`app/${module.name}/schemas.py`, body)];
}

type Named = readonly [className: string, text: Py];

function unique(named: readonly Named[]): readonly Named[] {
  return [...new Map(named).entries()];
}

function inheritanceOrder(forms: readonly RepresentationBlueprint[]): readonly RepresentationBlueprint[] {
  return forms.toSorted((one, other) => Number(one.base !== undefined) - Number(other.base !== undefined));
}

/** Validators and types that the request bodies of a module share. */
function inputAliases(blueprint: Blueprint, module: ModuleBlueprint): readonly Py[] {
  const used = module.operations.flatMap(({ meaning: { behaviour } }) =>
    "body" in behaviour
      ? behaviour.body.fields.map(({ field }) => ({
          entity: behaviour.entity,
          field,
          login: behaviour.kind === "login",
        }))
      : [],
  );
  const fields = [...new Map(used.map((use) => [`${use.entity} ${use.field}`, use])).values()].flatMap(
    ({ entity: entityName, field: fieldName }) => {
      const entity = entityNamed(blueprint, entityName);
      return entity.fields
        .filter(({ name: candidate }) => candidate === fieldName)
        .map((field) => ({ entity, field }));
    },
  );
  const keys = fields.filter(({ entity, field }) => isPathKey(entity, field));
  const searched = fields.some(
    ({ entity, field }) => field.meaning.kind === "values" && isSearched(blueprint.domain, entity, field),
  );
  return [
    ...(keys.length > 0 ? [refuseUnaddressable()] : []),
    ...(searched ? [dropRepeated()] : []),
    ...fields.flatMap(({ entity, field }) => fieldAlias(blueprint, entity, field)),
  ];
}

function refuseUnaddressable(): Py {
  return py`
    def refuse_unaddressable(value: str) -> str:
        if "/" in value or value in {".", ".."}:
            raise ${imported("pydantic_core", "PydanticCustomError")}("unaddressable", "must be usable as one segment of a path")
        return value`;
}

function dropRepeated(): Py {
  return py`
    def drop_repeated(values: list[str]) -> list[str]:
        return list(dict.fromkeys(values))`;
}

function fieldAlias(blueprint: Blueprint, entity: Entity, field: Field): readonly Py[] {
  const title = pascalCase(field.name);
  const annotated = imported("typing", "Annotated");
  const after = imported("pydantic", "AfterValidator");
  if (isPathKey(entity, field)) {
    return [
      py`${name(title)} = ${annotated}[${base("IndexedText")}, ${after}(${base("refuse_blank")}), ${after}(refuse_unaddressable)]`,
    ];
  }
  if (isLoginField(blueprint, entity, field)) {
    const login = signsInByMail(field)
      ? py`
          # What differs in case only is the same address. Some letters become two when lower-cased, so the
          # length is checked afterwards.
          ${name(title)} = ${annotated}[${base("Text")}, ${after}(str.lower), ${after}(${base("refuse_long")})]`
      : py`${name(title)} = ${base("IndexedText")}`;
    return [
      py`
      ${login}
      Filled${name(title)} = ${annotated}[${name(title)}, ${after}(${base("refuse_blank")})]`,
    ];
  }
  if (field.meaning.kind === "password")
    return [py`Filled${name(title)} = ${annotated}[${base("Text")}, ${after}(${base("refuse_blank")})]`];
  return [];
}

function bodyClasses(blueprint: Blueprint, operation: OperationBlueprint): readonly Named[] {
  const { behaviour } = operation.meaning;
  const { bodyClass, requestClass } = operation;
  if (!("body" in behaviour) || bodyClass === undefined || requestClass === undefined) return [];
  const { body } = behaviour;
  const entity = entityNamed(blueprint, behaviour.entity);
  const isPatch =
    behaviour.kind === "update-current-account" ||
    (behaviour.kind === "update" && behaviour.mode === "patch");
  const lines = body.fields.flatMap(({ field: fieldName, required }) => {
    const field = entity.fields.find(({ name: candidate }) => candidate === fieldName);
    if (!field) return [];
    return [
      isPatch
        ? patchField(blueprint, entity, field)
        : bodyField(blueprint, entity, field, required, behaviour.kind === "login"),
    ];
  });
  const inner = isPatch ? patchClass(bodyClass, lines, body) : plainClass(bodyClass, lines);
  if (body.envelope === undefined) return [[bodyClass, inner]];
  const envelope = py`
    class ${name(requestClass)}(${base("RequestModel")}):
        ${fieldLine(blueprint, body.envelope, name(bodyClass), undefined)}`;
  return [
    [bodyClass, inner],
    [requestClass, envelope],
  ];
}

function plainClass(className: string, lines: readonly Py[]): Py {
  return py`
    class ${name(className)}(${base("RequestModel")}):
        ${lines}`;
}

function patchClass(className: string, lines: readonly Py[], body: BodyShape): Py {
  const refuseEmpty = body.atLeastOne
    ? py`

        @${imported("pydantic", "model_validator")}(mode="after")
        def refuse_empty(self) -> ${imported("typing", "Self")}:
            if not self.model_fields_set:
                raise ${imported("pydantic_core", "PydanticCustomError")}("empty", "at least one field is required")
            return self`
    : nothing;
  return py`
    class ${name(className)}(${base("RequestModel")}):
        ${lines}
        ${refuseEmpty}`;
}

function patchField(blueprint: Blueprint, entity: Entity, field: Field): Py {
  const type = inputType(blueprint, entity, field, false);
  return fieldLine(blueprint, field.name, omittable(type, field), py`None`);
}

/** A field of a change. One that may be null is told from an absent one by `model_fields_set`. */
function omittable(type: Py, field: Field): Py {
  return field.nullable ? py`${type} | None` : py`${base("Omittable")}[${type}]`;
}

function bodyField(
  blueprint: Blueprint,
  entity: Entity,
  field: Field,
  required: boolean,
  signingIn: boolean,
): Py {
  const optionalList = !required && field.meaning.kind === "values";
  const more = [
    ...(field.meaning.kind === "password"
      ? [py`${imported("pydantic", "Field")}(json_schema_extra={"format": "password"})`]
      : []),
    ...(optionalList ? [py`${imported("pydantic", "Field")}(default_factory=list)`] : []),
  ];
  const type = inputType(blueprint, entity, field, signingIn, more);
  const whole = field.nullable ? py`${type} | None` : type;
  if (required || optionalList) return fieldLine(blueprint, field.name, whole, undefined);
  const fallback = field.default ?? (field.nullable ? null : undefined);
  if (fallback === undefined)
    return fieldLine(blueprint, field.name, py`${base("Omittable")}[${whole}]`, py`None`);
  return fieldLine(blueprint, field.name, whole, literal(fallback));
}

/** One field of a model, with the alias that its API name needs. */
function fieldLine(blueprint: Blueprint, apiName: string, type: Py, fallback: Py | undefined): Py {
  const alias = aliasOf(blueprint, apiName);
  const aliased =
    alias === undefined ? type : annotate(type, [py`${imported("pydantic", "Field")}(alias=${str(alias)})`]);
  return fallback === undefined
    ? py`${name(attributeName(apiName))}: ${aliased}`
    : py`${name(attributeName(apiName))}: ${aliased} = ${fallback}`;
}

/** Query parameters of a list with filters; a list that is only paged takes the shared page. */
function queryClass(blueprint: Blueprint, operation: OperationBlueprint): readonly Named[] {
  const { behaviour } = operation.meaning;
  if (behaviour.kind !== "list" || operation.queryClass === undefined || operation.queryClass === "Page")
    return [];
  const lines = behaviour.filters.map((filter) =>
    filterLine(blueprint, behaviour, filter.parameter, filter.description),
  );
  return [
    [
      operation.queryClass,
      py`
        class ${name(operation.queryClass)}(${base(behaviour.pagination ? "Page" : "RequestModel")}):
            ${lines}`,
    ],
  ];
}

function filterLine(blueprint: Blueprint, list: ListBehaviour, parameter: string, description: string): Py {
  const filter = list.filters.find((candidate) => candidate.parameter === parameter);
  const entity = entityNamed(blueprint, list.entity);
  const field =
    filter?.by.kind === "field"
      ? entity.fields.find(
          ({ name: candidate }) => filter.by.kind === "field" && candidate === filter.by.field,
        )
      : undefined;
  const type = filterType(field);
  const described =
    description === "" ? [] : [py`${imported("pydantic", "Field")}(description=${longString(description)})`];
  return fieldLine(blueprint, parameter, annotate(py`${base("Omittable")}[${type}]`, described), py`None`);
}

/** Query values arrive as text, so numbers and flags are not held to JSON's strictness. */
function filterType(field: Field | undefined): Py {
  if (field?.meaning.kind === "enum")
    return py`${imported("typing", "Literal")}[${field.meaning.values.map((value) => str(value))}]`;
  if (field?.meaning.kind !== "scalar") return base("Text");
  switch (field.meaning.type) {
    case "integer":
      return base("BigInt");
    case "number":
      return py`float`;
    case "boolean":
      return py`bool`;
    case "uuid":
      return imported("uuid", "UUID");
    case "date":
      return imported("datetime", "date");
    case "date-time":
      return imported("pydantic", "AwareDatetime");
    default:
      return base("Text");
  }
}

function representation(blueprint: Blueprint, form: RepresentationBlueprint): Py {
  const smaller =
    form.base === undefined
      ? undefined
      : form.entity.representations.find((other) => pascalCase(other.name) === form.base);
  const inherited = new Set(smaller?.fields.map(({ field }) => field));
  const lines = shownFields(form)
    .filter((field) => !inherited.has(field.name))
    .map((field) => fieldLine(blueprint, field.name, outputType(blueprint, field), undefined));
  return py`
    class ${name(form.className)}(${form.base === undefined ? base("ResponseModel") : name(form.base)}):
        ${lines}`;
}

function outputType(blueprint: Blueprint, field: Field): Py {
  const type = plainOutput(blueprint, field);
  return field.nullable ? py`${type} | None` : type;
}

const outputScalars = { string: "str", integer: "int", number: "float", boolean: "bool" } as const;

function plainOutput(blueprint: Blueprint, field: Field): Py {
  const { meaning } = field;
  switch (meaning.kind) {
    case "created-at":
    case "updated-at":
      return base("Timestamp");
    case "caller-flag":
      return py`bool`;
    case "count":
      return py`int`;
    case "reference":
      return representationClass(blueprint, meaning.representation);
    case "values":
      return py`list[${scalarOutput(meaning.of)}]`;
    case "enum":
      return py`${imported("typing", "Literal")}[${meaning.values.map((value) => str(value))}]`;
    case "scalar":
    case "identity":
      return scalarOutput(meaning.type);
    default:
      return py`str`;
  }
}

function scalarOutput(type: string): Py {
  if (type === "date-time") return base("Timestamp");
  if (type === "date") return imported("datetime", "date");
  if (type === "uuid") return imported("uuid", "UUID");
  if (type === "decimal") return imported("decimal", "Decimal");
  return name(outputScalars[type as keyof typeof outputScalars]);
}

function responseClass(blueprint: Blueprint, operation: OperationBlueprint): readonly Named[] {
  const { behaviour } = operation.meaning;
  const { responseClass: className } = operation;
  if (behaviour.kind === "custom" || className === undefined || behaviour.answer.envelope === undefined)
    return [];
  const { envelope } = behaviour.answer;
  if (behaviour.kind === "distinct-values") {
    const field = entityNamed(blueprint, behaviour.entity).fields.find(
      ({ name: candidate }) => candidate === behaviour.field,
    );
    const type = field?.meaning.kind === "values" ? scalarOutput(field.meaning.of) : py`str`;
    return [
      [className, responseModel(className, [fieldLine(blueprint, envelope, py`list[${type}]`, undefined)])],
    ];
  }
  if (behaviour.answer.representation === undefined) return [];
  const row = representationClass(blueprint, behaviour.answer.representation);
  if (behaviour.kind !== "list")
    return [[className, responseModel(className, [fieldLine(blueprint, envelope, row, undefined)])]];
  const total =
    behaviour.answer.total === undefined
      ? []
      : [fieldLine(blueprint, behaviour.answer.total, py`int`, undefined)];
  return [
    [
      className,
      responseModel(className, [fieldLine(blueprint, envelope, py`list[${row}]`, undefined), ...total]),
    ],
  ];
}

function responseModel(className: string, lines: readonly Py[]): Py {
  return py`
    class ${name(className)}(${base("ResponseModel")}):
        ${lines}`;
}
