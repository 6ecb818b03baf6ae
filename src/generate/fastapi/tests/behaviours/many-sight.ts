import { type Entity, type Field, isOrdered } from "#domain";
import { type JsonLike, literal, type Py, py, str } from "#python";
import type { Act } from "../acts.ts";
import { api, call, request } from "../calls.ts";
import { type Kit, listOf, needsAccount, type OperationOf, readOf, shownFieldsOf } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { rowsOf } from "../sights.ts";
import { sampleValue } from "../values.ts";

/** What tests of making several rows speak of. */
export interface ManyScene {
  readonly kit: Kit;
  readonly operation: OperationOf<"create-many">;
  readonly entity: Entity;
  readonly act: Act;
  readonly scene: Scene;
}

/** How a test looks at several rows that it made: by their keys, or through a list. */
export interface ManySight {
  readonly shown: readonly Field[];
  /** Statements: the call that makes the rows of these numbers, and `stored`, what is kept of them. */
  readonly made: (call: Py, numbers: readonly number[]) => readonly Py[];
  /** That what is kept is what was answered. */
  readonly same: readonly Py[];
  /** That the row of number 0 is not there. */
  readonly none: readonly Py[];
  /** Whether `none` says so of a row that was made beside one with this key. */
  readonly tells: (unique: Field) => boolean;
}

export function lookAt(making: ManyScene): ManySight | undefined {
  return byKeys(making) ?? byList(making);
}

/** Through the operation that reads one row: of a key that the client chooses, or that was answered. */
function byKeys(making: ManyScene): ManySight | undefined {
  const { kit, operation, entity, act } = making;
  const read = readOf(kit, entity.name);
  const { answer } = operation.meaning.behaviour;
  const { field: keyName, by } = entity.identity;
  const key = act.fields.find(({ field }) => field.name === keyName)?.field;
  if (!read || (needsAccount(read) && !act.caller)) return undefined;
  const shown = shownFieldsOf(kit, read.meaning.behaviour.answer.representation);
  const rows = (item: Py) => ({ ...act.rows, item });
  const account = act.caller ? { account: act.caller } : {};
  if (by === "client" && key) {
    const value = (number: number): JsonLike => sampleValue(kit, entity, key, number);
    const asked = request(read, {
      rows: rows(literal(value(0))),
      ...(act.caller && needsAccount(read) && { headers: py`${act.caller}.headers` }),
    });
    return {
      shown,
      made: (made, numbers) => [
        made,
        py`stored = [${call(read, { rows: rows(py`key`), ...account })} for key in ${literal(numbers.map(value))}]`,
      ],
      same: [],
      none: unknownRow(asked),
      tells: (unique) => unique === key,
    };
  }
  if (!answer.all || !shownFieldsOf(kit, answer.representation).some(({ name }) => name === keyName))
    return undefined;
  const list = byList(making);
  const isSame = read.meaning.behaviour.answer.representation === answer.representation;
  return {
    shown,
    made: (made) => [
      py`rows = ${made}`,
      py`stored = [${call(read, { rows: rows(py`row[${str(keyName)}]`), ...account })} for row in rows]`,
    ],
    same: isSame ? [py`assert rows == stored`] : [],
    none: list?.none ?? [],
    tells: () => false,
  };
}

function byList({ kit, entity, act }: ManyScene): ManySight | undefined {
  const list = listOf(kit, entity.name);
  // Rows that were made at one moment have an order only where their keys tell it.
  const isInOrder =
    isOrdered(entity) && list?.meaning.behaviour.order.every(({ descending }) => !descending) === true;
  if (!list || !isInOrder || (needsAccount(list) && !act.caller)) return undefined;
  const listed = rowsOf(kit, list, { rows: act.rows, ...(act.caller && { account: act.caller }) });
  return {
    shown: shownFieldsOf(kit, list.meaning.behaviour.answer.representation),
    made: (made) => [made, py`stored = ${listed}`],
    same: [],
    none: [py`assert ${listed} == []`],
    tells: () => false,
  };
}

/** That an operation knows no row of a key. */
function unknownRow(asked: Py): readonly Py[] {
  return [py`response = ${asked}`, py`${api("assert_refused")}(response, 404)`];
}
