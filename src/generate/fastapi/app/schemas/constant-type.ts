import type { AnswerConstant } from "#domain";
import { imported, literal, name, type Py, py } from "#python";

/** The type of what is always the same: as the contract has it, which need not say so. */
export function constantType({ value, open }: Pick<AnswerConstant, "value" | "open">): Py {
  if (!open) return only(value);
  if (typeof value === "number") return name(Number.isInteger(value) ? "int" : "float");
  return name(typeof value === "boolean" ? "bool" : "str");
}

/** The only value there is. */
export function only(value: string | number | boolean): Py {
  return py`${imported("typing", "Literal")}[${literal(value)}]`;
}
