import { name, type Py } from "#python";
import { call, registers } from "../calls.ts";
import { createOf, entityIn, type Kit, keyOf, variable } from "../kit.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { assign } from "../statements.ts";

/** A row that lies elsewhere than another one, and what brings it about. */
export interface Elsewhere {
  readonly statements: readonly Py[];
  readonly scene: Scene;
}

/** Another row beside one that is there, under a name of its own. */
export function beside(kit: Kit, scene: Scene, word = "other"): Scene {
  const row = name(`${word}_${variable(kit, scene.entity.name)}`);
  return { ...scene, row, rows: { ...scene.rows, item: keyOf(kit, scene.entity, row) } };
}

/** Makes a row as the scene says. */
export function makesBeside({ create, rows: { parent }, owner }: Scene): Py {
  return call(create, { ...(parent && { rows: { parent } }), ...(owner && { account: owner }) });
}

/** A row of another account. */
export function ofStranger(kit: Kit, scene: Scene): Elsewhere | undefined {
  const { account } = kit;
  if (!account || !scene.owner) return undefined;
  const owner = name("stranger");
  const other: Scene = { ...beside(kit, scene), owner };
  return { scene: other, statements: [registers(account, owner), assign(other.row, makesBeside(other))] };
}

/** A row below another row than the scene's. */
export function belowAnother(kit: Kit, scene: Scene, parent: string): Elsewhere | undefined {
  const above = sceneOf(kit, parent);
  const create = createOf(kit, parent);
  if (!above || !create) return undefined;
  const otherAbove = name(`other_${variable(kit, parent)}`);
  const key = keyOf(kit, entityIn(kit, parent), otherAbove);
  const other = beside(kit, scene);
  const below: Scene = { ...other, rows: { ...other.rows, parent: key } };
  const { parent: higher } = above.rows;
  const made = call(create, {
    ...(higher && { rows: { parent: higher } }),
    ...(above.owner && { account: above.owner }),
  });
  return { scene: below, statements: [assign(otherAbove, made), assign(other.row, makesBeside(below))] };
}
