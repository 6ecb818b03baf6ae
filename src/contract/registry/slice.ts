import type { Contract, Operation } from "../contract.ts";
import type { ContractEvent } from "../events.ts";
import type { Entry } from "./entry.ts";
import { sayEvent, sayOperation, sayType } from "./say.ts";

/**
 * The part of a contract that speaks of one thing, and nothing else: the operation with the types and security schemes
 * that it names, the event, or the type. Undefined where the contract does not hold it (any more).
 */
export function sliceOf(contract: Contract, entry: Entry): Contract | undefined {
  switch (entry.kind) {
    case "operation": {
      const operation = contract.operations.find((each) => isSame(each, entry));
      return operation && operationSlice(contract, operation);
    }
    case "event": {
      const event = contract.events.find((each) => isSame(each, entry));
      return event && eventSlice(contract, event);
    }
    case "type": {
      const schema = contract.schemas.get(entry.id);
      if (schema === undefined) return undefined;
      const names = new Set([entry.id, ...sayType(contract, schema).types]);
      return slice(contract, { types: names });
    }
  }
}

function isSame(one: Operation | ContractEvent, entry: Entry): boolean {
  return one.id === entry.id && one.span.offset === entry.span.offset && one.span.file === entry.span.file;
}

function operationSlice(contract: Contract, operation: Operation): Contract {
  const schemes = new Set(operation.security.flatMap((alternative) => [...alternative.keys()]));
  const types = new Set(sayOperation(contract, operation).types);
  return slice(contract, { operations: [operation], types, schemes });
}

function eventSlice(contract: Contract, event: ContractEvent): Contract {
  const schemes = new Set(event.security.flatMap((alternative) => [...alternative.keys()]));
  const types = new Set(sayEvent(contract, event).types);
  return slice(contract, { events: [event], types, schemes });
}

interface Parts {
  readonly operations?: readonly Operation[];
  readonly events?: readonly ContractEvent[];
  readonly types: ReadonlySet<string>;
  readonly schemes?: ReadonlySet<string>;
}

function slice(
  contract: Contract,
  { operations = [], events = [], types, schemes = new Set() }: Parts,
): Contract {
  return {
    ...contract,
    operations,
    events,
    schemas: new Map([...contract.schemas].filter(([name]) => types.has(name))),
    securitySchemes: new Map([...contract.securitySchemes].filter(([name]) => schemes.has(name))),
  };
}
