import { type Entity, type Field, isOrdered } from "#domain";
import { type JsonLike, literal, name, type Py, py } from "#python";
import { stampFields } from "../../app/services/parts.ts";
import { type Act, actOf } from "../acts.ts";
import { call, details, keywordArguments, type PathRows, registers } from "../calls.ts";
import type { Fixture } from "../cases.ts";
import { entityIn, type Kit, keyOf, needsAccount, type OperationOf, operationsOf } from "../kit.ts";
import { at, isWhole, pathToTotal, rowsFrom } from "../list-answers.ts";
import { eachOnce } from "../references.ts";
import { grants } from "../role-support.ts";
import { sceneOf } from "../scenes.ts";
import { isOneOpen } from "../second-rows.ts";
import { markerOf, textsOf } from "../texts.ts";
import { sampleValue } from "../values.ts";
import { type Standing, standingOf, withStanding } from "./list-standing.ts";
import { narrowedRows } from "./narrowed-rows.ts";

/** What tests of a list speak of. */
export interface ListScene {
  readonly kit: Kit;
  readonly operation: OperationOf<"list">;
  readonly act: Act;
  readonly entity: Entity;
  readonly create: OperationOf<"create">;
  /** The field by which rows are told apart. */
  readonly marker: Field;
  /** Statements before any row: who calls, who owns, what is above. */
  readonly setup: readonly Py[];
  readonly rows: PathRows;
  /** The account that makes rows. */
  readonly owner?: Py;
  /** The account that asks, where one must. */
  readonly caller?: Py;
  /** What every test asks for and gives its rows. */
  readonly standing: Standing;
  /** The caller enters the relation that the list is about. */
  readonly follow?: OperationOf<"membership">;
}

/** What tests speak of that ask for what is refused, whatever rows there are. */
export type AskedList = Pick<ListScene, "operation" | "act" | "caller" | "standing">;

/** Undefined where tests cannot make the rows of the list, or cannot tell them apart. */
export function openList(
  kit: Kit,
  operation: OperationOf<"list">,
  mark: typeof markerOf = markerOf,
): ListScene | undefined {
  const { behaviour } = operation.meaning;
  const plainAct = actOf(kit, operation);
  const entity = entityIn(kit, behaviour.entity);
  const plain = sceneOf(kit, entity.name, { before: true });
  const create =
    plain?.create.meaning.behaviour.kind === "create" ? (plain.create as OperationOf<"create">) : undefined;
  const marker = create && mark(kit, operation, create);
  const narrowed = create && narrowedRows(kit, operation, create);
  if (!plainAct || !plain || !create || !marker || !narrowed) return undefined;
  // Who may have no second row below one makes each below another, which not all tests do.
  if (mark === markerOf && isOneOpen(create)) return undefined;
  const act = {
    ...plainAct,
    rows: { ...plainAct.rows, ...narrowed.rows },
    statements: eachOnce([...plainAct.statements, ...narrowed.statements]),
  };
  const { account } = kit;
  const follow = behaviour.following === undefined ? undefined : addTo(kit, behaviour.following);
  if (behaviour.following !== undefined && (!follow || !account || !plain.owner || !act.caller))
    return undefined;
  const own = behaviour.own ? plain.owner : undefined;
  const caller = own ?? (needsAccount(operation) ? (act.caller ?? name("caller")) : undefined);
  const setup = [
    ...eachOnce([...plain.statements, ...narrowed.statements]),
    ...(caller && account && !own ? [registers(account, caller)] : []),
    ...(caller ? unsaid(grants(operation, caller), plain.statements) : []),
    ...(follow && caller && plain.owner ? [follows(kit, follow, caller, plain.owner)] : []),
  ];
  return {
    kit,
    operation,
    act,
    entity,
    create,
    marker,
    setup,
    rows: { ...plain.rows, ...narrowed.rows },
    standing: standingOf(kit, operation, narrowed),
    ...(plain.owner && { owner: plain.owner }),
    ...(caller && { caller }),
    ...(follow && { follow }),
  };
}

/** Statements that others do not say already. */
function unsaid(wanted: readonly Py[], others: readonly Py[]): readonly Py[] {
  return wanted.filter(({ text }) => !others.some((other) => other.text === text));
}

/** The operation by which callers enter a relation. */
export function addTo(kit: Kit, relation: string): OperationOf<"membership"> | undefined {
  return operationsOf(kit, "membership").find(
    ({ meaning: { behaviour } }) => behaviour.relation === relation && behaviour.action === "add",
  );
}

export function removeFrom(kit: Kit, relation: string): OperationOf<"membership"> | undefined {
  return operationsOf(kit, "membership").find(
    ({ meaning: { behaviour } }) => behaviour.relation === relation && behaviour.action === "remove",
  );
}

/** `await follow(client, caller, author.username)`: an account enters a relation to another. */
export function follows(kit: Kit, follow: OperationOf<"membership">, caller: Py, target: Py): Py {
  const { account } = kit;
  return call(follow, {
    account: caller,
    ...(account && { rows: { item: keyOf(kit, account.entity, target) } }),
  });
}

