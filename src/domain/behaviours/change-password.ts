import { credentialAnswer, passwordsBody } from "../bodies.ts";
import { accountEntity, type BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";

/** Callers change their own password, which they know. */
export const changePassword: BehaviourRule = {
  kind: "change-password",
  rank: 14,
  recognise(shape, draft) {
    const found = draft.accounts?.sessions.changes.find((candidate) => candidate.shape === shape);
    const entity = accountEntity(draft);
    const body = found && passwordsBody(shape, found.fields, draft);
    if (!found || !entity || !body) return undefined;
    if (entity.fields.some(({ meaning }) => meaning.kind === "token"))
      return leaveOpen(
        "accounts show a token wherever they are answered, and which of them a new password ends nothing says",
        shape.operation.span,
      );
    return {
      behaviour: {
        kind: "change-password",
        entity: entity.name,
        body,
        ...found.fields,
        answer: credentialAnswer(shape, draft),
      },
      evidence: evidence(
        `${found.fields.oldField} and ${found.fields.newField}: the password that is, and the one that is to be`,
        step("request body", shape.body?.span ?? shape.operation.span),
      ),
    };
  },
};
