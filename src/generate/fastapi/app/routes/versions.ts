import type { Entity } from "#domain";
import { imported, literal, name, type Py, py, str } from "#python";
import { type OperationBlueprint, variableName } from "../../blueprint.ts";
import { versionColumn } from "../../tables.ts";
import { longString } from "../names.ts";

/** What tells a caller the version of the row that is answered, or only that it is still the same. */
export function tellVersion({ meaning: { version } }: OperationBlueprint, entity: Entity): Py | undefined {
  const held = py`${name(variableName(entity))}.${name(versionColumn(entity))}`;
  const module = "app.versions";
  const asks =
    version?.asks &&
    py`
      if ${imported(module, "is_known")}(if_none_match, ${held}):
          return ${imported(module, "answer_not_modified")}(${held})`;
  if (!asks && !version?.tells) return undefined;
  return py`
    ${asks}
    response.headers["ETag"] = ${imported(module, "tag_of")}(${held})`;
}

/** Whether the version is told in a header. */
export function tellsVersion({ meaning: { version } }: OperationBlueprint): boolean {
  return version?.tells !== undefined || version?.asks !== undefined;
}

/** Whether callers may be told that nothing has changed, in place of the row. */
export function mayBeUnchanged({ meaning: { version } }: OperationBlueprint): boolean {
  return version?.asks !== undefined;
}

/** The versions that a caller speaks of. */
export function saidVersions({ meaning: { version } }: OperationBlueprint): readonly Py[] {
  const { asks, guards } = version ?? {};
  const mustBeSaid = guards?.required && !guards.missing;
  return [
    ...(asks ? [py`if_none_match: ${header("maybe", "If-None-Match", asks.description)} = None`] : []),
    ...(guards && mustBeSaid ? [py`if_match: ${header("str", "If-Match", guards.description)}`] : []),
    ...(guards && !mustBeSaid
      ? [py`if_match: ${header("maybe", "If-Match", guards.description)} = None`]
      : []),
  ];
}

function header(type: "str" | "maybe", title: string, description: string): Py {
  const settings = [
    py`alias=${str(title)}`,
    ...(description === "" ? [] : [py`description=${longString(description)}`]),
  ];
  const given =
    type === "str" ? py`str` : py`str | ${imported("pydantic.json_schema", "SkipJsonSchema")}[None]`;
  return py`${imported("typing", "Annotated")}[${given}, ${imported("fastapi", "Header")}(${settings})]`;
}

/** What a route documents of the header that tells the version. */
export function describeTag({ meaning: { version } }: OperationBlueprint): Py | undefined {
  const tells = version?.tells;
  if (!tells) return undefined;
  const { description, required } = tells;
  const said = {
    ...(description !== "" && { description }),
    ...(required && { required }),
    schema: { type: "string" },
  };
  return py`{"headers": {"ETag": ${literal(said)}}}`;
}

/** And of the answer that nothing has changed. */
export function describeUnchanged(operation: OperationBlueprint): readonly Py[] {
  if (!mayBeUnchanged(operation)) return [];
  const documented = operation.contract.responses.find(({ status }) => status === "304");
  const description = documented?.description ?? "";
  return [py`304: {"description": ${longString(description === "" ? "Not modified" : description, 12, 68)}}`];
}
