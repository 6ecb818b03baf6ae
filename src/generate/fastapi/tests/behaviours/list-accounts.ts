import { type Entity, type Field, fieldOf } from "#domain";
import { commaList, name, type Py, py } from "#python";
import { attributeName } from "../../tables.ts";
import { call, keywordArguments, registers } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import {
  type AccountKit,
  accountMark,
  entityIn,
  isAccount,
  type Kit,
  needsAccount,
  type OperationOf,
  shownFieldsOf,
} from "../kit.ts";
import { at, isWhole, pathToTotal, rowsFrom } from "../list-answers.ts";
import { grants } from "../role-support.ts";
import { textsOf } from "../texts.ts";
import { many } from "../words.ts";
import { secondOfOne } from "./list-pages.ts";
import { type Standing, standingOf, withStanding } from "./list-standing.ts";

/** A list of accounts, among which its caller is. */
export interface AccountList {
  readonly kit: Kit;
  readonly operation: OperationOf<"list">;
  readonly account: AccountKit;
  readonly entity: Entity;
  /** The field by which accounts are told apart, which tests know and rows show. */
  readonly mark: Field;
  /** Whether accounts come in the order in which they were made. */
  readonly aged: boolean;
  readonly descending: boolean;
  readonly standing: Standing;
}

export const caller = name("caller");
export const others = ["second", "third"].map((each) => name(each));

/** Accounts by those who ask for all of them: tests make them by registering, or as the command does. */
export function openAccountList(kit: Kit, operation: OperationOf<"list">): AccountList | undefined {
  const { behaviour } = operation.meaning;
  const { account } = kit;
  const entity = entityIn(kit, behaviour.entity);
  const mark = account && fieldOf(entity, accountMark(account));
  const [first] = behaviour.order;
  const isShown = shownFieldsOf(kit, behaviour.answer.representation).some(
    ({ name: each }) => each === mark?.name,
  );
  const isPart = behaviour.own || behaviour.parent !== undefined || behaviour.following !== undefined;
  if (!account || !mark || !first || !isShown || isPart || behaviour.narrowed) return undefined;
  if (!isAccount(kit, behaviour.entity) || !needsAccount(operation)) return undefined;
  return {
    kit,
    operation,
    account,
    entity,
    mark,
    aged: fieldOf(entity, first.field)?.meaning.kind === "created-at",
    descending: first.descending,
    standing: standingOf(kit, operation),
  };
}

/** Statements: a caller who may ask, and two more accounts, each a minute after the one before; `used` are those a test looks at. */
export function arranges({ account, operation }: AccountList, used: readonly Py[] = others): readonly Py[] {
  return [
    registers(account, caller),
    ...grants(operation, caller),
    ...others.flatMap((holder) => [
      py`set_clock.advance(minutes=1)`,
      used.includes(holder) ? registers(account, holder) : call(account.register, {}),
    ]),
  ];
}

/** `await list(client, caller, role="…")` */
export function asksFor(list: AccountList, query: readonly (readonly [string, Py])[] = []): Py {
  return call(list.operation, {
    account: caller,
    extra: keywordArguments(withStanding(list.standing, query)),
  });
}

/** What tells accounts apart, in each row of an answer that `page` holds. */
export function marksIn({ operation, mark }: AccountList, page: Py = name("page")): Py {
  return textsOf(mark, rowsFrom(operation, page));
}

/** What tells an account of a test apart. */
export function markOf({ mark }: AccountList, holder: Py): Py {
  return py`${holder}.${name(attributeName(mark.name))}`;
}

/** `assert page["count"] == 3`, where the answer counts. */
export function counts({ operation }: AccountList, count: number): Py | undefined {
  const total = pathToTotal(operation.meaning.behaviour.answer);
  return total && py`assert ${at(name("page"), total)} == ${count}`;
}

/** All accounts, in their order and in pages. */
export function accountListCases(list: AccountList): readonly TestCase[] {
  return [wholeCase(list), ...pagesCase(list)];
}

function wholeCase(list: AccountList): TestCase {
  const { operation, entity, aged, descending } = list;
  const told = [caller, ...others].map((holder) => markOf(list, holder));
  const rows = isWhole(operation.meaning.behaviour.answer)
    ? marksIn(list, py`(${asksFor(list)})`)
    : textsOf(list.mark, asksFor(list));
  const inOrder = py`assert marks == [${commaList(descending ? told.toReversed() : told)}]`;
  return {
    name: `shows all ${many(entity)}${aged ? `, ${descending ? "the newest" : "the oldest"} first` : ""}`,
    fixtures: ["client", "set_clock"],
    body: [
      paragraph(...arranges(list)),
      py`marks = ${rows}`,
      aged ? inOrder : py`assert sorted(marks) == sorted([${commaList(told)}])`,
    ],
  };
}

/** The second page of one account each, where accounts come in an order that a test knows. */
function pagesCase(list: AccountList): readonly TestCase[] {
  const { pagination } = list.operation.meaning.behaviour;
  const second = pagination && secondOfOne(pagination);
  const [middle = caller] = others;
  if (!second || !list.aged) return [];
  return [
    {
      name: "divides the list into pages",
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(...arranges(list, [middle])),
        py`page = ${asksFor(list, second)}`,
        paragraph(py`assert ${marksIn(list)} == [${markOf(list, middle)}]`, counts(list, 3)),
      ],
    },
  ];
}
