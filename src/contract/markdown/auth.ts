import type { Span } from "#base";
import type { JsonValue } from "../contract.ts";
import { equalValues } from "../document/json-value.ts";
import { type Context, type Draft, tell } from "./context.ts";
import { fold, plain, uncode } from "./plain.ts";
import { readSchemeKind } from "./scheme-kind.ts";
import type { Piece } from "./source.ts";
import { splitText } from "./split-text.ts";
import { makeWordTable } from "./word-table.ts";

/** How callers sign in, as far as the record has said it up to here. Grows while it is read. */
export interface Schemes {
  readonly known: Map<string, { readonly scheme: Draft; readonly span: Span }>;
  /** What holds where an endpoint says nothing of its own. */
  usual: readonly Draft[] | undefined;
  /** What says who may call where an endpoint says nothing of its own, and is not understood. */
  unclear: string | undefined;
}

export interface AuthRead {
  /** Alternatives, as OpenAPI has them; empty: public. */
  readonly security: readonly Draft[];
  readonly roles: readonly string[];
  /** What of it is not understood: then the alternatives are assumed. */
  readonly unknown?: string | undefined;
}

/**
 * Who may call, where something speaks of it that is not understood: nobody who has not signed in, which is told. Never everybody,
 * for that would be to open what may be closed.
 */
export function assumeSignIn(context: Context, schemes: Schemes, piece: Piece): AuthRead {
  const unknown = shortened(piece.text);
  tell(context, piece, {
    rule: "unknown-authentication",
    message: `"${unknown}" seems to say who may call, and is not understood: callers are taken to have to sign in`,
    mend: 'write it as "**Auth:** bearer", "**Auth:** none", or with a scheme of the section "Authentication"',
  });
  return assumedSignIn(context, schemes, piece);
}

/** The same where it is told already. */
export function assumedSignIn(context: Context, schemes: Schemes, piece: Piece): AuthRead {
  const unknown = shortened(piece.text);
  const [only, ...others] = schemes.known.keys();
  const usual = (schemes.usual ?? []).filter((each) => Object.keys(each).length > 0);
  if (usual.length > 0) return { security: usual, roles: [], unknown };
  const name = only !== undefined && others.length === 0 ? only : undefined;
  const scheme = name ?? schemeName(context, schemes, { ...piece, text: "bearer" }) ?? "bearer";
  return { security: [{ [scheme]: [] }], roles: [], unknown };
}

function shortened(text: string): string {
  return plain(text.replaceAll("\n", " ")).slice(0, 60);
}

const authWords = makeWordTable<"none" | "yes" | "optional">(`
none: none, no, public, anonymous, open, not required, no auth, no authentication, unauthenticated, false, nobody needs to sign in, n, no auth required, no authentication required
  keine, nein, öffentlich, nicht erforderlich, ohne, anonym, keine anmeldung, aucune, non, publique, publiques, anonyme, non requise, ninguna, pública, público, no requerida, nenhuma, nenhum, não, aberto, não requerida, nessuna, pubblico, pubblica, geen, nee, openbaar, нет, не требуется, публичный, 无, 不需要, 公开, 不要, なし, brak
yes: yes, required, signed in, logged in, authenticated, true, y, login, user, any user, logged in user, authenticated user, members, member, token required, sign in required, login required
  ja, erforderlich, angemeldet, eingeloggt, pflicht, oui, requise, connecté, authentifié, sí, requerida, autenticado, sim, requerido, obrigatória, autenticada, sì, richiesta, autenticato, verplicht, ingelogd, да, требуется, 需要, 是, 必须, 必要, tak
optional: optional, optionally, optionnelle, opcional, facoltativa, optioneel, freiwillig
`);

