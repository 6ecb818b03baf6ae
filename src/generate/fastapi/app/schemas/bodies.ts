import { flattenSchema, type Schema } from "#contract";
import {
  type Behaviour,
  type BodyField,
  type BodyShape,
  type CreateManyBehaviour,
  changesRow,
  type Entity,
  type Field,
  fieldOf,
  givenField,
  isPatch,
  type Need,
  namesSeveral,
} from "#domain";
import { imported, type JsonLike, literal, name, nothing, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../blueprint.ts";
import { looseEnvelope } from "../../loose-envelope.ts";
import { bodySchema, classConfig, classXml, formSchema, propertyXml } from "../../media/xml-keywords.ts";
import { notRepeated } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { fileLine, spelled } from "../forms.ts";
import { inputType, isLoginField } from "../input-types.ts";
import { annotate, choiceInput, scalarInput } from "../value-types.ts";
import { base, fieldLine, type NamedClass } from "./field-line.ts";
import { givenLine, readOnlyLines } from "./given-line.ts";
import { fieldOfKind, unionClass } from "./kinds.ts";
import { credentialField, keysField, queryField } from "./query-fields.ts";

/** The object that a request brings, and the envelope around it where there is one. */
export function bodyClasses(blueprint: Blueprint, operation: OperationBlueprint): readonly NamedClass[] {
  const { behaviour } = operation.meaning;
  const { bodyClass, requestClass } = operation;
  if (!("body" in behaviour) || bodyClass === undefined || requestClass === undefined) return [];
  const { body } = behaviour;
  const entity = entityNamed(blueprint, behaviour.entity);
  const classes = body.kinds
    ? kindClasses(blueprint, operation, entity, body)
    : [oneClass(blueprint, operation, behaviour, bodyClass)];
  if (body.envelope === undefined) return classes;
  const loose = looseEnvelope(blueprint, operation);
  const envelope = py`
    class ${name(requestClass)}(${base("RequestModel")}):
        ${loose === undefined ? [] : [publishOptional([loose], undefined)]}
        ${fieldLine(blueprint, body.envelope, behaviour.kind === "create-many" ? manyType(behaviour, name(bodyClass)) : name(bodyClass), undefined)}`;
  return [...classes, [requestClass, envelope]];
}

type WithBody = Exclude<Extract<Behaviour, { readonly body: BodyShape }>, { readonly kind: "custom" }>;

function oneClass(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  behaviour: WithBody,
  bodyClass: string,
): NamedClass {
  const { contract } = operation;
  const { body } = behaviour;
  const form = bodySchema(blueprint, operation) ?? formSchema(blueprint, operation);
  const entity = entityNamed(blueprint, behaviour.entity);
  const patches = isPatch(behaviour);
  const key = behaviour.kind === "update-by-body" ? behaviour.key : undefined;
  const lines = body.fields.flatMap((given) => {
    const field = givenField(entity, body, given.field);
    if (!field) return [];
    if (behaviour.kind === "login" && behaviour.byQuery)
      return credentialField(blueprint, contract, entity, given);
    if (namesSeveral(behaviour) && behaviour.byQuery)
      return keysField(blueprint, contract, behaviour.body.own?.[0], given.required);
    if (behaviour.kind === "update-by-query") return queryField(blueprint, contract, entity, given);
    const asked = { blueprint, entity, field, given, body, signingIn: isCompared(behaviour, field), form };
    const line = patches && field.name !== key && !given.required ? patchField(asked) : bodyField(asked);
    return [besideCredentials(body, field.name, line)];
  });
  lines.push(
    ...(body.form?.files ?? []).map((file) => fileLine(blueprint, file)),
    ...ignoredFields(blueprint, entity, body, isChange(behaviour)),
    ...readOnlyLines(blueprint, body.closed ?? []),
  );
  const isQuery = behaviour.kind === "login" && behaviour.byQuery;
  const loose = (isQuery ? [] : body.fields).flatMap(({ field, declaredOptional }) =>
    declaredOptional ? [field] : [],
  );
  const xml = isQuery ? undefined : classXml(blueprint, form);
  lines.unshift(
    ...(loose.length > 0 ? [publishOptional(loose, xml)] : xml ? classConfig(blueprint, form) : []),
  );
  return [
    bodyClass,
    patches
      ? patchClass(bodyClass, lines, body)
      : plainClass(bodyClass, [...lines, ...repeated(behaviour)], entity, body),
  ];
}

/** The line of a field, with what is to be said where nothing comes of it. */
function besideCredentials(body: BodyShape, field: string, line: Py): Py {
  const { own } = body;
  const is = own?.find(({ name: title }) => title === field)?.is;
  const granted = own?.find((each) => each.is === "grant")?.name;
  if (is === "unchecked")
    return py`
      # Taken and not checked: nothing here knows how.
      ${line}`;
  if (field !== granted) return line;
  return py`
    ${body.form ? py`# Taken, as forms of OAuth 2 have it: callers get what their account may do.` : py`# Taken, and nothing comes of it: credentials are told apart without a name.`}
    ${line}`;
}

/** A class for each kind that the body may be of, and one for any of them. */
function kindClasses(
  blueprint: Blueprint,
  { bodyClass = "", kindClasses: titles = [] }: OperationBlueprint,
  entity: Entity,
  body: BodyShape,
): readonly NamedClass[] {
  const { kinds = [] } = body;
  const classes = kinds.map((kind, index): NamedClass => {
    const title = titles[index] ?? bodyClass;
    const lines = kind.fields.flatMap((given) => {
      const found = givenField(entity, kind, given.field);
      if (!found) return [];
      const field = fieldOfKind(entity, found, kind.value);
      return [bodyField({ blueprint, entity, field, given, body, signingIn: false })];
    });
    const files = (body.form?.files ?? []).map((file) => fileLine(blueprint, file));
    const ignored = ignoredFields(blueprint, entity, kind, false);
    const all = [...lines, ...files, ...ignored, ...readOnlyLines(blueprint, kind.closed ?? [])];
    return [title, plainClass(title, all, entity, kind)];
  });
  const union = unionClass(bodyClass, titles, entity.kinds?.field ?? "", "input");
  return [...classes, [bodyClass, union]];
}

/** Several bodies in a list, held to as many as the contract allows, or as can be made at once. */
export function manyType({ bounds, answer }: CreateManyBehaviour, type: Py): Py {
  const { minItems, maxItems } = bounds;
  const limits = [
    ...(minItems === undefined ? [] : [py`min_length=${minItems}`]),
    ...(maxItems === undefined ? [] : [py`max_length=${maxItems}`]),
  ];
  const after = (check: string): Py => py`${imported("pydantic", "AfterValidator")}(${base(check)})`;
  return annotate(py`list[${type}]`, [
    ...(limits.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${limits})`]),
    ...(maxItems === undefined ? [after("refuse_many")] : []),
    ...(needsOne(answer) && (minItems ?? 0) < 1 ? [after("refuse_none")] : []),
  ]);
}

