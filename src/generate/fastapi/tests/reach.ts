import { type Entity, type Field, fieldOf, isPatch, primaryField, type ScalarValue } from "#domain";
import { imported, literal, name, type Py, py, str } from "#python";
import { tableOf } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import { api, call, details } from "./calls.ts";
import { createOf, isAccount, type Kit, type OperationOf, operationsOf } from "./kit.ts";
import { letsOwnerIn } from "./role-support.ts";
import { changedRowScene, type Scene, sceneOf } from "./scenes.ts";
import { stateBody } from "./sent-bodies.ts";
import { sampleValue } from "./values.ts";

type State = ScalarValue | null;

/** How a test brings a row into a state: what its making takes, and what happens to it then. */
export interface Way {
  readonly state: State;
  readonly scene: Scene;
  readonly calls: readonly Py[];
}

/** The states of one field that tests can bring a row into, the shortest way to each. */
export function waysTo(kit: Kit, entity: Entity, field: Field): readonly Way[] {
  const starts = startsOf(kit, entity, field);
  const ways = new Map(starts.map((way) => [way.state, way]));
  // A map tells also what is added while it is walked.
  for (const way of ways.values())
    for (const next of nextOf(kit, entity, field, way)) if (!ways.has(next.state)) ways.set(next.state, next);
  for (const next of keptOf(kit, entity, field)) if (!ways.has(next.state)) ways.set(next.state, next);
  return [...ways.values()];
}

/** States that no operation gives a row: tests put them into its table. */
function keptOf(kit: Kit, entity: Entity, field: Field): readonly Way[] {
  const scene = sceneOf(kit, entity.name);
  const { meaning } = field;
  if (!scene || meaning.kind !== "enum" || isAccount(kit, entity.name)) return [];
  const key = primaryField(entity);
  if (!key) return [];
  const held = py`${scene.row}[${str(key.name)}]`;
  const isUuid = key.meaning.kind === "identity" && key.meaning.type === "uuid";
  const { name: table } = tableOf(kit.blueprint, entity.name);
  const given = isUuid ? py`${imported("uuid", "UUID")}(${held})` : held;
  return meaning.values.map((state) => ({
    state,
    scene,
    calls: [
      py`await ${api("put_value")}(connection, ${str(table)}, ${given}, ${name(attributeName(field.name))}=${literal(state)})`,
    ],
  }));
}

function startsOf(kit: Kit, entity: Entity, field: Field): readonly Way[] {
  const create = createOf(kit, entity.name);
  const isGiven = create?.meaning.behaviour.body.fields.some((each) => each.field === field.name) ?? false;
  const states = isGiven ? choicesOf(kit, entity, field) : [initialOf(field)];
  return states.flatMap((state): readonly Way[] => {
    if (state === undefined) return [];
    const scene = changedRowScene(
      kit,
      entity.name,
      isGiven && state !== null ? { details: details([[field, state]]) } : {},
    );
    return scene ? [{ state, scene, calls: [] }] : [];
  });
}

/** What a new row is in the field, where its making does not say. */
function initialOf(field: Field): State | undefined {
  const { default: begins } = field;
  if (typeof begins === "string" || typeof begins === "number" || typeof begins === "boolean") return begins;
  return field.missing === "never" ? undefined : null;
}

function choicesOf(kit: Kit, entity: Entity, field: Field): readonly State[] {
  const { meaning } = field;
  if (meaning.kind === "enum") return meaning.values;
  if (meaning.kind !== "scalar") return [];
  if (meaning.type === "boolean") return [false, true];
  return [null, sampleValue(kit, entity, field, 0) as State];
}

function nextOf(kit: Kit, entity: Entity, field: Field, way: Way): readonly Way[] {
  const moved = operationsOf(kit, "change-state").flatMap((operation): readonly Way[] => {
    const { behaviour } = operation.meaning;
    const [first] = behaviour.sets;
    const isFrom = way.state !== null && (behaviour.from?.includes(way.state) ?? true);
    if (behaviour.entity !== entity.name || first.field !== field.name || !isFrom) return [];
    if (first.to.kind !== "value" && first.to.kind !== "inverse") return [];
    if (!letsOwnerIn(operation, way.scene)) return [];
    const said = stateBody(kit, operation);
    const options = { ...callOptions(way), ...(said && { extra: [said] }) };
    const state = first.to.kind === "inverse" ? way.state !== true : first.to.value;
    return [extended(way, state, call(operation, options))];
  });
  return [...moved, ...patchedOf(kit, entity, field, way)];
}

/** States that a plain change gives. */
function patchedOf(kit: Kit, entity: Entity, field: Field, way: Way): readonly Way[] {
  const patch = operationsOf(kit, "update").find(
    ({ meaning: { behaviour } }) =>
      behaviour.entity === entity.name &&
      isPatch(behaviour) &&
      behaviour.body.fields.some((each) => each.field === field.name),
  );
  if (!patch || !letsOwnerIn(patch, way.scene)) return [];
  return choicesOf(kit, entity, field).flatMap((state) =>
    state === null ? [] : [extended(way, state, changes(patch, field, state, way))],
  );
}

function changes(patch: OperationOf<"update">, field: Field, state: ScalarValue, way: Way): Py {
  return call(patch, { ...callOptions(way), extra: [py`{${str(field.name)}: ${literal(state)}}`] });
}

function callOptions({ scene }: Way) {
  return { rows: scene.rows, ...(scene.owner && { account: scene.owner }) };
}

function extended(way: Way, state: State, next: Py): Way {
  return { ...way, state, calls: [...way.calls, next] };
}

/** The field that a change of state is about. */
export function movedField(entity: Entity, { meaning }: OperationOf<"change-state">): Field | undefined {
  return fieldOf(entity, meaning.behaviour.sets[0].field);
}
