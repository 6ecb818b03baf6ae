import { assert } from "#base";
import type { KeysetPagination, PageSize, PageStart, Pagination, ScalarType } from "#domain";
import { imported, literal, name, type Py, py } from "#python";
import type { Blueprint } from "../../blueprint.ts";
import { offsetAttribute, sharedPagination, sizeAttribute } from "../../pages.ts";
import { attributeName } from "../../tables.ts";
import { aliasOf, longString } from "../names.ts";
import { annotate } from "../value-types.ts";
import { base } from "./field-line.ts";

/** The page that lists share, with its constants. */
export function sharedPage(blueprint: Blueprint): Py {
  const pagination = sharedPagination(blueprint.domain);
  assert(pagination, "a page belongs to a list that is paged");
  const { size } = pagination;
  return py`
    PAGE_SIZE_DEFAULT = ${size.usual}
    ${size.limit !== undefined && py`PAGE_SIZE_MAX = ${size.most}`}


    class Page(RequestModel):
        ${pageFields(blueprint, pagination, {
          usual: py`PAGE_SIZE_DEFAULT`,
          most: py`PAGE_SIZE_MAX`,
          clamp: base("clamp_to_page_size"),
        })}`;
}

/** The same fields in a class of one list, whose pages are its own. */
export function ownPage(blueprint: Blueprint, pagination: Pagination): Py {
  const { usual, most } = pagination.size;
  return pageFields(blueprint, pagination, {
    usual: literal(usual),
    most: literal(most),
    clamp: py`lambda size: min(size, ${most})`,
  });
}

interface Bounds {
  readonly usual: Py;
  readonly most: Py;
  readonly clamp: Py;
}

function pageFields(blueprint: Blueprint, pagination: Pagination, bounds: Bounds): Py {
  return py`
    ${startField(blueprint, pagination)}
    ${sizeField(blueprint, pagination.size, bounds)}
    ${offsetProperty(pagination)}`;
}

function startField(blueprint: Blueprint, pagination: Pagination): Py | undefined {
  switch (pagination.style) {
    case "offset":
      return wholeNumber(blueprint, pagination.offset, base("BigInt"));
    case "number":
      return wholeNumber(blueprint, pagination.page, py`int`);
    case "first":
      return undefined;
    case "keyset":
      return py`${[pagination.after, pagination.before].flatMap((parameter) =>
        parameter === undefined ? [] : [cursorField(blueprint, pagination, parameter)],
      )}`;
  }
}

/** A parameter that says where to go on, if anywhere. */
function cursorField(blueprint: Blueprint, { cursor }: KeysetPagination, parameter: string): Py {
  const type = cursor.kind === "opaque" ? base("Text") : keyType(cursor.type);
  const whole = annotate(py`${base("Omittable")}[${type}]`, fieldOf(describe(blueprint, parameter)));
  return py`${name(attributeName(parameter))}: ${whole} = None`;
}

function keyType(type: ScalarType): Py {
  if (type === "integer") return base("BigInt");
  return base(type === "uuid" ? "Uuid" : "Text");
}

function fieldOf(settings: readonly Py[]): readonly Py[] {
  return settings.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${settings})`];
}

function wholeNumber(blueprint: Blueprint, start: PageStart, type: Py): Py {
  const { first, firstDeclared, leastDeclared } = start;
  const given = [
    leastDeclared && py`ge=${first}`,
    !firstDeclared && unpublished(literal(first)),
    ...describe(blueprint, start.name),
  ].filter((part) => part !== false);
  return line(
    start.name,
    type,
    given,
    leastDeclared ? [] : [refuseBelow(first)],
    firstDeclared && literal(first),
  );
}

function sizeField(blueprint: Blueprint, size: PageSize, { usual, most, clamp }: Bounds): Py {
  const { limit, usualDeclared, mostDeclared, least, leastDeclared } = size;
  if (limit === undefined)
    return py`${name(sizeAttribute(size))}: ${imported("typing", "ClassVar")}[int] = ${usual}`;
  const given = [
    leastDeclared && py`ge=${least}`,
    mostDeclared && py`le=${most}`,
    !usualDeclared && unpublished(usual),
    ...describe(blueprint, limit),
  ].filter((part) => part !== false);
  const validators = [
    ...(leastDeclared ? [] : [refuseBelow(least)]),
    ...(mostDeclared ? [] : [py`${imported("pydantic", "AfterValidator")}(${clamp})`]),
  ];
  return line(limit, py`int`, given, validators, usualDeclared && usual);
}

/** What stands for a parameter that is left out, where the contract does not say so. */
function unpublished(value: Py): Py {
  return value.text === "0" ? py`default_factory=int` : py`default_factory=lambda: ${value}`;
}

function refuseBelow(least: number): Py {
  const check = base(least === 0 ? "refuse_negative" : "refuse_below_one");
  return py`${imported("pydantic", "AfterValidator")}(${check})`;
}

function line(
  parameter: string,
  type: Py,
  given: readonly Py[],
  validators: readonly Py[],
  fallback: Py | false,
): Py {
  const field = given.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${given})`];
  const annotations = [type, ...field, ...validators];
  const whole = annotations.length === 1 ? type : py`${imported("typing", "Annotated")}[${annotations}]`;
  return py`${name(attributeName(parameter))}: ${whole}${fallback && py` = ${fallback}`}`;
}

function describe(blueprint: Blueprint, parameterName: string): readonly Py[] {
  const description = describeParameter(blueprint, parameterName);
  const alias = aliasOf(blueprint, parameterName);
  return [
    ...(alias === undefined ? [] : [py`alias=${literal(alias)}`]),
    ...(description === "" ? [] : [py`description=${longString(description)}`]),
  ];
}

function describeParameter(blueprint: Blueprint, parameterName: string): string {
  for (const operation of blueprint.contract.operations) {
    const found = operation.parameters.find(
      (parameter) => parameter.in === "query" && parameter.name === parameterName,
    );
    if (found) return found.description;
  }
  return "";
}

/** Rows before a page that has a number. */
function offsetProperty(pagination: Pagination): Py | undefined {
  if (pagination.style !== "number") return undefined;
  const page = name(attributeName(pagination.page.name));
  const before = pagination.page.first === 0 ? py`self.${page}` : py`(self.${page} - 1)`;
  return py`

    @property
    def ${name(offsetAttribute(pagination) ?? "offset")}(self) -> int:
        # Beyond the last row that a database can count, there is nothing either.
        return min(${before} * self.${name(sizeAttribute(pagination.size))}, ${base("BIGINT_MAX")})`;
}
