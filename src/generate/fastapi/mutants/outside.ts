import type { Domain } from "#domain";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import { keyModule } from "../outside/credentials.ts";
import { guardName } from "../outside/guards.ts";
import { keepsSubjects, subjectEntity } from "../outside/subjects.ts";
import type { Fault } from "./apply-fault.ts";
import { userFaults } from "./subjects.ts";

/** Faults in what looks at credentials, for the first operation that takes such a one: they are the same for all. */
export function outsideFaults(blueprint: Blueprint, operation: OperationBlueprint): readonly Fault[] {
  const { domain, modules } = blueprint;
  const operations = modules.flatMap((module) => module.operations);
  const kindOf = (wanted: string) => domain.outside.find(({ scheme }) => scheme === wanted)?.kind;
  const isFirst = (asks: (grant: OperationBlueprint["meaning"]["grants"][number]) => boolean): boolean =>
    operations.find(({ meaning }) => meaning.grants.some(asks)) === operation;
  const keys = { path: `app/${keyModule(domain)}/service.py`, within: "find_holder" };
  return [
    ...(isFirst(({ scheme }) => kindOf(scheme) !== "token")
      ? [
          {
            ...keys,
            name: "takes any key",
            find: /AccessKey\.key_hash == digest\(key\)/,
            put: "bool(digest(key))",
          },
        ]
      : []),
    ...(isFirst(({ scheme }) => kindOf(scheme) === "password")
      ? [
          {
            path: "app/security.py",
            within: guardName(blueprint, operation) ?? "",
            name: "takes a key under another's name",
            find: /==\s*offered_\w+\.username/,
            put: "is not None",
          },
        ]
      : []),
    ...(isFirst(({ scheme }) => kindOf(scheme) === "token") ? tokenFaults(domain) : []),
    ...(operations.find((each) => subjectEntity(blueprint, each)) === operation ? userFaults : []),
    ...(isFirst(({ scheme, scopes }) => kindOf(scheme) === "token" && scopes.length > 0)
      ? [
          {
            path: "app/tokens.py",
            within: "check_token",
            name: "does not look at what was granted",
            find: /raise ForbiddenError\([^)]*\)/,
            put: "pass",
          },
        ]
      : []),
  ];
}

function tokenFaults(domain: Domain): readonly Fault[] {
  const place = {
    path: "app/tokens.py",
    within: keepsSubjects(domain) ? "_read_claims" : "_read_scopes",
  };
  return [
    {
      ...place,
      name: "takes a token that has expired",
      find: /if claims\["exp"\] <= clock\.now\(\)\.timestamp\(\):/,
      put: "if False:",
    },
    { ...place, name: "takes a token of any issuer", find: / *issuer=settings\.token_issuer,\n/, put: "" },
  ];
}
