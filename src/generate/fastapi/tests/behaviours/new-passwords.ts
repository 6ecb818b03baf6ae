import type { Field } from "#domain";
import { name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { bodyWith } from "../acts.ts";
import { call } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertWrong } from "../error-support.ts";
import { isAccount, needsAccount, readOf } from "../kit.ts";
import { type UpdateScene, updates } from "./update-scene.ts";

/** Whoever is called otherwise is found by the new name, and by no other. */
export function newNameCases(update: UpdateScene): readonly TestCase[] {
  const { kit, act, scene } = update;
  const { entity } = scene;
  const key = act.fields.find(({ field }) => field.name === entity.identity.field)?.field;
  const read = readOf(kit, entity.name);
  if (!key || !read || needsAccount(read) || !isAccount(kit, entity.name)) return [];
  const found = call(read, { rows: { item: str("another_name") } });
  return [
    {
      name: `lets the ${key.name} be changed`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        updates(update, py`{${str(key.name)}: "another_name"}`),
        py`assert (${found})[${str(key.name)}] == "another_name"`,
      ],
    },
  ];
}

/** Whoever changes a password signs in with the new one, and no longer with the old one. */
export function newPasswordCases(update: UpdateScene): readonly TestCase[] {
  const { kit, act, scene } = update;
  const { account } = kit;
  const password = act.fields.find(({ field }) => field.meaning.kind === "password")?.field;
  const { owner } = scene;
  if (!account?.login || !password || !owner || !isAccount(kit, scene.entity.name)) return [];
  const { login } = account;
  const key = py`${owner}.${name(attributeName(account.accounts.loginField))}`;
  const signsIn = (tried: Py): Py => call(login, { extra: [key, tried] });
  return [
    {
      name: `lets the ${password.name} be changed`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        updates(update, bodyWith(act, str(password.name), str("another password"))),
        paragraph(
          py`response = ${signsIn(str("another password"))}`,
          py`assert response.status_code == ${login.meaning.behaviour.answer.status}`,
          py`response = ${signsIn(py`${owner}.${name(attributeName(password.name))}`)}`,
          assertWrong(login, py`response`),
        ),
      ],
    },
    ...(password.meaning.kind === "password" && password.meaning.shownAs !== undefined
      ? [keptCase(update, password, password.meaning.shownAs, signsIn)]
      : []),
  ];
}

/** Stars that were answered are sent back with the rest. */
function keptCase(
  update: UpdateScene,
  password: Field,
  shownAs: string,
  signsIn: (tried: Py) => Py,
): TestCase {
  const { act, scene, kit } = update;
  const status = kit.account?.login?.meaning.behaviour.answer.status ?? 200;
  return {
    name: `keeps the ${password.name} where only stars are given`,
    fixtures: ["client"],
    body: [
      paragraph(...act.statements),
      updates(update, bodyWith(act, str(password.name), str(shownAs))),
      paragraph(
        py`response = ${signsIn(py`${scene.owner}.${name(attributeName(password.name))}`)}`,
        py`assert response.status_code == ${status}`,
        py`response = ${signsIn(str(shownAs))}`,
        py`assert response.status_code != ${status}`,
      ),
    ],
  };
}
