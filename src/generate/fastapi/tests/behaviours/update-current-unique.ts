import { importedModule, literal, name, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { api, awaitless, call, placeOf, registers, request } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { readOf } from "../kit.ts";
import { sampleValue, texts } from "../values.ts";
import { one } from "../words.ts";
import { uniqueFields } from "./register.ts";
import { bodyOf, change, type OwnUpdate, updatesOwn } from "./update-current-scene.ts";

/** A new key moves what is found by it. */
export function keyCases(scene: OwnUpdate): readonly TestCase[] {
  const { kit, account, holder, act } = scene;
  const read = readOf(kit, account.entity.name);
  const key = act.fields.find(({ field }) => field.name === account.entity.identity.field)?.field;
  if (!read || !key) return [];
  const value = sampleValue(kit, account.entity, key, 1);
  const old = py`${holder}.${name(attributeName(key.name))}`;
  return [
    {
      name: `moves the ${one(account.entity)} to a new ${key.name}`,
      fixtures: ["client"],
      body: [
        registers(account, holder),
        updatesOwn(scene, change(key, value)),
        paragraph(
          py`assert (${call(read, { rows: { item: literal(value) }, account: holder })})[${str(key.name)}] == ${literal(value)}`,
          py`${api("assert_refused")}(${request(read, { rows: { item: old } })}, 404)`,
        ),
      ],
    },
    {
      name: "accepts what is there already",
      fixtures: ["client"],
      body: [
        registers(account, holder),
        updatesOwn(scene, {
          fields: uniqueFields(act).map((field) => field.name),
          entries: uniqueFields(act).map(
            (field) => py`${str(field.name)}: ${holder}.${name(attributeName(field.name))}`,
          ),
        }),
        py`assert ${scene.sight.see(key)} == ${old}`,
      ],
    },
  ];
}

export function takenCases(scene: OwnUpdate): readonly TestCase[] {
  const { kit, account, act, holder, sight, shown } = scene;
  const unique = uniqueFields(act);
  const { conflict, body } = act.operation.meaning.refusals;
  const held = py`getattr(other, field)`;
  const registered = unique.every((field) => attributeName(field.name) === field.name);
  if (unique.length === 0 || !registered) return [];
  const refused =
    conflict === body
      ? assertInvalid(act.operation, "body", placeOf(act.operation, name("field")))
      : py`${api("assert_refused")}(response, ${conflict})`;
  const cases: TestCase[] = [
    {
      name: `refuses what another ${account.entity.name} has`,
      fixtures: ["client"],
      parameters: [textParameter("field", texts(unique.map((field) => field.name)))],
      body: [
        paragraph(registers(account, name("other")), registers(account, holder)),
        py`response = ${request(act.operation, { body: bodyOf(scene, { fields: [], entries: [py`field: ${held}`] }), headers: py`${holder}.headers` })}`,
        refused,
      ],
    },
  ];
  const [first] = unique;
  const free = shown.find((field) => !field.unique);
  if (first && free) {
    const value = literal(sampleValue(kit, account.entity, free, 1));
    const mark = sight.shown.includes(first) ? first : undefined;
    const taken = [
      py`${str(free.name)}: ${value}`,
      py`${str(first.name)}: other.${name(attributeName(first.name))}`,
    ];
    const body = bodyOf(scene, { fields: [free.name, first.name], entries: taken });
    cases.push({
      name: "stores nothing of a refused change",
      fixtures: ["client"],
      body: [
        paragraph(
          registers(account, name("other")),
          registers(account, holder),
          py`response = ${request(act.operation, { body, headers: py`${holder}.headers` })}`,
          py`assert response.status_code == ${conflict}`,
        ),
        paragraph(
          py`stored = ${sight.whole}`,
          py`assert stored[${str(free.name)}] != ${value}`,
          mark && py`assert stored[${str(mark.name)}] == ${holder}.${name(attributeName(mark.name))}`,
        ),
      ],
    });
  }
  return cases;
}

export function raceCases(scene: OwnUpdate): readonly TestCase[] {
  const { account, act } = scene;
  const { conflict } = act.operation.meaning.refusals;
  const unique = uniqueFields(act).filter(
    ({ meaning }) => meaning.kind === "scalar" && meaning.type === "string",
  );
  if (unique.length === 0) return [];
  const client = name("committing_client");
  const each = name("each");
  const sent = awaitless(act.operation, {
    client,
    body: bodyOf({ ...scene, holder: each }, { fields: [], entries: [py`field: "wanted@example.com"`] }),
    headers: py`${each}.headers`,
  });
  const status =
    act.operation.meaning.behaviour.kind === "update-current-account"
      ? act.operation.meaning.behaviour.answer.status
      : 200;
  return [
    {
      name: "lets one of many at once take a name",
      fixtures: ["committing_client"],
      parameters: [textParameter("field", texts(unique.map((field) => field.name)))],
      body: [
        py`accounts = [${call(account.register, { client })} for _ in range(3)]`,
        py`responses = await ${importedModule("asyncio")}.gather(*(${sent} for each in accounts))`,
        py`assert sorted(response.status_code for response in responses) == [${status}, ${conflict}, ${conflict}]`,
      ],
    },
  ];
}
