import type { Field } from "#domain";
import { literal, name, type Py, py } from "#python";
import { attributeName } from "../../tables.ts";
import { call, details, keywordArguments, registers } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { accountMark, type Kit, needsAccount } from "../kit.ts";
import { grants } from "../role-support.ts";
import { isChecked } from "../scalar-samples.ts";
import { many } from "../words.ts";
import { sized } from "./list-pages.ts";
import { asksWith, follows, type ListScene, lastOfEach, rowsAsked } from "./list-scene.ts";

/** The number of statements is the same for one row and for fifty, each with relations of its own. */
export function statementCases(scene: ListScene): readonly TestCase[] {
  const { kit, operation } = scene;
  const { pagination } = operation.meaning.behaviour;
  const { account } = kit;
  const count = Math.min(pagination?.size.most ?? 50, 50);
  const shown = pagination ? keywordArguments(sized(pagination, literal(count))) : [];
  const optional = operation.meaning.access === "optional" && account !== undefined;
  const viewer = scene.caller ?? (optional ? name("caller") : undefined);
  const asked = rowsAsked(scene, asksWith(scene, shown, viewer));
  const counts = (variable: string, rows: number): Py => py`
    with counting_statements() as ${name(variable)}:
        assert len(${asked}) == ${rows}`;
  return [
    {
      name: `sends as many statements for ${count} ${many(scene.entity)} as for one`,
      fixtures: ["client", "counting_statements"],
      body: [
        paragraph(...scene.setup, optional && account && !scene.caller && registers(account, name("caller"))),
        py`
          async def make_another() -> None:
              ${related(scene)}`,
        paragraph(py`await make_another()`, counts("for_one", 1)),
        py`
          for _ in range(${count - 1}):
              await make_another()`,
        counts("for_many", count),
        py`assert len(for_many) == len(for_one)`,
      ],
    },
  ];
}

/**
 * A row by an account of its own, with values of its own, in the relation that the list asks for. What the answer tells
 * of other relations to the caller costs the same whether they hold or not.
 */
function related(scene: ListScene): readonly Py[] {
  const { kit, create, entity, follow, caller } = scene;
  const { account } = kit;
  const isMade = account !== undefined && needsAccount(create);
  // Where only the caller's own rows are listed, all of them are by one account.
  const own = scene.operation.meaning.behaviour.own ? caller : undefined;
  const owner = own ?? name("maker");
  const values = create.meaning.behaviour.body.fields.flatMap(({ field }) => {
    const found = entity.fields.find((candidate) => candidate.name === field);
    if (!found || !takesMail(kit, found) || !isMade || !account) return [];
    return [py`${name(attributeName(field))}=[${owner}.${name(attributeName(accountMark(account)))}]`];
  });
  const extra = lastOfEach([...details(scene.standing.values), ...scene.standing.details, ...values]);
  const made = call(create, { rows: scene.rows, ...(isMade && { account: owner }), extra });
  return [
    ...(isMade && account && !own ? [registers(account, owner), ...grants(create, owner)] : []),
    made,
    ...(follow && caller ? [follows(kit, follow, caller, owner)] : []),
  ];
}

/** Whether the values of a list may be what accounts sign in with. */
function takesMail(kit: Kit, { meaning }: Field): boolean {
  if (meaning.kind !== "values" || meaning.of !== "string" || meaning.choices) return false;
  return !isChecked(meaning.bounds, kit) && (meaning.bounds.maxLength ?? longestMail) >= longestMail;
}

const longestMail = 60;
