import type { Py } from "#python";

/** A definition in `tests/api.py`, printed when something uses it. */
export interface Definition {
  readonly name: string;
  readonly text: Py;
  /** Constants and types stand together, above the functions. */
  readonly constant?: boolean;
}
