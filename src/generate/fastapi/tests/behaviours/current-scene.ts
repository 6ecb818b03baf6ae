import type { Accounts, Field } from "#domain";
import { formatted, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { answered, request } from "../calls.ts";
import { paragraph } from "../cases.ts";
import type { AccountKit, Kit, OperationOf } from "../kit.ts";
import type { Sight } from "../sights.ts";

/** What tests of the caller's own account speak of. */
export interface CurrentScene {
  readonly kit: Kit;
  readonly account: AccountKit;
  readonly operation: OperationOf<"current-account">;
  readonly holder: Py;
  readonly sight: Sight;
  /** The field by which tests recognise the account in an answer. */
  readonly mark: Field;
}

export function heldMark({ holder, mark }: CurrentScene): Py {
  return py`${holder}.${name(attributeName(mark.name))}`;
}

/** The account is answered: what every test here sees where a credential is accepted. */
export function seesAccount(scene: CurrentScene): readonly Py[] {
  const { operation, mark } = scene;
  return paragraph(
    py`assert response.status_code == ${operation.meaning.behaviour.answer.status}`,
    py`assert ${answered(operation, name("response"))}[${str(mark.name)}] == ${heldMark(scene)}`,
  );
}

export function asksWith({ operation }: CurrentScene, headers: Py): Py {
  return py`response = ${request(operation, { headers })}`;
}

/** A header with a credential made of parts. */
export function headerOf({ account }: CurrentScene, parts: readonly (string | Py)[]): Py {
  return headerWith(account.accounts, parts);
}

export function headerWith({ credential }: Accounts, parts: readonly (string | Py)[]): Py {
  return credential.in === "cookie"
    ? py`{"Cookie": ${formatted([`${credential.parameter}=`, ...parts])}}`
    : py`{${str(credential.parameter)}: ${formatted(parts)}}`;
}
