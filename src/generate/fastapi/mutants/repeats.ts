import type { OperationBlueprint } from "../blueprint.ts";
import type { Fault } from "./apply-fault.ts";

/** Faults in what is done once though it is asked for again. */
export function repeatFaults({
  meaning: { module, repeated },
  functionName,
}: OperationBlueprint): readonly Fault[] {
  if (!repeated) return [];
  const route = { path: `app/${module}/routes.py`, within: functionName };
  const begin = { path: "app/idempotency.py", within: "begin" };
  return [
    { ...route, name: "does it again", find: /if kept\.answer is not None:/, put: "if False:" },
    { ...route, name: "takes callers for one", find: /caller=str\(.*?\),/, put: 'caller="",' },
    { ...route, name: "keeps no answer", find: /kept\.answer = .*$/m, put: "pass" },
    {
      ...begin,
      name: "takes any request for the first",
      find: /if kept\.request_digest != digest:/,
      put: "if False:",
    },
    { ...begin, name: "never forgets", find: /created_at <= oldest/, put: "created_at > now" },
  ];
}
