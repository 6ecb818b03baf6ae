import { name, type Py, py, str } from "#python";
import type { Act } from "../acts.ts";
import { api, call } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { factoryOf } from "../factories.ts";
import { entityIn, helperName, type Kit, type OperationOf } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { assign } from "../statements.ts";
import type { CreateScene } from "./create-scene.ts";

/** An account that somebody else has made, as the answer shows it. */
export function madeAccountScene(
  kit: Kit,
  operation: OperationOf<"create">,
  act: Act,
  given: readonly Py[],
): Scene {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const row = name("made");
  const made = call(operation, { ...(act.caller && { account: act.caller }), extra: given });
  return {
    statements: [...act.statements, assign(row, made)],
    entity,
    row,
    ...(act.caller && { owner: act.caller }),
    rows: { item: py`${row}[${str(entity.identity.field)}]` },
    create: operation,
  };
}

/** Nobody signs in with the account before it is made. */
export function signingInCase({ kit, operation, act }: CreateScene): readonly TestCase[] {
  const { account } = kit;
  if (!account?.login) return [];
  const { loginField, passwordField } = account.accounts;
  const { login } = account;
  const signsIn = py`await ${api(helperName(login))}(client, details[${str(loginField)}], details[${str(passwordField)}])`;
  const made = call(operation, { ...(act.caller && { account: act.caller }), extra: [py`**details`] });
  const { refusals, behaviour } = login.meaning;
  return [
    {
      name: "makes an account that signs in",
      fixtures: ["client"],
      body: [
        paragraph(
          ...act.statements,
          py`details = ${factoryOf(operation)}.build()`,
          py`before = ${signsIn}`,
          made,
        ),
        py`response = ${signsIn}`,
        paragraph(
          py`assert before.status_code == ${refusals.credentials}`,
          py`assert response.status_code == ${behaviour.answer.status}`,
        ),
      ],
    },
  ];
}