/** Whether one of the rows is answered, so that there must be one. */
export function needsOne({ all, representation }: CreateManyBehaviour["answer"]): boolean {
  return !all && representation !== undefined;
}

function isChange(behaviour: Behaviour): boolean {
  return changesRow(behaviour) || behaviour.kind === "update-current-account";
}

/** What may be sent and is made here all the same: held to its type as the contract says, and then left alone. */
function ignoredFields(
  blueprint: Blueprint,
  entity: Entity,
  body: Pick<BodyShape, "ignored">,
  changes: boolean,
): readonly Py[] {
  const lines = (body.ignored ?? []).flatMap(({ field: fieldName, required }) => {
    const field = fieldOf(entity, fieldName);
    const type = field && madeType(field);
    if (!type) return [];
    return [
      required
        ? fieldLine(blueprint, fieldName, type, undefined)
        : fieldLine(blueprint, fieldName, py`${base("Omittable")}[${type}]`, py`None`),
    ];
  });
  const why = changes
    ? py`# May be sent, and changes nothing.`
    : py`# May be sent, and is made here all the same.`;
  return lines.length === 0 ? [] : [why, ...lines];
}

/** What nothing can be done without is asked for, also where the contract, and what is published, does not. */
function publishOptional(fields: readonly string[], xml: JsonLike | undefined): Py {
  const given = [...fields.map((field) => str(field)), ...(xml ? [py`xml=${literal(xml)}`] : [])];
  const publish = py`${base("publish_optional")}(${given})`;
  return py`
    model_config = ${imported("pydantic", "ConfigDict")}(json_schema_extra=${publish})

`;
}

/** What is sent must at least be of its type. */
function madeType({ meaning, bounds }: Field): Py {
  if (meaning.kind === "enum") {
    const { type, annotations } = choiceInput(meaning.values);
    return annotate(type, annotations);
  }
  if (meaning.kind !== "identity" && meaning.kind !== "parent-key" && meaning.kind !== "scalar")
    return base("Text");
  const { type, annotations } = scalarInput(meaning.type, bounds, false);
  return annotate(type, annotations);
}

function plainClass(
  className: string,
  lines: readonly Py[],
  entity: Entity,
  body: Pick<BodyShape, "closed" | "needs">,
): Py {
  return py`
    class ${name(className)}(${parents(body)}):
        ${lines.length === 0 ? py`pass` : lines}
        ${(body.needs ?? []).map((need) => requireNeeded(entity, need))}`;
}

/** Whether what is given is only looked for: then it is not held to what new accounts are. */
function isCompared({ kind }: WithBody, { meaning }: Field): boolean {
  return kind === "login" || (looksUp.has(kind) && meaning.kind !== "password");
}

