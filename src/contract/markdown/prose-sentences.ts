import { readBodyValue, typeInProse } from "./body-value.ts";
import type { Context } from "./context.ts";
import { type EndpointDraft, responseAt, sendsNoBody } from "./endpoint-draft.ts";
import { namePart } from "./name-part.ts";
import { plain } from "./plain.ts";
import { readSchemeKind } from "./scheme-kind.ts";
import { currentBody, isEmptyBody } from "./side.ts";
import type { Piece } from "./source.ts";
import { isWayIn, keepsOut, speaksOfAccess } from "./speaks-of-access.ts";

/**
 * What the sentences of prose say of an endpoint: `Returns 201 with the new Order.`, `409 if it is taken.`, `The body is an
 * OrderInput.`, `Requires a bearer token.` Gives the sentences that say nothing of the kind, which are description.
 */
export function readSentences(context: Context, draft: EndpointDraft, lines: readonly Piece[]): string {
  const [first] = lines;
  if (first === undefined) return "";
  const text = lines.map((line) => line.text).join("\n");
  if (text.length > 4_000) return text;
  const sentences = text.split(/(?<=[.!?])(?=\s)/);
  return sentences
    .filter((sentence) => !readSentence(context, draft, pieceOf(lines, sentence.trim())))
    .join("")
    .trim();
}

function pieceOf(lines: readonly Piece[], sentence: string): Piece {
  const [head = ""] = sentence.split("\n");
  const line = lines.find((each) => each.text.includes(head)) ?? lines[0];
  return {
    text: sentence,
    line: line?.line ?? 0,
    column: (line?.column ?? 0) + Math.max(0, line?.text.indexOf(head) ?? 0),
  };
}

const statusIn = /(?<![\w./-])([1-5]\d\d)(?![\w/%-]|[.,]\d)/g;
const answering =
  /\b(?:returns?|responds?|answers?|gives?|yields?|replies|fails?|rejected|status|http|code|if|when|unless|otherwise|antwort\w*|liefert|gibt|wenn|falls|sonst|renvoie|retourne|répond|si|sinon|lorsque|devuelve|responde|retorna|cuando|devolve|quando|se|restituisce|risponde|geeft|als)\b/iu;

function readSentence(context: Context, draft: EndpointDraft, piece: Piece): boolean {
  const { text } = piece;
  const statuses = [...plain(text).matchAll(statusIn)].map((match) => match[1] ?? "");
  const span = context.source.at(piece.line, piece.column, piece.column + text.length);
  const [status] = statuses;
  if (status !== undefined && new Set(statuses).size === 1 && answering.test(plain(text))) {
    const side = responseAt(draft, status, span);
    side.description.push(text);
    const type = typeInProse(context, text);
    if (type !== undefined && side.bodies.every(isEmptyBody)) currentBody(side, span).type = type;
    return true;
  }
  if (status !== undefined && new Set(statuses).size > 1) return readClauses(context, draft, piece);
  const isOfBody = /\b(?:body|payload|rumpf|anfrage|corps|cuerpo|corpo)\b/i.test(text);
  if (
    isOfBody &&
    !sendsNoBody(draft.method) &&
    namePart(text).name === "body" &&
    draft.request.bodies.every(isEmptyBody)
  ) {
    const type = typeInProse(context, text);
    if (type !== undefined) {
      currentBody(draft.request, span).type = type;
      return true;
    }
  }
  return readsAuth(draft, piece);
}

// `404 if there is none, 409 if it is taken`: one answer each.
function readClauses(context: Context, draft: EndpointDraft, piece: Piece): boolean {
  const clauses = piece.text.split(/(?:,|;|\s(?:and|und|et|y|e|or|oder|ou|o)\s)\s*(?=[^,;]*?\b[1-5]\d\d\b)/i);
  const isOneEach = clauses.every((clause) => [...clause.matchAll(statusIn)].length === 1);
  if (!isOneEach || !answering.test(piece.text)) return false;
  for (const clause of clauses) {
    const status = [...clause.matchAll(statusIn)][0]?.[1] ?? "";
    const span = context.source.at(piece.line, piece.column, piece.column + piece.text.length);
    const side = responseAt(draft, status, span);
    side.description.push(clause.trim());
    const value = readBodyValue(context, { ...piece, text: clause });
    if (value.kind === "type" && value.type !== undefined) currentBody(side, span).type = value.type;
  }
  return true;
}

const asks =
  /\b(?:requires?|required|needs?|needed|must|only|erfordert|benötigt|muss|müssen|nur|nécessite|exige|doit|doivent|requiere|necesita|debe|solo|sólo|requer|precisa|deve|richiede|vereist|moet)\b/iu;
const signs =
  /\b(?:authenticat\w+|signed in|signing in|sign in|logged in|logging in|log in|login|angemeldet|anmeldung|authentifi\w+|connecté\w*|autentic\w+|sesión|ingelogd)\b/iu;
const negates =
  /\b(?:no|not|without|kein\w*|nicht|ohne|pas|sans|aucune?|sin|sem|não|non|senza|geen|niet)\b|\b(?:cannot|can't|unless)\b/giu;

function readsAuth(draft: EndpointDraft, piece: Piece): boolean {
  if (draft.auth !== undefined || piece.text.length > 160) return false;
  const text = plain(piece.text);
  // Twice no may well be yes.
  const isUnclear = keepsOut(text) || (signs.test(text) && refusalsIn(text) > 1);
  if (isUnclear) {
    if (!isWayIn(draft.path)) draft.unclearAuth ??= piece;
    return false;
  }
  if (saysNone(text)) {
    draft.auth = { ...piece, text: "none" };
    return true;
  }
  if (!asks.test(text)) return false;
  if (readSchemeKind(piece.text) !== undefined && refusalsIn(text) === 0) {
    draft.auth = piece;
    return true;
  }
  if (!signs.test(text)) return false;
  draft.auth = { ...piece, text: "required" };
  return true;
}

/** Whether a sentence says, and no more than once, that nobody has to sign in. */
export function saysNone(sentence: string): boolean {
  const text = plain(sentence);
  const isShort = asks.test(text) || text.split(" ").length <= 8;
  return signs.test(text) && refusalsIn(text) === 1 && isShort && !keepsOut(text);
}

/** Whether a sentence says that callers have to sign in, or that some may not call. */
export function asksToSignIn(sentence: string): boolean {
  const text = plain(sentence);
  const isAbout = signs.test(text) || readSchemeKind(text) !== undefined || speaksOfAccess(text);
  return keepsOut(text) || (asks.test(text) && isAbout && refusalsIn(text) === 0);
}

function refusalsIn(text: string): number {
  return text.match(negates)?.length ?? 0;
}
