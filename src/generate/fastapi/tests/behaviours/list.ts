import { type Field, fieldOf } from "#domain";
import { commaList, type JsonLike, literal, name, py, str } from "#python";
import { namesRows } from "../../references.ts";
import { type Act, actOf } from "../acts.ts";
import { answered, call, details, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { expectRow } from "../expected.ts";
import {
  createOf,
  entityIn,
  isAccount,
  type Kit,
  keyOf,
  madeKey,
  type OperationOf,
  shownFieldsOf,
  variable,
} from "../kit.ts";
import { at, pathToTotal } from "../list-answers.ts";
import { namedBy } from "../references.ts";
import { sceneOf } from "../scenes.ts";
import { heldValue } from "../sights.ts";
import { assign } from "../statements.ts";
import { ownUserCases } from "../subjects.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { sampleValue } from "../values.ts";
import { does, many, one } from "../words.ts";
import { accountFilterCases } from "./list-account-filters.ts";
import { accountListCases, openAccountList } from "./list-accounts.ts";
import { keyListCases } from "./list-by-key.ts";
import { cursorCases, cursorRefusals } from "./list-cursors.ts";
import { defaultCases } from "./list-defaults.ts";
import { filterCases, filterRefusals } from "./list-filters.ts";
import { flagCases } from "./list-flags.ts";
import { linkCases } from "./list-links.ts";
import { narrowedCases, narrowedRefusals } from "./list-narrowed.ts";
import { orderCases } from "./list-order.ts";
import { pageCases, pageRefusals } from "./list-pages.ts";
import {
  type AskedList,
  asks,
  follows,
  type ListScene,
  makes,
  mark,
  markersAsked,
  markersIn,
  marks,
  openList,
  removeFrom,
  rowsAsked,
  rowsIn,
  totals,
} from "./list-scene.ts";
import { searchCases } from "./list-search.ts";
import { countCases } from "./list-sizes.ts";
import { sortingCases, sortRefusals } from "./list-sorting.ts";
import { standingOf } from "./list-standing.ts";
import { statementCases } from "./list-statements.ts";
import { termCases, termRefusals } from "./list-terms.ts";
import { toldCases } from "./list-told.ts";
import { nestedCases } from "./tree-lists.ts";

/** Many rows: the right ones, in order, in pages, as the caller sees them, and with a fixed number of queries. */
export function listCases(kit: Kit, operation: OperationOf<"list">): readonly TestCase[] {
  const scene = openList(kit, operation);
  const act = actOf(kit, operation);
  const refusals = act ? [...credentialCases(kit, act), ...unknownRowCases(kit, act)] : [];
  const accounts = scene ? undefined : openAccountList(kit, operation);
  const known = accounts ? [...accountListCases(accounts), ...accountFilterCases(accounts)] : [];
  if (!scene)
    return [
      ...known,
      ...keyListCases(kit, operation),
      ...(act ? inputRefusals(kit, operation, act) : []),
      ...refusals,
    ];
  return [
    answerCase(scene),
    emptyCase(scene),
    ...orderCases(scene),
    ...nestedCases(scene),
    ...parentCases(scene),
    ...narrowedCases(scene),
    ...followingCases(scene),
    ...ownCases(scene),
    ...ownUserCases(scene),
    ...filterCases(scene),
    ...defaultCases(scene),
    ...termCases(scene),
    ...searchCases(scene),
    ...pageCases(scene),
    ...cursorCases(scene),
    ...sortingCases(scene),
    ...toldCases(scene),
    ...linkCases(scene),
    ...flagCases(scene),
    ...refusals,
    ...countCases(scene),
    ...statementCases(scene),
  ];
}

/** What is refused whatever rows there are. */
function inputRefusals(kit: Kit, operation: OperationOf<"list">, act: Act): readonly TestCase[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const standing = standingOf(kit, operation);
  const asked: AskedList = { operation, act, standing, ...(act.caller && { caller: act.caller }) };
  return [
    ...narrowedRefusals(kit, operation, act),
    ...termRefusals({ ...asked, entity }),
    ...filterRefusals(kit, operation, act),
    ...pageRefusals(asked),
    ...cursorRefusals(asked),
    ...sortRefusals(asked),
  ];
}

const page = name("page");

/** Everything that the list shows of a row. */
function answerCase(scene: ListScene): TestCase {
  const { kit, operation, entity, create, act } = scene;
  const { answer } = operation.meaning.behaviour;
  const standing = new Map(scene.standing.values);
  const pairs = create.meaning.behaviour.body.fields.flatMap(({ field }): (readonly [Field, JsonLike])[] => {
    const found = fieldOf(entity, field);
    if (!found || namesRows(found)) return [];
    return [[found, standing.get(found) ?? sampleValue(kit, entity, found, 0)]];
  });
  const given = new Map(pairs.map(([field, value]) => [field.name, value]));
  const row = name(variable(kit, entity.name));
  const expected = expectRow(kit, entity, answer.representation, given, {
    owner: scene.owner,
    relation: operation.meaning.behaviour.following,
    named: namedBy(kit, create, row),
  });
  const unknown = expected.unknown.filter(({ meaning }) => meaning.kind !== "reference");
  const told = shownFieldsOf(kit, create.meaning.behaviour.answer.representation);
  const isTold = (field: Field): boolean =>
    told.some(({ name: each }) => each === field.name) ||
    (field.name === entity.identity.field && madeKey(kit, entity) !== undefined);
  const references = expected.unknown.filter(({ meaning }) => meaning.kind === "reference");
  const made = call(create, {
    rows: scene.rows,
    ...(scene.owner && { account: scene.owner }),
    extra: [...details(pairs), ...scene.standing.details],
  });
  const query = scene.standing.query.map(([parameter, value]) => py`${str(parameter)}: ${value}`);
  const asked = request(operation, {
    rows: act.rows,
    ...(query.length > 0 && { query: py`{${commaList(query)}}` }),
    ...(scene.caller && { headers: py`${scene.caller}.headers` }),
  });
  const total = pathToTotal(answer);
  return {
    name: `answers ${many(entity)} as they are`,
    fixtures: ["client"],
    ...(expected.timed && { uses: ["set_clock"] as const }),
    body: [
      paragraph(...scene.setup, assign(row, made)),
      py`response = ${asked}`,
      paragraph(
        py`assert response.status_code == ${answer.status}`,
        py`rows = ${answered(operation, name("response"))}`,
        py`assert len(rows) == 1`,
        py`[answered] = rows`,
        ...unknown.map((field) =>
          isTold(field)
            ? py`assert answered.pop(${str(field.name)}) == ${heldValue(kit, entity, row, field)}`
            : py`assert answered.pop(${str(field.name)})`,
        ),
        ...references.map((field) => py`assert answered.pop(${str(field.name)})`),
        py`assert answered == ${expected.row}`,
        total && py`assert ${at(py`response.json()`, total)} == 1`,
      ),
    ],
  };
}

function emptyCase(scene: ListScene): TestCase {
  const asked = asks(scene);
  return {
    name: `is empty where there are no ${many(scene.entity)}`,
    fixtures: ["client"],
    body: [
      paragraph(...scene.setup, py`assert ${rowsAsked(scene, asked)} == []`),
      paragraph(makes(scene, literal(mark(scene, 0))), py`page = ${asked}`),
      paragraph(py`assert ${markersIn(scene, page)} == ${marks(scene, 0)}`, totals(scene, 1)),
    ],
  };
}

/** Only what lives below the row of the path. */
function parentCases(scene: ListScene): readonly TestCase[] {
  const { kit, operation, create } = scene;
  const { parent } = operation.meaning.behaviour;
  if (!parent || isAccount(kit, parent.entity)) return [];
  const above = sceneOf(kit, parent.entity);
  const createParent = createOf(kit, parent.entity);
  if (!above || !createParent) return [];
  const other = name(`other_${variable(kit, parent.entity)}`);
  const key = keyOf(kit, above.entity, other);
  const account = scene.owner ? { account: scene.owner } : {};
  const otherRow = call(create, {
    rows: { parent: key },
    ...account,
    extra: details([[scene.marker, mark(scene, 1)]]),
  });
  return [
    {
      name: `lists no ${many(scene.entity)} of another ${one(above.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.setup,
          assign(
            other,
            call(createParent, { rows: above.rows, ...(above.owner && { account: above.owner }) }),
          ),
          makes(scene, literal(mark(scene, 0))),
          otherRow,
        ),
        py`page = ${asks(scene)}`,
        paragraph(py`assert ${markersIn(scene, page)} == ${marks(scene, 0)}`, totals(scene, 1)),
      ],
    },
  ];
}

/** Rows of the caller, and of nobody else. */
function ownCases(scene: ListScene): readonly TestCase[] {
  const { kit, operation, owner } = scene;
  const { account } = kit;
  if (!operation.meaning.behaviour.own || !owner || !account || scene.create.meaning.roles.length > 0)
    return [];
  const stranger = name("stranger");
  return [
    {
      name: `lists no ${many(scene.entity)} of another ${one(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, registers(account, stranger)),
        paragraph(
          makes(scene, literal(mark(scene, 0))),
          makes(scene, literal(mark(scene, 1)), { by: stranger }),
        ),
        py`page = ${asks(scene)}`,
        paragraph(
          py`assert ${markersIn(scene, page)} == ${marks(scene, 0)}`,
          totals(scene, 1),
          py`assert ${markersAsked(scene, asks({ ...scene, caller: stranger }))} == ${marks(scene, 1)}`,
        ),
      ],
    },
  ];
}

/** Rows of those whom the caller follows, and of nobody else. */
function followingCases(scene: ListScene): readonly TestCase[] {
  const { kit, follow, caller, owner, operation } = scene;
  const { account } = kit;
  const { following } = operation.meaning.behaviour;
  if (!follow || !caller || !owner || !account || following === undefined) return [];
  const remove = removeFrom(kit, following);
  const stranger = name("stranger");
  const seen = (numbers: readonly number[]) => [
    py`page = ${asks(scene)}`,
    paragraph(
      py`assert ${markersIn(scene, page)} == ${marks(scene, ...numbers)}`,
      totals(scene, numbers.length),
    ),
  ];
  const cases: TestCase[] = [
    {
      name: `lists only ${many(scene.entity)} of those whom the caller ${does(following)}`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, registers(account, stranger), follows(kit, follow, stranger, caller)),
        paragraph(
          makes(scene, literal(mark(scene, 0))),
          makes(scene, literal(mark(scene, 1)), { by: stranger }),
          makes(scene, literal(mark(scene, 2)), { by: caller }),
        ),
        ...seen([0]),
      ],
    },
    {
      name: "differs from caller to caller",
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, registers(account, stranger), makes(scene, literal(mark(scene, 0)))),
        py`page = ${call(operation, { account: stranger })}`,
        paragraph(
          py`assert ${rowsIn(scene, page)} == []`,
          totals(scene, 0),
          py`assert ${markersAsked(scene, asks(scene))} == ${marks(scene, 0)}`,
        ),
      ],
    },
  ];
  if (remove)
    cases.push({
      name: `forgets those whom the caller no longer ${does(following)}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.setup,
          makes(scene, literal(mark(scene, 0))),
          py`assert ${markersAsked(scene, asks(scene))} == ${marks(scene, 0)}`,
        ),
        follows(kit, remove, caller, owner),
        ...seen([]),
      ],
    });
  return cases;
}
