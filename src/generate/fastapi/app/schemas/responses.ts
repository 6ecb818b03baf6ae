import { flattenSchema, jsonMedia, successResponses } from "#contract";
import {
  type AnswerShape,
  type Behaviour,
  type Counts,
  fieldOf,
  type Telling,
  type TokenAnswer,
  type TokenField,
  type ToldValue,
} from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../blueprint.ts";
import { rootTitle } from "../../media/xml-keywords.ts";
import { wholeOf } from "../../response-names.ts";
import { tokenAnswerOf, tokenClassName, toldClassName } from "../../token-answers.ts";
import { representationClass } from "../names.ts";
import { scalarOutput } from "../output-types.ts";
import { annotate } from "../value-types.ts";
import { wholeLines } from "./cells.ts";
import { constantType, only } from "./constant-type.ts";
import { base, fieldLine, type NamedClass } from "./field-line.ts";
import { lineClass } from "./lines.ts";
import { listResponse } from "./list-response.ts";
import { reportClass } from "./reports.ts";

/** The envelope around an answer, where there is one. */
export function responseClass(blueprint: Blueprint, operation: OperationBlueprint): readonly NamedClass[] {
  const { behaviour, module } = operation.meaning;
  const { responseClass: className } = operation;
  if (behaviour.kind === "custom" || className === undefined) return [];
  const title = rootTitle(blueprint, operation);
  if (behaviour.kind === "list") return listResponse(blueprint, className, behaviour, title);
  if (behaviour.kind === "count-by-value")
    return [[className, responseModel(className, countLines(blueprint, operation, behaviour.counts), title)]];
  const whole = wholeOf(behaviour);
  if (whole && "entity" in behaviour) {
    const entity = entityNamed(blueprint, behaviour.entity);
    return [[className, responseModel(className, wholeLines(blueprint, module, entity, whole), title)]];
  }
  if (behaviour.kind === "report") return [[className, reportClass(blueprint, operation, className)]];
  if (behaviour.kind === "list-lines") return [[className, lineClass(blueprint, className, behaviour)]];
  const token = tokenAnswerOf(behaviour);
  if (token)
    return tokenClasses(
      blueprint,
      [className, tokenClassName(token, behaviour.kind)],
      behaviour.answer,
      token,
      title,
    );
  if (behaviour.kind !== "distinct-values" && behaviour.answer.telling)
    return tellingClasses(blueprint, className, behaviour.answer, behaviour.answer.telling, title);
  if (behaviour.answer.envelope === undefined) return [];
  const { envelope } = behaviour.answer;
  if (behaviour.kind === "distinct-values") {
    const type = distinctValueType(blueprint, behaviour);
    return [
      [
        className,
        responseModel(className, [fieldLine(blueprint, envelope, py`list[${type}]`, undefined)], title),
      ],
    ];
  }
  if (behaviour.answer.representation === undefined) return [];
  const row = representationClass(blueprint, behaviour.answer.representation);
  const told = constantLines(blueprint, behaviour.answer.constants ?? []);
  return [
    [className, responseModel(className, [fieldLine(blueprint, envelope, row, undefined), ...told], title)],
  ];
}

function countLines(blueprint: Blueprint, operation: OperationBlueprint, { parts }: Counts): readonly Py[] {
  const type = countType(blueprint, operation);
  return parts.map(({ name: title }) => fieldLine(blueprint, title, type, undefined));
}

/** A count, published as the contract calls it. */
export function countType(blueprint: Blueprint, { contract }: OperationBlueprint): Py {
  const media = jsonMedia(successResponses(contract)[0]?.content ?? []);
  const outer = media?.schema && flattenSchema(blueprint.contract, media.schema);
  const more = outer?.additionalProperties;
  const node = typeof more === "object" ? more : outer?.properties[0]?.schema;
  const format = node && flattenSchema(blueprint.contract, node).format;
  return format === undefined
    ? py`int`
    : annotate(py`int`, [py`${base("published")}(format=${str(format)})`]);
}

