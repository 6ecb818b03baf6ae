import type { OperationBlueprint } from "../blueprint.ts";
import type { Fault } from "./apply-fault.ts";

/** Faults in the registration of clients and in what they are granted. */
export function clientFaults({ meaning: { behaviour, module } }: OperationBlueprint): readonly Fault[] {
  if (behaviour.kind !== "register-client") return [];
  const path = `app/${module}/service.py`;
  const alsoShownIn = [`tests/${module}/test_token_endpoint.py`];
  return [
    {
      path,
      within: "find_client",
      name: "takes any secret",
      find: / or not secrets\.compare_digest\([\s\S]*?\)\)?:/,
      put: ":",
      alsoShownIn,
    },
    {
      path,
      within: "grant_scopes",
      name: "grants scopes that the client does not have",
      find: /if not set\(wanted\) <= set\(client\.granted_scopes\):/,
      put: "if wanted is None:",
      alsoShownIn,
    },
    {
      path,
      within: "grant_scopes",
      name: "grants what the client may not ask for",
      find: /if grant_type not in client\.granted_types:/,
      put: "if grant_type is None:",
      alsoShownIn,
    },
    {
      path,
      within: "digest",
      name: "keeps secrets as they are",
      find: /hashlib\.sha256\(secret\.encode\(\)\)\.hexdigest\(\)/,
      put: "(hashlib.__name__ and secret)",
      alsoShownIn,
    },
  ];
}
