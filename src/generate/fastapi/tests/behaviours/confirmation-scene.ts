import { type Field, fieldOf } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { badToken } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { api, call, details } from "../calls.ts";
import { paragraph } from "../cases.ts";
import { type AccountKit, type Kit, type OperationOf, operationsOf, variable } from "../kit.ts";
import { accountSight } from "../sights.ts";
import { assign } from "../statements.ts";
import { sampleValue } from "../values.ts";

/** What tests of confirming an account speak of. */
export interface ConfirmationScene {
  readonly kit: Kit;
  readonly account: AccountKit;
  readonly confirms: OperationOf<"confirm-account">;
  readonly holder: Py;
  /** The address of the account. */
  readonly mail: Field;
  readonly address: Py;
  /** That an account is confirmed, or is not; nothing where it is not shown to callers. */
  readonly isConfirmed: (holder: Py, so: boolean) => Py | undefined;
}

/** Undefined where tests cannot come by an account. */
export function openConfirmation(kit: Kit): ConfirmationScene | undefined {
  const { account } = kit;
  const [confirms] = operationsOf(kit, "confirm-account");
  if (!account || !confirms) return undefined;
  const { field: told, mailField } = confirms.meaning.behaviour;
  const mail = fieldOf(account.entity, mailField);
  const field = fieldOf(account.entity, told);
  if (!mail || !field) return undefined;
  const isFlag = field.meaning.kind === "scalar" && field.meaning.type === "boolean";
  return {
    kit,
    account,
    confirms,
    holder: name(variable(kit, account.entity.name)),
    mail,
    address: literal(sampleValue(kit, account.entity, mail, 0)),
    isConfirmed: (holder, so) => {
      const sight = accountSight(kit, holder);
      if (!sight?.shown.some((each) => each.name === told)) return undefined;
      if (isFlag) return so ? py`assert ${sight.see(field)}` : py`assert not ${sight.see(field)}`;
      const shown = py`(${sight.whole}).get(${str(told)})`;
      return so ? py`assert ${shown}` : py`assert ${shown} is None`;
    },
  };
}

/** Statements: a new account, and the token that it was sent. */
export function begins(scene: ConfirmationScene): readonly Py[] {
  const { account, holder, kit, mail } = scene;
  const given = details([[mail, sampleValue(kit, account.entity, mail, 0)]]);
  return [
    assign(holder, call(account.register, { extra: given })),
    py`token = ${api("token_in")}(mailbox.pop())`,
  ];
}

/** `response = await verify_email(client, token)` */
export function confirmsBy(scene: ConfirmationScene, token: Py, key?: Py): Py {
  const { confirms } = scene;
  const { keyField } = confirms.meaning.behaviour;
  const whose = keyField === undefined ? [] : [key ?? keyOf(scene, keyField)];
  const isInPath = "tokenIn" in confirms.meaning.behaviour && confirms.meaning.behaviour.tokenIn === "path";
  return py`response = ${call(confirms, isInPath ? { rows: { parent: token }, extra: whose } : { extra: [...whose, token] })}`;
}

/** By what a body names the account. */
export function keyOf({ mail, address, holder }: ConfirmationScene, keyField: string): Py {
  return keyField === mail.name ? address : py`${holder}.${name(attributeName(keyField))}`;
}

/** Statements: a token is taken. */
export function confirmed(scene: ConfirmationScene, token: Py = name("token")): readonly Py[] {
  return paragraph(
    confirmsBy(scene, token),
    py`assert response.status_code == ${scene.confirms.meaning.behaviour.answer.status}`,
  );
}

/** Statements: a token is refused. */
export function refused(scene: ConfirmationScene, token: Py = name("token"), key?: Py): readonly Py[] {
  const { refusals, behaviour } = scene.confirms.meaning;
  const given = [name("response"), py`${refusals.credentials}`, str(badToken(behaviour.tokenField))];
  return paragraph(
    confirmsBy(scene, token, key),
    refusals.credentials === 401
      ? py`${api("assert_unauthorized")}(response)`
      : py`${api("assert_refused")}(${commaList(given)})`,
  );
}
