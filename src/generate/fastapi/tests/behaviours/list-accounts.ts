import { fieldOf } from "#domain";
import { commaList, name, type Py, py } from "#python";
import { attributeName } from "../../tables.ts";
import { registers } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import {
  accountMark,
  entityIn,
  isAccount,
  type Kit,
  listOf,
  needsAccount,
  type OperationOf,
  shownFieldsOf,
} from "../kit.ts";
import { rowsOf } from "../sights.ts";
import { textsOf } from "../texts.ts";
import { many } from "../words.ts";

/** A list of accounts shows its caller among the others. */
export function accountListCases(kit: Kit, operation: OperationOf<"list">): readonly TestCase[] {
  const { behaviour, roles } = operation.meaning;
  const { account } = kit;
  const entity = entityIn(kit, behaviour.entity);
  const mark = account && fieldOf(entity, accountMark(account));
  const [first] = behaviour.order;
  const isAged = fieldOf(entity, first?.field ?? "")?.meaning.kind === "created-at";
  const isShown = shownFieldsOf(kit, behaviour.answer.representation).some(
    ({ name: each }) => each === mark?.name,
  );
  if (!account || !mark || !first || !isAged || !isShown || roles.length > 0) return [];
  if (!isAccount(kit, behaviour.entity) || !needsAccount(operation)) return [];
  if (listOf(kit, behaviour.entity) !== operation) return [];
  const holders = ["caller", "second", "third"].map((each) => name(each));
  const later = py`set_clock.advance(minutes=1)`;
  const arranged = holders.flatMap((holder, index): readonly Py[] => [
    ...(index === 0 ? [] : [later]),
    registers(account, holder),
  ]);
  const told = holders.map((holder) => py`${holder}.${name(attributeName(mark.name))}`);
  const expected = first.descending ? told.toReversed() : told;
  const [caller = name("caller")] = holders;
  return [
    {
      name: `shows all ${many(entity)}, ${first.descending ? "the newest" : "the oldest"} first`,
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(...arranged),
        py`rows = ${rowsOf(kit, operation, { account: caller })}`,
        py`assert ${textsOf(mark, name("rows"))} == [${commaList(expected)}]`,
      ],
    },
  ];
}
