import { answerShape } from "../bodies.ts";
import type { ClientsDraft } from "../clients.ts";
import type { Assumption } from "../domain.ts";
import type { BehaviourRule, Draft } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { leaveOpen } from "../left-open.ts";
import { settingsOf } from "../settings.ts";

/** A client of OAuth 2 registers itself, and the server issues its tokens. */
export const registerClient: BehaviourRule = {
  kind: "register-client",
  rank: 5,
  recognise(shape, draft) {
    const { clients } = draft;
    if (clients?.shape !== shape) return undefined;
    const { operation } = shape;
    const issued = draft.outside.some((each) => each.kind === "token" && each.issued !== undefined);
    const byAccounts = draft.accounts !== undefined && operation.security.length > 0;
    if (byAccounts) return leaveOpen("clients that accounts register are not written yet", operation.span);
    const obstacle = clients.obstacle ?? (issued ? undefined : "tokens of two servers open its operations");
    if (obstacle !== undefined) return leaveOpen(obstacle, operation.span);
    const scheme = draft.contract.securitySchemes.get(clients.scheme);
    const allowed = allowedScopes(clients, draft);
    const { given, shown, grantTypes, tokenPath } = clients;
    return {
      behaviour: {
        kind: "register-client",
        scheme: clients.scheme,
        tokenPath,
        given,
        shown,
        scopes: { known: allowed, usual: clients.scopes.usual.filter((each) => allowed.includes(each)) },
        grantTypes,
        answer: { status: answerShape(shape, draft).status },
      },
      ...(operation.security.length === 0 && { assumption: openAssumption(clients, allowed) }),
      evidence: evidence(
        `a client of OAuth 2 is registered; POST ${tokenPath} issues its tokens, as ${clients.scheme} names it`,
        step("answers an identifier and a secret", shape.answer.span),
        ...(scheme ? [step(`the tokenUrl of ${scheme.name} is on this server`, scheme.span)] : []),
      ),
    };
  },
};

/** The scopes that a registration may give: those that the contract lists, unless the owner names fewer. */
function allowedScopes({ scopes, operation }: ClientsDraft, draft: Draft): readonly string[] {
  const chosen = settingsOf(draft.settings, operation).scopes?.split(/[\s,]+/);
  return chosen ? scopes.known.filter((each) => chosen.includes(each)) : scopes.known;
}

function openAssumption(
  { operation, shape, scopes }: ClientsDraft,
  allowed: readonly string[],
): Omit<Assumption, "id"> {
  const usual = scopes.usual.filter((each) => allowed.includes(each));
  return {
    text:
      `whoever registers a client may give it the scopes ${allowed.join(", ") || "that there are: none"}, as no credential is asked for; ` +
      `without a word it has ${usual.join(", ") || "none"}`,
    span: shape.operation.span,
    setting: `domain.operations.${operation}.scopes`,
    choices: scopes.known,
    chosen: allowed.join(" "),
  };
}
