import { fold, plain } from "./plain.ts";
import { makeWordTable } from "./word-table.ts";

export type Place = "path" | "query" | "header" | "cookie" | "body" | "form";

const places = makeWordTable<Place>(`
path: path, url, uri, route, path parameter, path param, url path, in path, url parameter
  pfad, chemin, ruta, caminho, percorso, pad, путь, 路径, パス
query: query, query string, querystring, query parameter, query param, url query, qs, search, get
  abfrage, requête, consulta, parametri di query, запрос, 查询, クエリ
header: header, headers, http header
  kopf, kopfzeile, en tête, cabecera, encabezado, cabeçalho, intestazione, kop, заголовок, 请求头, ヘッダー
cookie: cookie, cookies
body: body, json, json body, request body, payload, post, post body
  rumpf, nachricht, corps, cuerpo, corpo, тело, 请求体, ボディ
form: form, form data, formdata, multipart, form field
  formular, formulaire, formulario, formulário, modulo, formulier
`);

export const placeOf = places;

const answers = makeWordTable<"yes" | "no" | "sometimes">(`
yes: yes, y, true, required, mandatory, must, always, m, r, x, 1, req, on, yes required, wajib
  ja, j, pflicht, erforderlich, muss, oui, obligatoire, requis, sí, si, s, obligatorio, requerido, sim, obrigatório, obbligatorio, verplicht, vereist, да, обязательно, 是, 必填, 必须, 必須, はい, tak, wymagane
no: no, n, false, optional, never, o, 0, opt, not required, none, null
  nein, freiwillig, non, facultatif, optionnel, opcional, não, nao, facoltativo, opzionale, nee, optioneel, нет, необязательно, 否, 可选, 任意, いいえ, nie, opcjonalne
sometimes: conditional, conditionally, depends, c, it depends, sometimes
  bedingt, conditionnel, condicional, condizionale, voorwaardelijk
`);

/** What a cell or a value says: yes, no, or something in between; nothing where it says neither. */
export function answerOf(text: string): "yes" | "no" | "sometimes" | undefined {
  const said = plain(text);
  if (/^[✓✔✅☑●•⬤🟢*+]\uFE0F?$/u.test(said)) return "yes";
  if (/^(?:[-–—✗✘❌☐○×✖❎]\uFE0F?)?$/u.test(said)) return "no";
  const whole = answers(said);
  if (whole !== undefined) return whole;
  if (/^(?:if|when|on|only|wenn|falls|nur|si|quand|sauf|se|quando|cuando|als)\b/.test(fold(said)))
    return "sometimes";
  const [first = ""] = said.split(/[\s,;(:.]/);
  const begins = answers(first);
  return begins === undefined ? undefined : begins === "yes" ? "sometimes" : begins;
}

const reasons = makeWordTable<"reason">(
  `reason: ok, created, accepted, no content, bad request, unauthorized, unauthorised, payment required, forbidden, not found, method not allowed, not acceptable, conflict, gone, precondition failed, payload too large, content too large, unsupported media type, unprocessable entity, unprocessable content, precondition required, too many requests, internal server error, bad gateway, service unavailable, gateway timeout, partial content, moved permanently, found, see other, not modified, multi status, reset content, locked, failed dependency, too early, not implemented, temporary redirect, permanent redirect, im a teapot, i m a teapot`,
);

/** Whether a text is the phrase that HTTP itself has for a status, and so says nothing more. */
export function isReasonPhrase(text: string): boolean {
  return reasons(text) !== undefined;
}
