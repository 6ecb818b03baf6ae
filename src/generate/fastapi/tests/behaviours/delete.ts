import { type Entity, fieldOf } from "#domain";
import { imported, literal, name, type Py, py, str } from "#python";
import { notFound } from "../../refusal-texts.ts";
import { attributeName, deletedAt } from "../../tables.ts";
import { type Act, actOf } from "../acts.ts";
import { api, call, details, keyExpression, keywordArguments, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { answerForm, credentialCases, ownerCases, refusedAsStranger } from "../credentials.ts";
import {
  createOf,
  entityIn,
  isAccount,
  isAmong,
  type Kit,
  keyOf,
  listOf,
  needsAccount,
  type OperationOf,
  operationsOf,
  readOf,
  shownFieldsOf,
  variable,
} from "../kit.ts";
import { letsIn } from "../role-support.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { secondMaker } from "../second-rows.ts";
import { rowsOf, sightOf } from "../sights.ts";
import { assign } from "../statements.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { assertEqual, isFreeText, sampleElement, sampleValue } from "../values.ts";
import { many, one } from "../words.ts";
import { namedRowCases } from "./references.ts";
import { heldCases } from "./trees.ts";
import { unconfirmedCases } from "./unconfirmed.ts";
import { guardCases } from "./versions.ts";

/** A row goes, with what belongs to it; everything else stays. */
export function deleteCases(kit: Kit, operation: OperationOf<"delete">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const scene = act?.scene;
  if (!act || !scene) return [];
  return [
    ...answerCases(kit, act, scene),
    ...goneCases(kit, act, scene),
    ...keptCases(act, scene),
    ...otherCases(kit, act, scene),
    ...childCases(kit, act, scene),
    ...valueCases(kit, act, scene),
    ...membershipCases(kit, act, scene),
    repeatedCase(kit, act, scene),
    ...namedRowCases(kit, operation),
    ...heldCases(kit, act, scene),
    ...unconfirmedCases(kit, act, scene),
    ...guardCases(kit, act),
    ...credentialCases(kit, act),
    ...ownerCases(kit, act),
    ...parentOwnerCases(kit, act, scene),
    ...unknownRowCases(kit, act),
  ];
}

function deletes(act: Act): Py {
  return call(act.operation, { rows: act.rows, ...(act.caller && { account: act.caller }) });
}

function sentDelete(act: Act): Py {
  return request(act.operation, {
    rows: act.rows,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
}

/** The list in which the row was, as its maker sees it. */
function emptyList(kit: Kit, scene: Scene): Py | undefined {
  const list = listOf(kit, scene.entity.name);
  if (!list || (list.meaning.behaviour.parent && !scene.rows.parent)) return undefined;
  if (needsAccount(list) && (!scene.owner || !letsIn(list, scene.create))) return undefined;
  const account = needsAccount(list) ? scene.owner : undefined;
  return rowsOf(kit, list, { rows: scene.rows, ...(account && { account }) });
}

/** A read of the row by who made it. */
function sentRead(read: OperationOf<"read">, act: Act, scene: Scene): Py | undefined {
  if (!needsAccount(read)) return request(read, { rows: act.rows });
  if (!letsIn(read, scene.create)) return undefined;
  return scene.owner && request(read, { rows: act.rows, headers: py`${scene.owner}.headers` });
}

function goneCases(kit: Kit, act: Act, scene: Scene): readonly TestCase[] {
  const read = readOf(kit, scene.entity.name);
  const own = goneAccountCases(kit, act, scene, read);
  if (own) return own;
  const list = emptyList(kit, scene);
  const looks = read && sentRead(read, act, scene);
  if (!looks && !list) return [];
  return [
    {
      name: `removes the ${one(scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        deletes(act),
        paragraph(looks && py`${api("assert_refused")}(${looks}, 404)`, list && py`assert ${list} == []`),
      ],
    },
  ];
}

/** What is answered is of the row that went. */
function answerCases(kit: Kit, act: Act, scene: Scene): readonly TestCase[] {
  const { representation } = operationAnswer(act);
  const known = shownFieldsOf(kit, answerForm(scene));
  const shown = shownFieldsOf(kit, representation);
  const entries = shown.flatMap((field) => {
    const held = field.meaning.kind === "own-key" ? field.meaning.of : field.name;
    return known.some((each) => each.name === held) ? [[field, held] as const] : [];
  });
  if (entries.length === 0) return [];
  return [
    {
      name: `answers the ${one(scene.entity)} that went`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`answered = ${deletes(act)}`,
        paragraph(
          ...entries.map(
            ([field, held]) => py`assert answered[${str(field.name)}] == ${scene.row}[${str(held)}]`,
          ),
        ),
      ],
    },
  ];
}

function operationAnswer({
  operation: {
    meaning: { behaviour },
  },
}: Act): { readonly representation?: string } {
  return behaviour.kind === "delete" ? behaviour.answer : {};
}

/** A row that is only marked is still there, for those who look into the database. */
function keptCases(act: Act, { entity, rows }: Scene): readonly TestCase[] {
  const key = tableColumnName(entity);
  if (!entity.keepsDeleted || !rows.item || key === undefined) return [];
  const table = py`${imported("app.database", "Base")}.metadata.tables[${str(entity.table)}]`;
  const select = imported("sqlalchemy", "select");
  return [
    {
      name: `keeps the ${one(entity)}, marked`,
      fixtures: ["client", "connection", "set_clock"],
      body: [
        paragraph(...act.statements),
        paragraph(
          deletes(act),
          py`table = ${table}`,
          py`kept = await connection.scalar(${select}(table.c.${name(deletedAt)}).where(table.c.${name(key)} == ${keyExpression(rows.item)}))`,
        ),
        py`assert kept == set_clock.now()`,
      ],
    },
  ];
}

function tableColumnName(entity: Entity): string | undefined {
  return entity.identity.by === "client" ? undefined : attributeName(entity.identity.field);
}

/** An account that its owner takes away: others find none, where only they can look. */
function goneAccountCases(
  { account }: Kit,
  act: Act,
  scene: Scene,
  read: OperationOf<"read"> | undefined,
): readonly TestCase[] | undefined {
  if (!account || !read || !needsAccount(read) || act.caller?.text !== scene.owner?.text) return undefined;
  if (scene.entity !== account.entity || read.meaning.roles.length > 0) return undefined;
  const viewer = name("viewer");
  const looks = request(read, { rows: act.rows, headers: py`${viewer}.headers` });
  return [
    {
      name: `removes the ${one(scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, registers(account, viewer)),
        deletes(act),
        py`${api("assert_refused")}(${looks}, 404)`,
      ],
    },
  ];
}

function otherCases(kit: Kit, act: Act, scene: Scene): readonly TestCase[] {
  const { entity, create } = scene;
  const maker = secondMaker(kit, scene);
  if (create.meaning.behaviour.kind !== "create") return [];
  const other = name(`other_${variable(kit, entity.name)}`);
  const otherScene: Scene = {
    ...scene,
    ...(maker.owner && { owner: maker.owner }),
    row: other,
    rows: { ...scene.rows, item: keyOf(kit, entity, other) },
  };
  const sight = sightOf(kit, entity, { scene: otherScene });
  const marker = create.meaning.behaviour.body.fields
    .flatMap(({ field }) => fieldOf(entity, field) ?? [])
    .find(
      (field) => field.meaning.kind === "scalar" && !field.refersTo && sight && isAmong(sight.shown, field),
    );
  const read = readOf(kit, entity.name);
  const gone = read && sentRead(read, act, scene);
  if (!sight || !marker || sight.representation !== answerForm(scene)) return [];
  const value = sampleValue(kit, entity, marker, 0);
  const made = call(create, {
    rows: scene.rows,
    ...(maker.owner && { account: maker.owner }),
    extra: details([[marker, value]]),
  });
  return [
    {
      name: `leaves the other ${many(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.statements, ...maker.statements, assign(other, made), ...act.own),
        deletes(act),
        paragraph(
          assertEqual(sight.see(marker), sight.expect(literal(value))),
          py`assert ${sight.whole} == ${sight.expect(other)}`,
          gone && py`assert (${gone}).status_code == 404`,
        ),
      ],
    },
  ];
}

/** What lives below the row goes with it: a row of the same key begins without it. */
function childCases(kit: Kit, act: Act, scene: Scene): readonly TestCase[] {
  const { entity, row, owner } = scene;
  const slug = fieldOf(entity, entity.identity.field);
  const children = kit.domain.entities.filter(({ parent }) => parent?.entity === entity.name);
  const source =
    slug?.meaning.kind === "slug" ? fieldOf(entity, slug.meaning.of) : slug?.unique ? slug : undefined;
  if (source?.meaning.kind !== "scalar") return [];
  return children.flatMap((child): readonly TestCase[] => {
    const create = createOf(kit, child.name);
    const list = listOf(kit, child.name);
    if (!create || !list || needsAccount(list) || scene.create.meaning.behaviour.kind !== "create") return [];
    const maker = owner ?? act.caller;
    if (needsAccount(create) && !maker) return [];
    const key = keyOf(kit, entity, row);
    const value = isFreeText(source) ? "Again" : sampleValue(kit, entity, source, 0);
    const extra = details([[source, value]]);
    const first = sceneOf(kit, entity.name, { details: extra });
    const again = call(scene.create, { rows: scene.rows, ...(owner && { account: owner }), extra });
    const rows = rowsOf(kit, list, { rows: { parent: key } });
    if (!first) return [];
    return [
      {
        name: `takes its ${many(child)} with it`,
        fixtures: ["client"],
        body: [
          paragraph(
            ...first.statements,
            ...act.own,
            call(create, { rows: { parent: key }, ...(maker && { account: maker }) }),
            py`assert len(${rows}) == 1`,
          ),
          paragraph(deletes(act), assign(row, again)),
          paragraph(slug?.meaning.kind === "slug" && py`assert ${key} == "again"`, py`assert ${rows} == []`),
        ],
      },
    ];
  });
}

/** Values that only this row had are no longer listed. */
function valueCases(kit: Kit, act: Act, scene: Scene): readonly TestCase[] {
  const { entity } = scene;
  return operationsOf(kit, "distinct-values").flatMap((distinct): readonly TestCase[] => {
    const { behaviour } = distinct.meaning;
    const field = fieldOf(entity, behaviour.field);
    if (behaviour.entity !== entity.name || !field || needsAccount(distinct)) return [];
    const value = sampleElement(kit, field, 0);
    const made = sceneOf(kit, entity.name, { details: details([[field, [value]]]) });
    if (!made) return [];
    return [
      {
        name: `takes its ${field.name} with it`,
        fixtures: ["client"],
        body: [
          paragraph(...made.statements, ...act.own, py`assert ${call(distinct)} == ${literal([value])}`),
          deletes(act),
          py`assert ${call(distinct)} == []`,
        ],
      },
    ];
  });
}

/** Rows are gone for those who stand in a relation to them too. */
function membershipCases(kit: Kit, act: Act, scene: Scene): readonly TestCase[] {
  const { entity } = scene;
  const { account } = kit;
  const list = listOf(kit, entity.name);
  if (!account || !list || needsAccount(list)) return [];
  const filter = list.meaning.behaviour.filters.find(({ by }) => by.kind === "member");
  const relation = filter?.by.kind === "member" ? filter.by.relation : undefined;
  const add = operationsOf(kit, "membership").find(
    ({ meaning }) => meaning.behaviour.relation === relation && meaning.behaviour.action === "add",
  );
  if (!filter || !add || !act.caller) return [];
  const caller = name("caller");
  const query = keywordArguments([[filter.parameter, keyOf(kit, account.entity, caller)]]);
  const rows = rowsOf(kit, list, { rows: scene.rows, extra: query });
  return [
    {
      name: `is gone for those who ${add.meaning.behaviour.relation} it`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...act.statements,
          registers(account, caller),
          call(add, { rows: { ...(scene.rows.item && { item: scene.rows.item }) }, account: caller }),
          py`assert len(${rows}) == 1`,
        ),
        deletes(act),
        py`assert ${rows} == []`,
      ],
    },
  ];
}

function repeatedCase(kit: Kit, act: Act, scene: Scene): TestCase {
  // Whose account is gone is nobody any more.
  const isSelf =
    isAccount(kit, scene.entity.name) && act.caller === scene.owner && needsAccount(act.operation);
  return {
    name: "cannot be repeated",
    fixtures: ["client"],
    body: [
      paragraph(...act.statements, deletes(act)),
      py`response = ${sentDelete(act)}`,
      isSelf
        ? py`${api("assert_unauthorized")}(response)`
        : py`${api("assert_refused")}(response, 404, ${str(notFound(scene.entity))})`,
    ],
  };
}

/** Whoever owns the row above does not own what others made below it. */
function parentOwnerCases(kit: Kit, act: Act, scene: Scene): readonly TestCase[] {
  const { behaviour, access } = act.operation.meaning;
  const parent = "parent" in behaviour ? behaviour.parent : undefined;
  const { account } = kit;
  const create = createOf(kit, scene.entity.name);
  if (access !== "owner" || !parent || !account || !create || isAccount(kit, parent.entity)) return [];
  const above = sceneOf(kit, parent.entity);
  const aboveEntity: Entity = entityIn(kit, parent.entity);
  if (!above?.owner || aboveEntity.owner === undefined) return [];
  const guest = name("guest");
  const made = call(create, { rows: scene.rows, account: guest });
  return [
    {
      name: `refuses the ${aboveEntity.owner.field} of the ${one(aboveEntity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...above.statements, registers(account, guest), assign(scene.row, made)),
        py`response = ${request(act.operation, { rows: act.rows, headers: py`${above.owner}.headers` })}`,
        refusedAsStranger(act, scene.entity),
      ],
    },
  ];
}
