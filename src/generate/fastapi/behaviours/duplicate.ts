import { duplicateService } from "../app/services/duplicate.ts";
import { duplicateFaults } from "../mutants/copies.ts";
import { duplicateCases } from "../tests/behaviours/duplicate.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** A row is copied. */
export const duplicate: WrittenBehaviour<"duplicate"> = {
  kind: "duplicate",
  service: duplicateService,
  cases: duplicateCases,
  faults: ({ service }) => duplicateFaults(service),
};
