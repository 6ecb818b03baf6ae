import { credentialAnswer, tokenBody } from "../bodies.ts";
import { accountEntity, type BehaviourRule } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";

/** A session ends, and what was handed over for it opens nothing any more. */
export const logout: BehaviourRule = {
  kind: "logout",
  rank: 13,
  recognise(shape, draft) {
    const { accounts } = draft;
    const found = accounts?.sessions.logouts.find((candidate) => candidate.shape === shape);
    const entity = accountEntity(draft);
    if (!accounts || !found || !entity) return undefined;
    if (entity.fields.some(({ meaning }) => meaning.kind === "token"))
      return leaveOpen(
        "accounts show a token wherever they are answered, and which of them it ends nothing says",
        shape.operation.span,
      );
    const { field, everywhere, byCookie } = found;
    if (field !== undefined && !accounts.sessions.refresh)
      return leaveOpen(`no operation hands over what ${field} holds`, shape.operation.span);
    const body = field === undefined ? undefined : tokenBody(shape, field, draft);
    return {
      behaviour: {
        kind: "logout",
        entity: entity.name,
        everywhere,
        ...(byCookie && { byCookie }),
        ...(field !== undefined && body && { body, tokenField: field }),
        answer: credentialAnswer(shape, draft),
      },
      evidence: evidence(
        everywhere ? "ends all sessions of the caller" : "ends a session, by its name",
        step("operation", shape.operation.span),
      ),
    };
  },
};
