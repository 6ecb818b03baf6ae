import type { Call, Expression } from "#python";
import type { Reading } from "../front-end.ts";
import { isTrue, keyword, positional } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { Frame } from "../values.ts";
import type { ColumnStep } from "./revision.ts";
import { textIn } from "./texts.ts";

interface Columns {
  readonly columns: readonly ColumnStep[];
  readonly isOpen: boolean;
}

/** The columns that an operation makes or names; `shift` where its table stands first. */
export function readColumns(
  reading: Reading,
  frame: Frame,
  call: Call,
  kind: string,
  shift: number,
): Columns {
  switch (kind) {
    case "create_table": {
      const isOpen = call.args.some(({ spread }) => spread !== undefined);
      return {
        columns: positional(call)
          .slice(shift)
          .flatMap((each) => made(reading, frame, each) ?? []),
        isOpen,
      };
    }
    case "add_column": {
      const given = keyword(call, "column") ?? positional(call)[shift];
      const column = given && made(reading, frame, given);
      return { columns: column === undefined ? [] : [column], isOpen: column === undefined };
    }
    case "drop_column":
    case "alter_column": {
      const name = textIn(reading, frame, keyword(call, "column_name") ?? positional(call)[shift]);
      return { columns: name === undefined ? [] : [named(frame, name, call)], isOpen: name === undefined };
    }
    case "create_index":
    case "create_unique_constraint": {
      const list = keyword(call, "columns") ?? positional(call)[shift + 1];
      const items = list?.kind === "list" || list?.kind === "tuple" ? list.items : [];
      // An expression keeps its place, under no name that a column has.
      return {
        columns: items.map((item) => named(frame, textIn(reading, frame, item) ?? "", call)),
        isOpen: false,
      };
    }
    default:
      return { columns: [], isOpen: false };
  }
}

function named(frame: Frame, name: string, call: Call): ColumnStep {
  return { name, isRequired: false, isFilled: false, indexed: false, span: spanOf(frame.module, call) };
}

/** `sa.Column("state", sa.String(), nullable=False, server_default="open")` */
function made(reading: Reading, frame: Frame, expression: Expression): ColumnStep | undefined {
  if (expression.kind !== "call" || lastNameOf(expression) !== "Column") return undefined;
  const name = textIn(reading, frame, keyword(expression, "name") ?? positional(expression)[0]);
  if (name === undefined) return undefined;
  const isSpread = expression.args.some(({ spread }) => spread !== undefined);
  const nullable = keyword(expression, "nullable");
  const isKey = isTrue(keyword(expression, "primary_key"));
  const fills = ["server_default", "autoincrement", "identity", "computed"].some((each) => {
    const value = keyword(expression, each);
    return value !== undefined && !(value.kind === "constant" && /^(?:None|False)$/.test(value.value));
  });
  const isCounted = positional(expression).some(
    (each) => each.kind === "call" && /^(?:Computed|Identity|Sequence)$/.test(lastNameOf(each)),
  );
  return {
    name,
    isRequired: isKey || (nullable?.kind === "constant" && nullable.value === "False"),
    isFilled: fills || isCounted || isSpread,
    indexed: isTrue(keyword(expression, "index")),
    span: spanOf(frame.module, expression),
  };
}

function lastNameOf({ callee }: Call): string {
  return callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
}
