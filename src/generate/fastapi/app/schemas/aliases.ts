import { type Entity, type Field, givenField } from "#domain";
import { concat, imported, name, type Py, py } from "#python";
import { type Blueprint, entityNamed, type ModuleBlueprint } from "../../blueprint.ts";
import { isSearched } from "../../tables.ts";
import {
  aliasName,
  isFilledApart,
  isLoginField,
  isOfAnyForm,
  isPathKey,
  loginAlias,
  passwordAlias,
  signsInByMail,
} from "../input-types.ts";
import { refuseWeak, signsOf } from "../password-signs.ts";
import { scalarInput } from "../value-types.ts";
import { base } from "./field-line.ts";

/** Validators and types that the request bodies of a module share. */
export function inputAliases(blueprint: Blueprint, module: ModuleBlueprint): readonly Py[] {
  const used = [...module.operations, ...module.loaders].flatMap(({ meaning: { behaviour } }) =>
    "body" in behaviour
      ? behaviour.body.fields.map(({ field }) => ({
          entity: behaviour.entity,
          field,
          login: behaviour.kind === "login",
          body: behaviour.body,
        }))
      : [],
  );
  const given = used.flatMap(({ entity: entityName, field: fieldName, body, login }) => {
    const entity = entityNamed(blueprint, entityName);
    const field = givenField(entity, body, fieldName);
    return field && !(login && isOfAnyForm(blueprint, entity, field)) ? [{ entity, field }] : [];
  });
  // A password that is set by other rules than the account's own has a type of its own.
  const keyOf = ({ entity, field }: (typeof given)[number]): string =>
    `${entity.name} ${field.name} ${field.meaning.kind === "password" ? passwordAlias(blueprint, entity, field) : ""}`;
  const fields = [...new Map(given.map((use) => [keyOf(use), use])).values()];
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
  const title = aliasName(blueprint, field);
  const annotated = imported("typing", "Annotated");
  const after = imported("pydantic", "AfterValidator");
  const text = scalarInput("string", field.bounds, false);
  // How the value is shown is each body's to say; here is what holds of it everywhere.
  const { format: _, ...bounds } = field.bounds;
  const limits = concat(...scalarInput("string", bounds, false).annotations.map((limit) => py`, ${limit}`));
  if (isPathKey(entity, field)) {
    const { type, annotations } = scalarInput("string", field.bounds, field.bounds.maxLength === undefined);
    return [
      py`${name(title)} = ${annotated}[${[type, ...annotations, py`${after}(${base("refuse_blank")})`, py`${after}(refuse_unaddressable)`]}]`,
    ];
  }
  if (isLoginField(blueprint, entity, field)) {
    const alias = name(loginAlias(blueprint, field));
    const login = signsInByMail(field)
      ? py`
          # What differs in case only is the same address. Some letters become two when lower-cased, so the
          # length is checked afterwards.
          ${alias} = ${annotated}[${text.type}, ${after}(str.lower), ${after}(${base("refuse_long")})]`
      : py`${alias} = ${base("IndexedText")}`;
    if (!isFilledApart(field)) return [login];
    return [
      py`
      ${login}
      Filled${alias} = ${annotated}[${alias}, ${after}(${base("refuse_blank")})${limits}]`,
    ];
  }
  if (field.meaning.kind === "password") {
    const signs = signsOf(field);
    const weak = signs.length > 0 && py`, ${after}(refuse_weak)`;
    return [
      ...(weak ? [refuseWeak(signs)] : []),
      py`Filled${name(passwordAlias(blueprint, entity, field))} = ${annotated}[${base("Text")}, ${after}(${base("refuse_blank")})${weak}${limits}]`,
    ];
  }
  return [];
}
