import { accountEntity, type Draft } from "./draft.ts";
import { primaryField } from "./identity.ts";
import type { OperationShape } from "./shapes.ts";
import type { TokenReading } from "./token-answer.ts";

/** Why an answer that hands over a credential cannot hold what it declares of the session, or of whose it is. */
export function whyNotHandedOver(shape: OperationShape, draft: Draft): string | undefined {
  const reading = draft.accounts?.tokens.get(shape);
  const unknown = reading?.unknown ?? (reading && otherKey(reading, draft));
  return unknown && `nothing says what ${unknown} of its answer holds`;
}

/** The part that shows the key of the account in a form that this key has not. */
function otherKey({ parts }: TokenReading, draft: Draft): string | undefined {
  const account = accountEntity(draft);
  const meaning = account && primaryField(account)?.meaning;
  const type = meaning && "type" in meaning ? meaning.type : "integer";
  return parts.find(({ is }) => is.kind === "account-key" && is.as !== "string" && is.as !== type)?.name;
}
