import type { OperationBlueprint } from "../blueprint.ts";
import type { Fault } from "./apply-fault.ts";

export function roleFaults({ meaning }: OperationBlueprint): readonly Fault[] {
  if (meaning.roles.length === 0) return [];
  return [
    {
      path: "app/security.py",
      within: "RequireRole",
      name: "lets in every account",
      find: /if .+:\n( +raise ForbiddenError)/,
      put: "if False:\n$1",
    },
  ];
}