/** Reads who may call: `bearer`, `none`, `bearer (orders:write) or apiKey`, `admin only`. */
export function readAuth(context: Context, schemes: Schemes, piece: Piece): AuthRead {
  const text = piece.text
    .replaceAll("\n", " ")
    .replace(/[.。]\s*$/, "")
    .trim();
  const word = /^[-–—✗❌]$/u.test(text) ? "none" : /^[✓✔✅🔒]/u.test(text) ? "yes" : authWords(text);
  if (word === "none") return { security: [], roles: [] };
  if (word === "yes" || word === "optional") {
    const usual = usualSecurity(context, schemes, piece);
    return { security: word === "optional" ? [...usual, {}] : usual, roles: [] };
  }
  const security: Draft[] = [];
  const roles: string[] = [];
  let unknown: string | undefined;
  // A sentence that names one way to sign in.
  if (
    text.split(/\s+/).length > 4 &&
    !schemes.known.has(text) &&
    readSchemeKind(text) !== undefined &&
    !/[(+]/.test(text)
  ) {
    const name = schemeName(context, schemes, piece);
    if (name !== undefined) return { security: [{ [name]: [] }], roles: [] };
  }
  for (const alternative of splitWords(
    text,
    /^(?:\s(?:or|oder|ou|oppure|o|of)\s|\s*\|\s*|\s*,\s*(?=or\s)or\s)/i,
  )) {
    if (authWords(alternative) === "none") security.push({});
    else {
      const read = readTogether(context, schemes, { ...piece, text: alternative });
      if (read.together !== undefined) security.push(read.together);
      roles.push(...read.roles);
      unknown ??= read.unknown;
      if (read.isOptional) security.push({});
    }
  }
  if (security.length === 0 && roles.length > 0) security.push(...usualSecurity(context, schemes, piece));
  return { security, roles, unknown };
}

interface Together {
  readonly together: Draft | undefined;
  readonly roles: readonly string[];
  readonly isOptional: boolean;
  readonly unknown: string | undefined;
}

function readTogether(context: Context, schemes: Schemes, piece: Piece): Together {
  const together: { [name: string]: JsonValue } = {};
  const roles: string[] = [];
  let isOptional = false;
  let unknown: string | undefined;
  for (const text of splitWords(piece.text, /^(?:\s(?:and|und|et|y|e|en)\s|\s*[+,;&]\s*)/i)) {
    const { base, scopes, optional } = takeScopes(text);
    isOptional ||= optional;
    const role = readRole(base);
    const name = role === undefined ? schemeName(context, schemes, { ...piece, text: base }) : undefined;
    if (role !== undefined) roles.push(...role);
    else if (name !== undefined)
      together[name] = [...new Set([...((together[name] as string[] | undefined) ?? []), ...scopes])];
    else if (/^(?:scopes?|with scopes?)[:\s]/i.test(base))
      addScopes(together, base.replace(/^[\w\s]*?scopes?[:\s]+/i, ""));
    else {
      const read = assumeSignIn(context, schemes, { ...piece, text: base });
      unknown ??= read.unknown;
      if (Object.keys(together).length === 0) Object.assign(together, read.security[0]);
    }
  }
  return { together: Object.keys(together).length === 0 ? undefined : together, roles, isOptional, unknown };
}

function addScopes(together: { [name: string]: JsonValue }, list: string): void {
  const [name] = Object.keys(together);
  if (name !== undefined)
    together[name] = [...((together[name] as string[] | undefined) ?? []), ...scopesIn(list)];
}

function takeScopes(text: string): {
  readonly base: string;
  readonly scopes: readonly string[];
  readonly optional: boolean;
} {
  const match = /^(.*?)\s*(?:\(([^()]*)\)|\bwith scopes?\s+(.+)|\bscopes?[:\s]+(.+))\s*$/is.exec(text);
  const inner = match?.[2] ?? match?.[3] ?? match?.[4];
  if (match === null || inner === undefined || match[1] === "")
    return { base: text.replace(/^optional\s+/i, ""), scopes: [], optional: /^optional\s/i.test(text) };
  if (authWords(inner) === "optional") return { base: match[1] ?? "", scopes: [], optional: true };
  // `bearer (JWT)` says what the token is, and no scope.
  if (readSchemeKind(inner) !== undefined || /^(?:required|jwt)$/i.test(inner))
    return { base: /^required$/i.test(inner) ? (match[1] ?? "") : text, scopes: [], optional: false };
  return { base: match[1] ?? "", scopes: scopesIn(inner.replace(/^scopes?[:\s]+/i, "")), optional: false };
}

function scopesIn(text: string): readonly string[] {
  return text
    .split(/[\s,]+/)
    .map((scope) => scope.replace(/[`"']/g, ""))
    .filter((scope) => scope !== "");
}

function readRole(text: string): readonly string[] | undefined {
  const said = plain(text);
  const named =
    /^(?:roles?|rollen?|rôles?|rol|ruolo|papel)\s*[:\s]\s*(.+)$/i.exec(said)?.[1] ??
    /^(.+?)s?\s+(?:only|role|roles|nur)$/i.exec(said)?.[1];
  if (named !== undefined)
    return named
      .split(/[\s,/]+/)
      .map((role) => role.replace(/[`"']/g, ""))
      .filter((role) => role !== "" && role !== "or");
  return /^(?:admins?|administrators?|administratoren|administrateurs?|administradores|amministratori)$/i.test(
    said,
  )
    ? ["admin"]
    : undefined;
}

/** The name of a scheme that is meant, declared here and now where it was not yet. */
export function schemeName(context: Context, schemes: Schemes, piece: Piece): string | undefined {
  const text = uncode(piece.text.replace(/\*\*/g, ""));
  const declared =
    [...schemes.known.keys()].find((name) => name === text) ??
    [...schemes.known.keys()].find((name) => fold(name) === fold(text));
  if (declared !== undefined) return declared;
  const kind = readSchemeKind(piece.text);
  if (kind === undefined) return undefined;
  const alike = [...schemes.known].find(([, { scheme }]) => isAlike(scheme, kind.scheme));
  if (alike !== undefined) return alike[0];
  let { name } = kind;
  while (schemes.known.has(name)) name = `${name}2`;
  schemes.known.set(name, {
    scheme: kind.scheme,
    span: context.source.at(piece.line, piece.column, piece.column + piece.text.length),
  });
  return name;
}

// `bearer` is the scheme that was called a bearer token with a format elsewhere.
function isAlike(known: Draft, said: Draft): boolean {
  if (equalValues(known, said)) return true;
  return known["type"] === said["type"] && known["type"] !== "apiKey" && known["scheme"] === said["scheme"];
}

function usualSecurity(context: Context, schemes: Schemes, piece: Piece): readonly Draft[] {
  if (schemes.usual !== undefined && schemes.usual.length > 0)
    return schemes.usual.filter((each) => Object.keys(each).length > 0);
  const [only, ...others] = schemes.known.keys();
  if (only !== undefined && others.length === 0) return [{ [only]: [] }];
  tell(context, piece, {
    rule: "unknown-authentication",
    message: "callers have to sign in, but nothing says how: a bearer token is taken until something does",
    mend: 'write how: "**Auth:** bearer", or a section "Authentication"',
  });
  return [{ [schemeName(context, schemes, { ...piece, text: "bearer" }) ?? "bearer"]: [] }];
}

function splitWords(text: string, separator: RegExp): readonly string[] {
  return splitText(text, (whole, at) => separator.exec(whole.slice(at, at + 12))?.[0].length ?? 0);
}
