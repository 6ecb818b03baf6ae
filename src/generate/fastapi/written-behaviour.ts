import type { Py } from "#python";
import type { ServiceContext, ServiceParts } from "./app/services/parts.ts";
import type { Blueprint } from "./blueprint.ts";
import type { Fault, Place } from "./mutants/apply-fault.ts";
import type { TestCase } from "./tests/cases.ts";
import type { BehaviourOf, Kind, Kit, OperationOf } from "./tests/kit.ts";

/** How operations of one kind are written: the function that does them, tests that see it done, and wrong versions of it. */
export interface WrittenBehaviour<K extends Kind = Kind> {
  readonly kind: K;
  /** Absent where nothing is left for a service to do. */
  service?(context: ServiceContext): ServiceParts;
  cases(kit: Kit, operation: OperationOf<K>): readonly TestCase[];
  /** What stands above the tests of an operation. */
  above?(kit: Kit, operation: OperationOf<K>): readonly Py[];
  faults?(faulty: Faulty<K>): readonly Fault[];
}

/** What faults are put into. */
export interface Faulty<K extends Kind> {
  readonly blueprint: Blueprint;
  readonly operation: OperationOf<K>;
  readonly behaviour: BehaviourOf<K>;
  /** The service function of the operation. */
  readonly service: Place;
}