const looksUp: ReadonlySet<Behaviour["kind"]> = new Set([
  "forgot-password",
  "check-reset-token",
  "reset-password",
  "confirm-account",
  "resend-confirmation",
]);

/** A new password that is given twice is the same both times. */
function repeated(behaviour: WithBody): readonly Py[] {
  if (behaviour.kind !== "reset-password" || behaviour.repeatedField === undefined) return [];
  const { newField, repeatedField } = behaviour;
  const given = (field: string): Py => py`self.${name(attributeName(field))}`;
  return [
    py`

    @${imported("pydantic", "model_validator")}(mode="after")
    def refuse_unequal(self) -> ${imported("typing", "Self")}:
        if ${given(repeatedField)} != ${given(newField)}:
            raise ${imported("pydantic_core", "PydanticCustomError")}("unequal", ${str(notRepeated(repeatedField, newField))})
        return self`,
  ];
}

/** What may be left out, but not with this value of another field. */
function requireNeeded(entity: Entity, { field, where, is }: Need): Py {
  const given = name(attributeName(field));
  const isEmpty =
    fieldOf(entity, field)?.meaning.kind === "values" ? py`not self.${given}` : py`self.${given} is None`;
  return py`

    @${imported("pydantic", "model_validator")}(mode="after")
    def ${name(`require_${given.text}`)}(self) -> ${imported("typing", "Self")}:
        if self.${name(attributeName(where))} == ${str(is)} and ${isEmpty}:
            raise ${base("missing")}(${str(field)})
        return self`;
}

function parents({ closed }: Pick<BodyShape, "closed">): Py {
  return closed ? py`${base("RequestModel")}, extra="forbid"` : base("RequestModel");
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
    class ${name(className)}(${parents(body)}):
        ${lines}
        ${refuseEmpty}`;
}

function patchField(asked: GivenField): Py {
  const { blueprint, entity, field, form } = asked;
  const { type, annotations } = inputType(blueprint, entity, field, false);
  const more = [...published({ ...asked, signingIn: false }), ...propertyXml(blueprint, form, field.name)];
  const spelled = annotate(type, [...annotations, ...more]);
  return fieldLine(blueprint, field.name, omittable(spelled, field), py`None`);
}

/** A field of a change. One that may be null is told from an absent one by `model_fields_set`. */
function omittable(type: Py, field: Field): Py {
  return field.nullable || field.nullKeeps ? py`${type} | None` : py`${base("Omittable")}[${type}]`;
}

interface GivenField {
  readonly blueprint: Blueprint;
  readonly entity: Entity;
  readonly field: Field;
  readonly given: BodyField;
  readonly body: BodyShape;
  readonly signingIn: boolean;
  /** How the contract describes the body. */
  readonly form?: Schema | undefined;
}

function bodyField(asked: GivenField): Py {
  const { blueprint, entity, field, given, body, signingIn, form } = asked;
  const { required } = given;
  const more = published(asked);
  const { type, annotations } = inputType(blueprint, entity, field, signingIn);
  const keys = body.own?.find(({ name: own, is }) => is === "keys" && own === field.name);
  const cut =
    keys && keys.bounds.maxItems === undefined
      ? [py`${imported("pydantic", "AfterValidator")}(${base("refuse_many")})`]
      : [];
  const known = {
    type,
    annotations: [...annotations, ...cut, ...more, ...propertyXml(blueprint, form, field.name)],
  };
  return givenLine(blueprint, field, required, body.form ? spelled(known, isSpelledAsIs(field)) : known);
}

function published(asked: GivenField): readonly Py[] {
  const said = publishedOnly(asked);
  return Object.keys(said).length > 0
    ? [py`${imported("pydantic", "Field")}(json_schema_extra=${literal(said)})`]
    : [];
}

/** What the contract says of a value that it is not held to here: what is compared, not kept, is right or wrong. */
function publishedOnly({
  blueprint,
  entity,
  field,
  given,
  signingIn,
  form,
}: GivenField): Readonly<Record<string, JsonLike>> {
  const isPassword = field.meaning.kind === "password";
  const isLoose = signingIn && (isPassword || isLoginField(blueprint, entity, field));
  const said = isLoose ? form?.properties.find(({ name: each }) => each === field.name)?.schema : undefined;
  const { minLength, maxLength, pattern } = said ? flattenSchema(blueprint.contract, said) : {};
  return {
    ...(isPassword && given.format === "password" && { format: given.format }),
    ...(minLength !== undefined && minLength > 0 && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && { pattern }),
  };
}

/** Whether a part of a form spells a value as JSON does between its quotes. */
function isSpelledAsIs({ meaning }: Field): boolean {
  return meaning.kind !== "scalar" || !["integer", "number", "decimal", "boolean"].includes(meaning.type);
}
