import { type Entity, fieldOf } from "#domain";
import { commaList, formatted, literal, name, type Py, py, str } from "#python";
import { linesOf } from "../../app/line-tables.ts";
import { type Reference, referencesIn } from "../../references.ts";
import { attributeName } from "../../tables.ts";
import { actOf } from "../acts.ts";
import { api, call, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { assertInvalid } from "../error-support.ts";
import { createOf, entityIn, type Kit, type OperationOf } from "../kit.ts";
import { lineNaming, type NamedRow, namedRow } from "../references.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { assign } from "../statements.ts";
import { sampleObject } from "../value-samples.ts";
import { many, one } from "../words.ts";

type ListLines = OperationOf<"list-lines">;

interface LineScene {
  readonly kit: Kit;
  readonly operation: ListLines;
  readonly entity: Entity;
  readonly reference: Reference;
  /** Two rows that lines name. */
  readonly named: readonly [NamedRow, NamedRow];
  readonly scene: Scene;
}

/** Lines of rows: each with what it names, in the order of its row, and those alone that are asked for. */
export function listLinesCases(kit: Kit, operation: ListLines): readonly TestCase[] {
  const act = actOf(kit, operation);
  const open = openLines(kit, operation);
  if (!act) return [];
  return [
    ...(open ? [answerCase(open), ...otherCase(open), statementCase(open)] : []),
    ...refusedCases(operation),
    ...credentialCases(kit, act),
  ];
}

function openLines(kit: Kit, operation: ListLines): LineScene | undefined {
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const create = createOf(kit, entity.name);
  const reference =
    create &&
    referencesIn(kit.domain, create.meaning).find(
      ({ field, line }) => line && field.name === behaviour.field,
    );
  const first = reference && namedRow(kit, reference);
  const second = reference && namedRow(kit, reference, { prefix: "other" });
  const scene = sceneOf(kit, entity.name, { before: true });
  if (!reference || !first || !second || !scene) return undefined;
  return { kit, operation, entity, reference, named: [first, second], scene };
}

function keyOf({ holder }: NamedRow, { target }: Reference): Py {
  return py`${holder}[${str(target.identity.field)}]`;
}

/** A row with lines, in a variable. */
function made({ kit, scene, reference, named }: LineScene, row: Py, numbers: readonly number[]): Py {
  const lines = numbers.map((number) => {
    const [first, second] = named;
    return lineNaming(kit, reference, keyOf(number % 2 === 0 ? first : second, reference), number);
  });
  return assign(
    row,
    call(scene.create, {
      rows: scene.rows,
      ...(scene.owner && { account: scene.owner }),
      extra: [py`${name(attributeName(reference.field.name))}=[${commaList(lines)}]`],
    }),
  );
}

function asked({ kit, operation, entity }: LineScene, ...rows: readonly Py[]): Py {
  const { language } = operation.meaning.behaviour;
  const own = holderTerm(kit, operation);
  if (!language || own === undefined) return request(operation);
  const values = rows.flatMap((row, index) => [
    ...(index === 0 ? [] : [","]),
    py`${row}[${str(entity.identity.field)}]`,
  ]);
  return request(operation, {
    query: py`{${str(language.parameter)}: ${formatted([`${own}:`, ...values])}}`,
  });
}

/** What the key of the row that holds a line is called in conditions. */
function holderTerm({ blueprint }: Kit, { meaning: { behaviour } }: ListLines): string | undefined {
  const { value } = linesOf(blueprint, behaviour);
  const own = behaviour.language?.terms.find(({ field }) => !fieldOf(value, field));
  return own && /id$/i.test(own.name) ? own.name : undefined;
}

/** What is answered of a line. */
function expected({ kit, operation, entity, reference, named }: LineScene, row: Py, number: number): Py {
  const { behaviour } = operation.meaning;
  const { value } = linesOf(kit.blueprint, behaviour);
  const sample = sampleObject(kit, value, { number, isSmall: false, depth: 0 });
  const target = number % 2 === 0 ? named[0] : named[1];
  const entries = behaviour.shows.flatMap(({ name: shown, is }): readonly Py[] => {
    if (is.kind === "named") return [py`${str(shown)}: ${target.holder}`];
    if (is.kind === "holder") return [py`${str(shown)}: ${row}[${str(entity.identity.field)}]`];
    if (shown === reference.line?.member.name) return [py`${str(shown)}: ${keyOf(target, reference)}`];
    const held = sample[shown] ?? fieldOf(value, shown)?.default;
    return held === undefined ? [] : [py`${str(shown)}: ${literal(held)}`];
  });
  return py`{${commaList(entries)}}`;
}

function setup({ named, scene }: LineScene): readonly Py[] {
  const statements = [...scene.statements, ...named.flatMap((row) => row.statements)];
  return statements.filter(({ text }, index) => statements.findIndex((each) => each.text === text) === index);
}

function answerCase(open: LineScene): TestCase {
  const { operation, scene, entity } = open;
  const { behaviour } = operation.meaning;
  return {
    name: `answers the lines of ${one(entity)} with what they name`.replace("of ", "of an "),
    fixtures: ["client"],
    body: [
      paragraph(...setup(open), made(open, scene.row, [1, 0])),
      py`response = ${asked(open, scene.row)}`,
      paragraph(
        py`assert response.status_code == ${behaviour.answer.status}`,
        py`assert response.json() == [${[expected(open, scene.row, 1), expected(open, scene.row, 0)]}]`,
      ),
    ],
  };
}

/** Lines of the rows that are asked for, and of no others. */
function otherCase(open: LineScene): readonly TestCase[] {
  const { kit, operation, scene, entity } = open;
  const { language } = operation.meaning.behaviour;
  const own = holderTerm(kit, operation);
  if (!language || own === undefined) return [];
  const other = name(`other_${scene.row.text}`);
  const both = py`assert len((${asked(open, scene.row, other)}).json()) == 3`;
  return [
    {
      name: `answers no lines of other ${many(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...setup(open), made(open, scene.row, [0]), made(open, other, [1, 0])),
        py`response = ${asked(open, scene.row)}`,
        paragraph(
          py`assert response.json() == [${[expected(open, scene.row, 0)]}]`,
          language.several && both,
        ),
      ],
    },
  ];
}

/** One question to the database, however many lines there are. */
function statementCase(open: LineScene): TestCase {
  const { scene } = open;
  const other = name(`other_${scene.row.text}`);
  // Where nothing can be asked for, all lines are answered.
  const all = holderTerm(open.kit, open.operation) === undefined ? 4 : 3;
  const counted = (variable: string, row: Py, lines: number): Py => py`
    with counting_statements() as ${name(variable)}:
        assert len((${asked(open, row)}).json()) == ${lines}`;
  return {
    name: "asks as much for many lines as for one",
    fixtures: ["client", "counting_statements"],
    body: [
      paragraph(...setup(open), made(open, scene.row, [0])),
      counted("for_one", scene.row, 1),
      made(open, other, [0, 1, 0]),
      counted("for_many", other, all),
      py`assert len(for_many) == len(for_one)`,
    ],
  };
}

function refusedCases(operation: ListLines): readonly TestCase[] {
  const { language, required } = operation.meaning.behaviour;
  if (!language) return [];
  const { parameter } = language;
  const cases: TestCase[] = [
    {
      name: `refuses ${parameter} that is no pair`,
      fixtures: ["client"],
      body: [
        py`response = ${request(operation, { query: py`{${str(parameter)}: "nonsense"}` })}`,
        py`${api("assert_refused")}(response, ${operation.meaning.refusals.parameters})`,
      ],
    },
  ];
  if (required)
    cases.push({
      name: `needs ${parameter}`,
      fixtures: ["client"],
      body: [py`response = ${request(operation)}`, assertInvalid(operation, "parameters", str(parameter))],
    });
  return cases;
}
