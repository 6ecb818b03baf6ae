import type { JsonValue } from "#contract";
import type { Domain, Entity, OperationMeaning } from "#domain";
import type { Plan } from "#plan";
import { toJson } from "../json.ts";
import { missingAnswers, overlayName } from "./missing.ts";
import { neverAnswered } from "./never.ts";

/** The whole of what was understood and planned, for programs; keys always in this order. */
export function planJson(
  domain: Domain,
  plan: Plan,
  overlay: string = overlayName(domain.contractFile),
): { readonly [key: string]: JsonValue } {
  return {
    contract: toJson({ ...plan.contract, basePath: domain.basePath, digest: domain.contractDigest }),
    derived: plan.derived.length,
    leftOpen: toJson(plan.leftOpen),
    entities: domain.entities.map(entityJson),
    relations: toJson(domain.relations),
    accounts: toJson(domain.accounts),
    errors: toJson(domain.errors),
    operations: domain.operations.map(operationJson),
    assumptions: toJson(domain.assumptions),
    overlay: {
      file: overlay,
      answers: toJson(missingAnswers(domain)),
      never: toJson(neverAnswered(domain)),
    },
    plan: toJson(plan),
  };
}

function entityJson(entity: Entity): JsonValue {
  const representations = entity.representations.map(({ name, fields }) => ({ name, fields }));
  return toJson({ ...entity, representations });
}

export function operationJson(operation: OperationMeaning): JsonValue {
  const { id, method, path, module, behaviour, access, evidence, errors, never, span } = operation;
  return toJson({
    id,
    method,
    path,
    module,
    behaviour: behaviour.kind,
    derived: behaviour.kind !== "custom",
    access,
    meaning: behaviour,
    evidence,
    errors,
    ...(never && { never }),
    place: span,
  });
}
