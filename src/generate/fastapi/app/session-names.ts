import { assert, snakeCase } from "#base";
import { identifierText, imported, name, type Py } from "#python";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import { referenceAttribute, type Table } from "../tables.ts";
import { holdsToken, tokenAnswerOf } from "../token-answers.ts";
import { tableClass } from "./names.ts";

/** The table of sessions, where they are kept. */
export function sessionTableOf({ tables }: Blueprint): Table | undefined {
  return tables.find(({ origin }) => origin.kind === "sessions");
}

export function keepsSessions(blueprint: Blueprint): boolean {
  return blueprint.domain.accounts?.sessions !== undefined;
}

/** The model of a session. */
export function sessionModel(blueprint: Blueprint): Py {
  const table = sessionTableOf(blueprint);
  assert(table, "sessions are kept");
  return tableClass(table);
}

/** The relationship from a session to its account. */
export function sessionOwner(table: Table): string {
  return referenceAttribute(table).replace(/_id$/, "");
}

/** What one is called: `member_session`. */
export function sessionVariable({ account }: Blueprint): Py {
  assert(account, "sessions are of accounts");
  return name(identifierText(`${snakeCase(account.name)} session`));
}

/** A function or a class of the module that opens and ends sessions. */
export function sessionSymbol({ account }: Blueprint, symbol: string): Py {
  assert(account, "sessions are of accounts");
  return imported(`app.${account.table}.sessions`, symbol);
}

/** Whether an operation begins a session, or goes on with one: then it answers what is handed over for it. */
export function opensSession(blueprint: Blueprint, { meaning }: OperationBlueprint): boolean {
  const { behaviour } = meaning;
  const opens = behaviour.kind === "login" || behaviour.kind === "register";
  const sets = opens && behaviour.answer.cookie !== undefined;
  return keepsSessions(blueprint) && (sets || holdsToken(tokenAnswerOf(behaviour)));
}

/** Whether an operation takes the caller's session, and not only the account. */
export function takesSession({ meaning: { behaviour, access } }: OperationBlueprint): boolean {
  return (behaviour.kind === "logout" || behaviour.kind === "change-password") && access !== "public";
}
