import { plural } from "#base";
import { type Contract, flattenSchema, type Schema } from "#contract";
import { type Field, fieldOf, itemTag, kindOf } from "#domain";
import { commaList, imported, type JsonLike, literal, name, type Py, py, str } from "#python";
import { answerNode } from "../../media/media-plan.ts";
import type { Act } from "../acts.ts";
import { openList } from "../behaviours/list-scene.ts";
import { call, details, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { shownValue } from "../expected.ts";
import { entityIn, isAccount, type Kit, type OperationOf, shownFieldsOf } from "../kit.ts";
import { sceneOf } from "../scenes.ts";
import { heldValue } from "../sights.ts";
import { sampleValue } from "../values.ts";
import { called, headersWith, statusOf } from "./sent-as.ts";
import { pathName } from "./spelled.ts";

/** Answers in XML, read by a parser: the rows that were made, under the names that the contract gives them. */
export function xmlAnswerCases(kit: Kit, act: Act): readonly TestCase[] {
  const [type] = act.operation.meaning.media?.answered ?? [];
  const node = answerNode(act.operation);
  if (type === undefined || !node) return [];
  const { behaviour } = act.operation.meaning;
  if (behaviour.kind === "list") return listCase(kit, act.operation as OperationOf<"list">, type);
  if (behaviour.kind === "read") return [readCase(kit, act, type)];
  return [plainCase(kit, act, type)];
}

/** Any other answer: who it is about, where that is known, and what the document is called. */
function plainCase(kit: Kit, act: Act, type: string): TestCase {
  const { operation, scene } = act;
  const { behaviour } = operation.meaning;
  const entity = "entity" in behaviour ? entityIn(kit, behaviour.entity) : undefined;
  const key = entity && scene && fieldOf(entity, entity.identity.field);
  const known = key && rowIn(kit, act).find((each) => each.field === key);
  const isMade =
    behaviour.kind === "create" || behaviour.kind === "register" || behaviour.kind === "create-many";
  const held =
    known && scene && !isMade && !isAccount(kit, entity.name)
      ? heldValue(kit, entity, scene.row, key)
      : undefined;
  return {
    name: `answers ${called(type)}`,
    ...(!held && { kind: "shape" as const }),
    fixtures: ["client"],
    body: [
      paragraph(...act.statements),
      sent(act, type, act.body),
      paragraph(
        ...received(kit, act, type, held !== undefined),
        ...(held && known ? [py`assert ${textAt(known)} == str(${held})`] : []),
      ),
    ],
  };
}

function readCase(kit: Kit, act: Act, type: string): TestCase {
  const entity = entityIn(kit, (act.operation as OperationOf<"read">).meaning.behaviour.entity);
  const places = rowIn(kit, act);
  const create = act.scene?.create.meaning.behaviour.body.fields ?? [];
  const pairs = create
    .flatMap(({ field }) => fieldOf(entity, field) ?? [])
    .filter((field) => !field.refersTo && places.some((each) => each.field === field))
    .map((field): readonly [Field, JsonLike] => [field, sampleValue(kit, entity, field, 0)]);
  const scene = sceneOf(kit, entity.name, { details: details(pairs) }) ?? act.scene;
  const checks = pairs.flatMap(([field, value]) => {
    const place = places.find((each) => each.field === field);
    const shown = shownValue(kit, entity, field, value);
    return place && shown !== undefined ? checksOf(kit, place, shown) : [];
  });
  return {
    name: `answers ${called(type)}`,
    fixtures: ["client"],
    body: [
      paragraph(...(scene?.statements ?? []), ...act.own),
      sent(act, type),
      paragraph(...received(kit, act, type, checks.length > 0), ...checks),
    ],
  };
}

function listCase(kit: Kit, operation: OperationOf<"list">, type: string): readonly TestCase[] {
  const scene = openList(kit, operation);
  const places = rowIn(kit, { operation });
  const key = scene && fieldOf(scene.entity, scene.entity.identity.field);
  const place = places.find(({ field }) => field === key) ?? places[0];
  if (!scene || !place) return [];
  const row = name("row");
  const { query, values } = scene.standing;
  const made = call(scene.create, {
    rows: scene.rows,
    ...(scene.owner && { account: scene.owner }),
    extra: details(values),
  });
  const asked = request(operation, {
    rows: scene.rows,
    ...(query.length > 0 && {
      query: py`{${commaList(query.map(([parameter, value]) => py`${str(parameter)}: ${value}`))}}`,
    }),
    headers: headersWith(scene.caller, py`"Accept": ${str(type)}`),
  });
  const found = place.attribute
    ? py`[each.get(${str(place.path)}) for each in document.iter()]`
    : py`[each.text for each in document.iter(${str(place.path)})]`;
  return [
    {
      name: `answers ${called(type)}`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, py`${row} = ${made}`),
        py`response = ${asked}`,
        paragraph(
          ...received(kit, { operation }, type, true),
          py`assert str(${row}[${str(place.field.name)}]) in ${found}`,
        ),
      ],
    },
  ];
}