/** What tells how something went, and the envelope around it where there is one. */
function tellingClasses(
  blueprint: Blueprint,
  className: string,
  { envelope, constants = [] }: AnswerShape,
  telling: Telling,
  title: Py | undefined,
): readonly NamedClass[] {
  const lines = tellingLines(blueprint, telling);
  if (envelope === undefined) return [[className, responseModel(className, lines, title)]];
  const inner = toldClassName(telling, { className, envelope });
  const outer = [
    fieldLine(blueprint, envelope, name(inner), undefined),
    ...constantLines(blueprint, constants),
  ];
  return [
    [inner, responseModel(inner, lines)],
    [className, responseModel(className, outer, title)],
  ];
}

function tellingLines(blueprint: Blueprint, { parts }: Telling): readonly Py[] {
  return parts.map(({ name: title, is, format }) => {
    const type = is.kind === "constant" && is.only ? only(is.value) : toldType(is);
    const named =
      format === undefined || is.kind === "now" ? [] : [py`${base("published")}(format=${str(format)})`];
    const whole = annotate(type, named);
    return is.kind === "left-out"
      ? fieldLine(blueprint, title, py`${base("Omitted")}[${whole}]`, py`None`)
      : fieldLine(blueprint, title, whole, undefined);
  });
}

function toldType(is: ToldValue): Py {
  if (is.kind === "size" || is.kind === "rows") return py`int`;
  if (is.kind === "now") return base("Timestamp");
  if (is.kind === "left-out") return scalarOutput(is.type);
  if (is.kind !== "constant") return py`str`;
  return { number: py`int`, boolean: py`bool`, string: py`str` }[
    typeof is.value as "number" | "boolean" | "string"
  ];
}

function constantLines(
  blueprint: Blueprint,
  constants: NonNullable<AnswerShape["constants"]>,
): readonly Py[] {
  return constants.map((constant) => fieldLine(blueprint, constant.name, constantType(constant), undefined));
}

/** The object that holds a token, and the envelope around it where there is one. */
function tokenClasses(
  blueprint: Blueprint,
  [className, title]: readonly [whole: string, inner: string],
  { envelope, constants = [] }: AnswerShape,
  token: TokenAnswer,
  whole: Py | undefined,
): readonly NamedClass[] {
  const lines = token.fields.map((field) =>
    fieldLine(blueprint, field.name, tokenFieldType(blueprint, field), undefined),
  );
  const parent = token.account === undefined ? undefined : representationClass(blueprint, token.account);
  const own = envelope === undefined ? whole : undefined;
  const inner: NamedClass = [title, responseModel(title, lines, own, parent)];
  if (envelope === undefined) return [inner];
  const outer = [
    fieldLine(blueprint, envelope, name(title), undefined),
    ...constantLines(blueprint, constants),
  ];
  return [inner, [className, responseModel(className, outer, whole)]];
}

function tokenFieldType(blueprint: Blueprint, { is }: TokenField): Py {
  switch (is.kind) {
    case "token":
    case "refresh":
      return py`str`;
    case "constant":
      return is.declared ? only(is.value) : typeof is.value === "string" ? py`str` : py`bool`;
    case "lifetime":
    case "refresh-lifetime":
      return py`int`;
    case "expiry":
    case "refresh-expiry":
      return is.as === "seconds" ? py`int` : base("Timestamp");
    case "account-login":
      return py`str`;
    case "account-key":
      return { integer: py`int`, uuid: imported("uuid", "UUID"), string: py`str` }[is.as];
    case "account":
      return representationClass(blueprint, is.representation);
  }
}

/** What the values are that a field has in all rows. */
export function distinctValueType(
  blueprint: Blueprint,
  behaviour: Extract<Behaviour, { readonly kind: "distinct-values" }>,
): Py {
  const field = fieldOf(entityNamed(blueprint, behaviour.entity), behaviour.field);
  return field?.meaning.kind === "values" ? scalarOutput(field.meaning.of) : py`str`;
}

function responseModel(
  className: string,
  lines: readonly Py[],
  title?: Py,
  parent: Py = base("ResponseModel"),
): Py {
  return py`
    class ${name(className)}(${parent}${title && py`, title=${title}`}):
        ${lines}`;
}
