import { name, type Py, py } from "#python";
import type { OperationBlueprint } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { markOf } from "../api-support.ts";
import { api, request } from "../calls.ts";
import { type AccountKit, type Kit, listOf, needsAccount, operationsOf } from "../kit.ts";
import { accountSight } from "../sights.ts";

/** A call by which a test sees whether a credential still opens anything. */
export interface Probe {
  /** The answer to a call with the credential of an account. */
  readonly asks: (holder: Py) => Py;
  /** That the credential of an account is good; undefined where no call would tell it from a server that says yes to all. */
  readonly sees?: (holder: Py) => Py;
}

/** Of all operations that need a credential, the one that tells most: the caller's own account, else a list. */
export function probeOf(kit: Kit, account: AccountKit): Probe | undefined {
  const current = account.current;
  if (current) {
    const mark = markOf(account, accountSight(kit, name("holder"))?.shown ?? []);
    return {
      asks: (holder) => asking(current, holder),
      ...(mark && {
        sees: (holder) =>
          py`assert ${accountSight(kit, holder)?.see(mark)} == ${holder}.${name(attributeName(mark.name))}`,
      }),
    };
  }
  const list = kit.domain.entities
    .flatMap(({ name: entity }) => listOf(kit, entity) ?? [])
    .find(
      (candidate) =>
        needsAccount(candidate) &&
        candidate.meaning.roles.length === 0 &&
        !candidate.meaning.behaviour.parent,
    );
  if (list) return { asks: (holder) => asking(list, holder) };
  const logout = operationsOf(kit, "logout").find(
    (candidate) => needsAccount(candidate) && !("body" in candidate.meaning.behaviour),
  );
  return logout && { asks: (holder) => asking(logout, holder) };
}

function asking(operation: OperationBlueprint, holder: Py): Py {
  return py`response = ${request(operation, { headers: py`${holder}.headers` })}`;
}

/** Statements: a call with what an account was handed over is refused. */
export function refusedTo(probe: Probe, holder: Py): readonly Py[] {
  return [probe.asks(holder), py`${api("assert_unauthorized")}(response)`];
}

/** `await renewed(client, account)` */
export function goesOn(holder: Py, client: Py = name("client")): Py {
  return py`await ${api("renewed")}(${client}, ${holder})`;
}