function sent(act: Act, type: string, body?: Py): Py {
  return py`response = ${request(act.operation, {
    rows: act.rows,
    ...(body && { body }),
    headers: headersWith(act.caller, py`"Accept": ${str(type)}`),
  })}`;
}

/** That the answer is a document of the name that it should have. `read`: whether more is asked of it afterwards. */
function received(
  kit: Kit,
  { operation }: Pick<Act, "operation">,
  type: string,
  read: boolean,
): readonly Py[] {
  const root = rootName(kit.blueprint, operation);
  return [
    py`assert response.status_code == ${statusOf(operation)}`,
    py`assert response.headers["Content-Type"] == ${str(type)}`,
    py`${(read || root !== undefined) && py`document = `}${imported("defusedxml.ElementTree", "fromstring")}(response.content)`,
    ...(root === undefined ? [] : [py`assert document.tag == ${str(root)}`]),
  ];
}

/** Where a document says what a field holds. */
interface Place {
  readonly field: Field;
  readonly schema: Schema;
  readonly path: string;
  readonly attribute: boolean;
}

/** The fields of the row that an answer holds, each with its place in the row's element. */
function rowIn(kit: Kit, { operation }: Pick<Act, "operation">): readonly Place[] {
  const { contract } = kit.blueprint;
  const { behaviour } = operation.meaning;
  if (!("answer" in behaviour) || !("representation" in behaviour.answer)) return [];
  const { representation } = behaviour.answer;
  const entity = "entity" in behaviour ? entityIn(kit, behaviour.entity) : undefined;
  const form = entity?.representations.find(({ name: each }) => each === representation);
  if (!form) return [];
  const root = form.schema.xml;
  const inherited = root?.prefix === undefined ? root?.namespace : undefined;
  const envelope = "envelope" in behaviour.answer ? behaviour.answer.envelope : undefined;
  const above = envelope === undefined ? "" : `${form.schema.xml?.name ?? envelope}/`;
  return shownFieldsOf(kit, representation).flatMap((field): readonly Place[] => {
    const property = form.schema.properties.find(({ name: each }) => each === field.name);
    if (!property) return [];
    const schema = flattenSchema(contract, property.schema);
    const tag = pathName(schema.xml, schema.xml?.name ?? field.name, inherited);
    const attribute = schema.xml?.attribute === true;
    return [
      { field, schema, path: behaviour.kind === "list" || attribute ? tag : `${above}${tag}`, attribute },
    ];
  });
}

function textAt({ path, attribute }: Place): Py {
  return attribute ? py`document.get(${str(path)})` : py`document.findtext(${str(path)})`;
}

/** What a document must say of a value. */
function checksOf(kit: Kit, place: Place, value: JsonLike): readonly Py[] {
  const { contract } = kit.blueprint;
  if (Array.isArray(value)) return listChecks(contract, place, value);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => {
      const property = place.schema.properties.find(({ name: each }) => each === key);
      if (!property || typeof inner === "object") return [];
      const schema = flattenSchema(contract, property.schema);
      const path = `${place.path}/${pathName(schema.xml, schema.xml?.name ?? key)}`;
      if (schema.xml?.attribute === true) return [];
      return [py`assert document.findtext(${str(path)}) == ${str(texted(inner))}`];
    });
  }
  return [py`assert ${textAt(place)} == ${str(texted(value))}`];
}

function listChecks(contract: Contract, { schema, path }: Place, value: readonly JsonLike[]): readonly Py[] {
  const items = schema.items && flattenSchema(contract, schema.items);
  if (!items || kindOf(items) !== "value") return [];
  const tag = items.xml?.name ?? path;
  const all = schema.xml?.wrapped === true ? `${path}/${tag}` : tag;
  return [py`assert [each.text for each in document.findall(${str(all)})] == ${literal(value.map(texted))}`];
}

function texted(value: JsonLike): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What the document of an answer is called, where the contract says it. */
function rootName({ contract }: Kit["blueprint"], operation: Act["operation"]): string | undefined {
  const node = answerNode(operation);
  const schema = node && flattenSchema(contract, node);
  const tag = schema && kindOf(schema) === "array" ? itemTag(contract, schema) : undefined;
  const title = schema?.xml?.name ?? (tag === undefined ? undefined : plural(tag));
  return title === undefined ? undefined : pathName(schema?.xml, title);
}
