import { type Entity, type Field, fieldOf } from "#domain";
import { type JsonLike, literal, name, type Py, py, str } from "#python";
import { namesRows } from "../../references.ts";
import { attributeName } from "../../tables.ts";
import { type Act, actOf } from "../acts.ts";
import { accountAttributes } from "../api-support.ts";
import { answered, call, details, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases, ownerCases } from "../credentials.ts";
import type { Given } from "../derived-values.ts";
import { expectRow } from "../expected.ts";
import {
  entityIn,
  isAccount,
  isAmong,
  type Kit,
  keyOf,
  type OperationOf,
  operationsOf,
  shownFieldsOf,
} from "../kit.ts";
import { namedBy } from "../references.ts";
import { sceneOf } from "../scenes.ts";
import { heldValue } from "../sights.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { sampleValue } from "../values.ts";
import { one } from "../words.ts";
import { anyKeyCases } from "./any-key.ts";
import { unchangedCases } from "./versions.ts";

/** One row by its key: all that is shown of it, relative to who asks. */
export function readCases(kit: Kit, operation: OperationOf<"read">): readonly TestCase[] {
  const act = actOf(kit, operation);
  if (!act) return [];
  return [
    answerCase(kit, operation, act),
    ...embeddedCases(kit, operation),
    ...flagCases(kit, operation),
    ...anyKeyCases(kit, operation),
    ...unchangedCases(act),
    ...credentialCases(kit, act),
    ...ownerCases(kit, act),
    ...unknownRowCases(kit, act),
  ];
}

function sentRead(operation: OperationOf<"read">, act: Act): Py {
  return request(operation, { rows: act.rows, ...(act.caller && { headers: py`${act.caller}.headers` }) });
}

function answerCase(kit: Kit, operation: OperationOf<"read">, act: Act): TestCase {
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const shown = shownFieldsOf(kit, behaviour.answer.representation);
  const isSeen = (field: Field): boolean =>
    isAmong(shown, field) ||
    shown.some(({ meaning }) => meaning.kind === "slug" && meaning.of === field.name);
  const pairs = (act.scene?.create.meaning.behaviour.body.fields ?? [])
    .flatMap(({ field }) => fieldOf(entity, field) ?? [])
    .filter((field) => isSeen(field) && !namesRows(field))
    .map((field): readonly [Field, JsonLike] => [field, sampleValue(kit, entity, field, 0)]);
  const given: Given = new Map(pairs.map(([field, value]) => [field.name, value]));
  const scene = sceneOf(kit, entity.name, { details: details(pairs) }) ?? act.scene;
  const expected = expectRow(kit, entity, behaviour.answer.representation, given, {
    owner: scene?.owner,
    ...(scene && { named: namedBy(kit, scene.create, scene.row) }),
  });
  return {
    name: `answers the ${one(entity)} of the ${entity.identity.field}`,
    fixtures: ["client"],
    ...(expected.timed && { uses: ["set_clock"] as const }),
    body: [
      paragraph(...(scene?.statements ?? []), ...act.own),
      py`response = ${sentRead(operation, act)}`,
      paragraph(
        py`assert response.status_code == ${behaviour.answer.status}`,
        py`answered = ${answered(operation, name("response"))}`,
        ...expected.unknown.map((field) =>
          ["identity", "parent-key", "owner-key", "total"].includes(field.meaning.kind) &&
          scene &&
          isHeld(kit, entity, field)
            ? py`assert answered.pop(${str(field.name)}) == ${heldValue(kit, entity, scene.row, field)}`
            : py`assert answered.pop(${str(field.name)})`,
        ),
        py`assert answered == ${expected.row}`,
      ),
    ],
  };
}

/** Whether the variable of a row tells the field: of an account, tests know no more than how it is found and signs in. */
function isHeld(kit: Kit, entity: Entity, field: Field): boolean {
  return (
    !kit.account ||
    !isAccount(kit, entity.name) ||
    accountAttributes(kit.account).includes(attributeName(field.name))
  );
}

/** Accounts that rows embed are shown as they are now. */
function embeddedCases(kit: Kit, operation: OperationOf<"read">): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const { account } = kit;
  const [update] = operationsOf(kit, "update-current-account");
  const scene = sceneOf(kit, entity.name);
  const owner = entity.owner && fieldOf(entity, entity.owner.field);
  if (
    !account ||
    !update ||
    !scene?.owner ||
    owner?.meaning.kind !== "reference" ||
    isAccount(kit, entity.name)
  )
    return [];
  if (operation.meaning.access === "required" || operation.meaning.access === "owner") return [];
  const shown = shownFieldsOf(kit, owner.meaning.representation);
  const changed = update.meaning.behaviour.body.fields
    .flatMap(({ field }) => fieldOf(account.entity, field) ?? [])
    .find((field) => isAmong(shown, field) && !field.unique);
  if (!changed) return [];
  const value = literal(sampleValue(kit, account.entity, changed, 1));
  const found = call(operation, { rows: scene.rows });
  return [
    {
      name: `answers the ${owner.name} as they are now`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.statements,
          call(update, { account: scene.owner, extra: [py`{${str(changed.name)}: ${value}}`] }),
        ),
        py`found = ${found}`,
        py`assert found[${str(owner.name)}][${str(changed.name)}] == ${value}`,
      ],
    },
  ];
}

/** Flags and counts of memberships, in the row and in the account that it embeds. */
function flagCases(kit: Kit, operation: OperationOf<"read">): readonly TestCase[] {
  const { behaviour, access } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const { account } = kit;
  if (!account || access !== "optional") return [];
  const shown = shownFieldsOf(kit, behaviour.answer.representation);
  const own = shown.flatMap((field) =>
    field.meaning.kind === "caller-flag" ? [{ path: [field.name], relation: field.meaning.relation }] : [],
  );
  const embedded = shown.flatMap((field) => {
    if (field.meaning.kind !== "reference") return [];
    return shownFieldsOf(kit, field.meaning.representation).flatMap((inner) =>
      inner.meaning.kind === "caller-flag"
        ? [{ path: [field.name, inner.name], relation: inner.meaning.relation }]
        : [],
    );
  });
  return [...own, ...embedded].flatMap(({ path, relation }): readonly TestCase[] => {
    const add = operationsOf(kit, "membership").find(
      ({ meaning }) => meaning.behaviour.relation === relation && meaning.behaviour.action === "add",
    );
    const scene = sceneOf(kit, entity.name);
    if (!add || !scene) return [];
    const target = path.length === 1 ? scene.rows.item : ownerKey(kit, scene.owner);
    if (!target) return [];
    const caller = name("caller");
    const see = (viewer: Py | undefined): Py => {
      const found = call(operation, { rows: scene.rows, ...(viewer && { account: viewer }) });
      return py`(${found})${path.map((part) => py`[${str(part)}]`).reduce((one, next) => py`${one}${next}`)}`;
    };
    const stranger = name("stranger");
    return [
      {
        name: `tells each caller their own ${path.toReversed().join(" of the ")}`,
        fixtures: ["client"],
        body: [
          paragraph(
            ...scene.statements,
            registers(account, caller),
            registers(account, stranger),
            call(add, { rows: { item: target }, account: caller }),
          ),
          paragraph(
            py`assert ${see(caller)} is True`,
            py`assert ${see(stranger)} is False`,
            py`assert ${see(undefined)} is False`,
          ),
        ],
      },
    ];
  });
}

function ownerKey(kit: Kit, owner: Py | undefined): Py | undefined {
  return kit.account && owner && keyOf(kit, kit.account.entity, owner);
}
