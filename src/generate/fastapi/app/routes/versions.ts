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

/** The version that must be meant, where it must be said and what is refused without it is refused as other input is. */
export function neededVersion({ meaning: { version } }: OperationBlueprint): readonly Py[] {
  const guard = version?.guards;
  return guard?.required && !guard.missing
    ? [py`if_match: ${header("str", "If-Match", guard.description)}`]
    : [];
}

/** The versions that a caller may speak of, and need not. */
export function saidVersions(operation: OperationBlueprint): readonly Py[] {
  const { asks, guards } = operation.meaning.version ?? {};
  const maybe = (variable: string, title: string, description: string): Py =>
    py`${name(variable)}: ${header("maybe", title, description)} = None`;
  return [
    ...(asks ? [maybe("if_none_match", "If-None-Match", asks.description)] : []),
    ...(guards && neededVersion(operation).length === 0
      ? [maybe("if_match", "If-Match", guards.description)]
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
