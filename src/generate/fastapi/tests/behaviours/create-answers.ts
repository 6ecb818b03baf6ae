import { type Field, fieldOf } from "#domain";
import { commaList, name, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { details } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { entityIn, shownFieldsOf } from "../kit.ts";
import { one } from "../words.ts";
import type { CreateScene } from "./create-scene.ts";

/** What must be given with one value of another field is taken then. */
export function needCases({ kit, made, operation }: CreateScene): readonly TestCase[] {
  const { body, answer } = operation.meaning.behaviour;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const isShown = (field: string): boolean =>
    shownFieldsOf(kit, answer.representation).some(({ name: each }) => each === field);
  return (body.needs ?? []).flatMap(({ field, where, is }): readonly TestCase[] => {
    const telling = fieldOf(entity, where);
    if (!telling || !isShown(field) || !isShown(where)) return [];
    const { statements, row } = made(details([[telling, is]]));
    return [
      {
        name: `takes ${field} where ${where} is ${is}`,
        kind: "shape",
        fixtures: ["client"],
        body: [
          paragraph(...statements),
          paragraph(
            py`assert ${row}[${str(where)}] == ${str(is)}`,
            py`assert ${row}[${str(field)}] is not None`,
          ),
        ],
      },
    ];
  });
}

/** Codes that are made here differ from row to row. */
export function codeCases(scene: CreateScene): readonly TestCase[] {
  const { made, kit, operation } = scene;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  return shown(scene).flatMap((field): readonly TestCase[] => {
    if (field.meaning.kind !== "code") return [];
    const { statements, row } = made([]);
    const first = name("first");
    return [
      {
        name: `gives every ${one(entity)} a ${field.name} of its own`,
        fixtures: ["client"],
        body: [
          paragraph(...statements, py`${first} = ${row}`, ...statements.slice(-1)),
          py`assert ${row}[${str(field.name)}] != ${first}[${str(field.name)}]`,
        ],
      },
    ];
  });
}

/** What callers are told, by what was made. */
export function messageCases(scene: CreateScene): readonly TestCase[] {
  const { kit, operation, made } = scene;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  return shown(scene).flatMap((field): readonly TestCase[] => {
    const by = field.meaning.kind === "message" ? field.meaning.by : undefined;
    const telling = by && fieldOf(entity, by.field);
    if (!by || !telling) return [];
    const value = name("value");
    const { statements, row } = made([py`${name(attributeName(telling.name))}=${value}`]);
    const pairs = by.texts.map((each) => py`(${str(each.value)}, ${str(each.text)})`);
    return [
      {
        name: `tells by the ${telling.name} what was made`,
        fixtures: ["client"],
        parameters: [
          {
            names: [
              { name: "value", type: py`str` },
              { name: "text", type: py`str` },
            ],
            values: py`[${commaList(pairs)}]`,
          },
        ],
        body: [paragraph(...statements), py`assert ${row}[${str(field.name)}] == ${name("text")}`],
      },
    ];
  });
}

function shown({ kit, operation }: CreateScene): readonly Field[] {
  return shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
}
