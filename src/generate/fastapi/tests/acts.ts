import { isPatch, namesSeveral, touchesRow } from "#domain";
import { name, type Py, py } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { anyValue } from "./behaviours/narrowed-rows.ts";
import { type PathRows, registers } from "./calls.ts";
import { cellRows } from "./cell-samples.ts";
import { entityIn, isAccount, type Kit, needsAccount, ownerVariable, variable } from "./kit.ts";
import { eachOnce, grantsAgain, type NamedRow, neededRows } from "./references.ts";
import { grants, letsOwnerIn } from "./role-support.ts";
import { changedRowScene, type Scene, sceneOf } from "./scenes.ts";
import { bodyOf, credentials, replacement, type SentBody, stateBody, wholeDocument } from "./sent-bodies.ts";
import { assignIdle } from "./statements.ts";
import { begins, holdsMore } from "./whole-changes.ts";

/** How a test brings a valid request about: what it arranges, who calls, on which rows, with which body. */
export interface Act extends SentBody {
  readonly operation: OperationBlueprint;
  readonly statements: readonly Py[];
  /** Of these, what comes after the making of the rows. */
  readonly own: readonly Py[];
  /** The variable of the account that calls, where one must. */
  readonly caller?: Py;
  readonly rows: PathRows;
  readonly scene?: Scene;
  /** One that is bytes. */
  readonly content?: Py;
  /** Of the fields by which the body names rows, those that it has, each with its row. */
  readonly named: readonly NamedRow[];
}

/** Undefined where the rows that the operation needs cannot be made by any operation. */
export function actOf(kit: Kit, operation: OperationBlueprint, client?: Py): Act | undefined {
  const { behaviour } = operation.meaning;
  if (behaviour.kind === "custom") return undefined;
  const scene = sceneFor(kit, operation, client);
  // Roles are granted in the test's own transaction, which another client does not see.
  if (scene === "impossible" || (client && operation.meaning.roles.length > 0)) return undefined;
  const { account } = kit;
  if (needsAccount(operation) && !account) return undefined;
  const owned =
    behaviour.kind === "create" ||
    behaviour.kind === "create-many" ||
    touchesRow(behaviour) ||
    (behaviour.kind === "read" && operation.meaning.access === "owner");
  const owner = owned ? scene?.owner : undefined;
  const caller = needsAccount(operation) ? (owner ?? callerOf(kit, operation)) : undefined;
  const registered = caller !== undefined && owner !== undefined;
  const named = neededRows(kit, operation, client);
  if (named === "impossible") return undefined;
  const whole =
    stateBody(kit, operation) ??
    wholeDocument(kit, operation, named) ??
    (scene && replacement(kit, operation, scene, named));
  const own = [
    ...(caller && account && !registered ? [registers(account, caller, [], client)] : []),
    ...granted(operation, caller, scene),
    ...(account ? credentials(kit, account, operation, { client, caller }) : []),
    ...named.flatMap(({ statements }) => statements),
    ...grantsAgain(operation, caller, named),
    ...(whole ? [assignIdle(name("details"), whole)] : []),
  ];
  return {
    operation,
    statements: eachOnce([...(scene?.statements ?? []), ...own]),
    own,
    named,
    ...(caller && { caller }),
    rows: { ...(scene?.rows ?? cellRows(kit, behaviour)), ...anyValue(kit, behaviour) },
    ...(scene && { scene }),
    ...(behaviour.kind === "store-file" && { content: py`b"bytes"` }),
    ...bodyOf(kit, operation, scene, named),
  };
}

/** Statements: the caller's role, unless making the row needed it already. */
function granted(
  operation: OperationBlueprint,
  caller: Py | undefined,
  scene: Scene | undefined,
): readonly Py[] {
  // Who made the row has a role already, which may be one of those that this asks for.
  const isMaker = scene?.owner?.text === caller?.text;
  if (!caller || (scene && isMaker && letsOwnerIn(operation, scene))) return [];
  return grants(operation, caller);
}

/** Who calls, by name: the account that the operation is about, whose rows it lists, or anybody. */
function callerOf(kit: Kit, { meaning: { behaviour } }: OperationBlueprint): Py {
  const isSelf = ["current-account", "update-current-account", "delete-current-account"].includes(
    behaviour.kind,
  );
  if (isSelf && kit.account) return name(variable(kit, kit.account.entity.name));
  if (behaviour.kind === "list" && behaviour.own)
    return name(ownerVariable(kit, entityIn(kit, behaviour.entity)));
  return name("caller");
}

function sceneFor(
  kit: Kit,
  operation: OperationBlueprint,
  client: Py | undefined,
): Scene | undefined | "impossible" {
  const { behaviour } = operation.meaning;
  const options = client ? { client } : {};
  switch (behaviour.kind) {
    case "create":
    case "create-many":
      // Whoever adds accounts has one already.
      if (isAccount(kit, behaviour.entity) && needsAccount(operation)) return undefined;
      if ("parameter" in behaviour) return sceneOf(kit, behaviour.entity, options) ?? "impossible";
      return sceneOf(kit, behaviour.entity, { ...options, before: true }) ?? "impossible";
    case "update":
    case "update-by-body":
    case "update-by-query":
    case "change-state":
    case "delete":
    case "delete-many":
    case "change-states":
    case "reorder":
    case "duplicate":
      return changedRowScene(kit, behaviour.entity, options) ?? "impossible";
    case "read":
    case "membership":
    case "qr-code":
    case "read-file":
    case "store-file":
      return sceneOf(kit, behaviour.entity, options) ?? "impossible";
    case "list":
    case "delete-all": {
      if (!behaviour.parent) return undefined;
      const above = sceneOf(kit, behaviour.parent.entity, options);
      return above
        ? { ...above, rows: { ...(above.rows.item && { parent: above.rows.item }) } }
        : "impossible";
    }
    default:
      return undefined;
  }
}

/** The accepted body with one field set to a value. */
export function bodyWith(act: Act, field: Py, value: Py): Py {
  const { behaviour } = act.operation.meaning;
  const patches =
    (isPatch(behaviour) && !holdsMore(behaviour) && !begins(behaviour)) || namesSeveral(behaviour);
  return patches || !act.body ? py`{${field}: ${value}}` : py`{**${act.body}, ${field}: ${value}}`;
}
