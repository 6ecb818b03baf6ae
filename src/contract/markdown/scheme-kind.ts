import type { Draft } from "./context.ts";
import { fold, plain, uncode } from "./plain.ts";
import { parseJson } from "./read-value.ts";

export interface SchemeKind {
  /** What it is called where the record gives it no name. */
  readonly name: string;
  readonly scheme: Draft;
}

/** How callers sign in, from a few words: `bearer (JWT)`, `basic`, `API key in header X-API-Key`. */
export function readSchemeKind(written: string): SchemeKind | undefined {
  const whole = parseJson(uncode(written));
  if (typeof whole === "object" && whole !== null && !Array.isArray(whole))
    return { name: "auth", scheme: whole as Draft };
  const text = plain(written).slice(0, 300);
  const said = ` ${fold(text)} `;
  const key = readKey(written, text, said);
  if (key !== undefined) return key;
  if (
    / (?:bearer|jwt|access token|id token|token bearer|bearertoken|token|jeton|tokens) /.test(said) &&
    !/ oauth/.test(said)
  ) {
    const format = /\(([^()]{1,40})\)\s*$/.exec(text)?.[1] ?? (/ jwt /.test(said) ? "JWT" : undefined);
    return {
      name: "bearer",
      scheme: { type: "http", scheme: "bearer", ...(format !== undefined && { bearerFormat: format }) },
    };
  }
  if (/ basic /.test(said)) return { name: "basic", scheme: { type: "http", scheme: "basic" } };
  if (/ (?:openid|oidc|open id) /.test(said)) {
    const url = /https?:\/\/\S+|\/\S+/.exec(text)?.[0];
    return {
      name: "openId",
      scheme: { type: "openIdConnect", ...(url !== undefined && { openIdConnectUrl: url }) },
    };
  }
  if (/ (?:mutual tls|mtls|client certificate) /.test(said))
    return { name: "mutualTls", scheme: { type: "mutualTLS" } };
  if (/ oauth ?(?:2|2 0)? /.test(said)) return { name: "oauth2", scheme: { type: "oauth2", flows: {} } };
  const other = /^http ([\w-]+)$/i.exec(text)?.[1];
  return other === undefined
    ? undefined
    : { name: other.toLowerCase(), scheme: { type: "http", scheme: other.toLowerCase() } };
}

const placeWords: readonly (readonly [string, RegExp])[] = [
  ["header", /\b(?:header|kopfzeile|en-tête|entête|cabecera|cabeçalho|intestazione)\b/i],
  ["query", /\bquery(?: string| parameter)?\b/i],
  ["cookie", /\bcookie\b/i],
];

function readKey(written: string, text: string, said: string): SchemeKind | undefined {
  if (/authorization\s*:?\s*`?\s*(?:bearer|basic)/i.test(text) || / (?:bearer|basic|oauth2?) /.test(said))
    return undefined;
  const isKey =
    / (?:api key|apikey|api schlussel|cle api|cle d api|clave api|clave de api|chave de api|chave api|chiave api|api sleutel|session) /.test(
      said,
    );
  const place = placeWords.find(([, word]) => word.test(text))?.[0];
  if (!isKey && place === undefined) return undefined;
  const marked = /`([^`\s:]{1,80})[^`]*`/.exec(written)?.[1];
  const near =
    /\b(?:header|query|cookie)\s+(?:named\s+|called\s+)?([A-Za-z][\w.-]*)|\b((?:X-|x-)[\w-]+|[A-Za-z][\w-]*[_-][\w-]+)\b/.exec(
      text,
    );
  const name = marked ?? near?.[1] ?? near?.[2];
  if (name === undefined || (place === undefined && !/^x-/i.test(name))) return undefined;
  return {
    name: place === "cookie" ? "session" : "apiKey",
    scheme: { type: "apiKey", in: place ?? "header", name },
  };
}