export interface MakeOptions {
  readonly by?: Py;
  /** What it is made below, if not what the list is asked of. */
  readonly below?: PathRows;
  readonly more?: readonly Py[];
}

/** Makes a row that its marker tells apart. */
export function makes(scene: ListScene, marker: Py, options: MakeOptions = {}): Py {
  const account = options.by ?? scene.owner;
  const marking = details([[scene.marker, ""]]).map((each) => py`${name(keywordOf(each))}=${marker}`);
  return call(scene.create, {
    rows: options.below ?? scene.rows,
    ...(account && { account }),
    extra: lastOfEach([
      ...details(scene.standing.values),
      ...scene.standing.details,
      ...marking,
      ...(options.more ?? []),
    ]),
  });
}

/** Of arguments for the same field, the last. */
export function lastOfEach(given: readonly Py[]): readonly Py[] {
  return given.filter(
    (each, index) => !given.slice(index + 1).some((later) => keywordOf(later) === keywordOf(each)),
  );
}

function keywordOf({ text }: Py): string {
  return text.split("=")[0] ?? "";
}

/** The marker of a row by number: `First title`. */
export function mark(scene: ListScene, number: number): JsonLike {
  return sampleValue(scene.kit, scene.entity, scene.marker, number);
}

export function marks(scene: ListScene, ...numbers: readonly number[]): Py {
  return literal(numbers.map((number) => mark(scene, number)));
}

/** `await list(client, caller, tag="…")` */
export function asks(scene: ListScene, query: readonly (readonly [string, Py])[] = [], viewer?: Py): Py {
  return asksOnly(scene, keywordArguments(withStanding(scene.standing, query)), viewer);
}

/** The same with arguments as they are printed. */
export function asksWith(scene: ListScene, extra: readonly Py[], viewer?: Py): Py {
  const standing = hasUnpacked(extra) ? [] : keywordArguments(scene.standing.query);
  return asksOnly(scene, lastOfEach([...standing, ...extra]), viewer);
}

function asksOnly({ operation, caller, rows }: ListScene, extra: readonly Py[], viewer?: Py): Py {
  const account =
    caller ??
    viewer ??
    (hasUnpacked(extra) && operation.meaning.access === "optional" ? py`None` : undefined);
  return call(operation, { rows, ...(account && { account }), extra });
}

/** Whether a dict is unpacked into the arguments, which a type checker takes to reach every one of them. */
function hasUnpacked(extra: readonly Py[]): boolean {
  return extra.some(({ text }) => text.startsWith("**"));
}

/** The rows of an answer that a variable holds. */
export function rowsIn({ operation }: ListScene, page: Py): Py {
  return rowsFrom(operation, page);
}

/** The rows of an answer that a call gives. */
export function rowsAsked(scene: ListScene, asked: Py): Py {
  return isWhole(scene.operation.meaning.behaviour.answer) ? rowsIn(scene, py`(${asked})`) : asked;
}

/** What the marker holds in each row that a call gives. */
export function markersAsked(scene: ListScene, asked: Py): Py {
  return textsOf(scene.marker, rowsAsked(scene, asked));
}

/** What the marker holds in each row of an answer. */
export function markersIn(scene: ListScene, page: Py): Py {
  return textsOf(scene.marker, rowsIn(scene, page));
}

/** `assert page["count"] == 3`, where the answer counts. */
export function totals({ operation }: ListScene, count: number, page: Py = name("page")): Py | undefined {
  const total = pathToTotal(operation.meaning.behaviour.answer);
  return total && py`assert ${at(page, total)} == ${count}`;
}

/** Whether the first key of the order is the time at which rows were made, and which way it goes. */
export function orderOf({ operation, entity, create }: ListScene): {
  readonly by: "time" | "number" | "field" | "way";
  /** Whether rows of one moment come in the order in which they were made. */
  readonly ordered: boolean;
  readonly descending: boolean;
  readonly field?: Field;
} {
  const [first] = operation.meaning.behaviour.order;
  const field = entity.fields.find(({ name: candidate }) => candidate === first?.field);
  const descending = first?.descending ?? false;
  const ordered = isOrdered(entity);
  if (field?.meaning.kind === "created-at") return { by: "time", ordered, descending };
  if (field?.meaning.kind === "tree") return { by: "way", ordered, descending, field };
  const given = create.meaning.behaviour.body.fields.some((each) => each.field === field?.name);
  return field && given ? { by: "field", ordered, descending, field } : { by: "number", ordered, descending };
}

/** Numbers of rows made one after the other, in the order in which the list shows them. */
export function inOrder(scene: ListScene, ...numbers: readonly number[]): readonly number[] {
  return orderOf(scene).descending ? numbers.toReversed() : numbers;
}

/** What lets a minute pass between rows that note when they are made; where none does, the application reads no clock. */
export function clockOf({ entity }: ListScene): {
  readonly fixtures: readonly Fixture[];
  readonly later: readonly Py[];
} {
  return stampFields(entity).length === 0
    ? { fixtures: ["client"], later: [] }
    : { fixtures: ["client", "set_clock"], later: [py`set_clock.advance(minutes=1)`] };
}
