import { nearestName } from "#base";
import { fold } from "./plain.ts";

/** Beginnings of words that speak of who may call, as `fold` leaves them; a blank ends a word. */
const stems = [
  ...[
    "auth",
    "access ",
    "secur",
    "protect",
    "guard",
    "permi",
    "polic",
    "role ",
    "roles ",
    "scope ",
    "scopes ",
  ],
  ...["grant", "privilege", "rights ", "credential", "jwt", "oauth", "bearer", "sso ", "session", "login "],
  ...[
    "sign in ",
    "signed in ",
    "log in ",
    "logged in ",
    "api key",
    "apikey",
    "restricted",
    "middleware",
    "acl ",
  ],
  ...["rbac ", "who may ", "who can ", "who is allowed ", "may call", "may be called by "],
  ...["zugriff", "zugang", "berechtig", "anmeld", "rolle", "sicherheit", "geschutzt", "schutz", "wer darf "],
  ...["acces ", "autoris", "droits ", "securite", "connexion ", "qui peut "],
  ...["acceso", "permiso", "autentic", "autoriz", "seguridad", "sesion", "quien puede "],
  ...[
    "acesso",
    "permissao",
    "permissoes",
    "seguranca",
    "quem pode ",
    "accesso",
    "permess",
    "sicurezza",
    "chi puo ",
  ],
  ...[
    "toegang",
    "rechten ",
    "beveilig",
    "доступ",
    "авториз",
    "аутентиф",
    "权限",
    "鉴权",
    "认证",
    "認証",
    "認可",
  ],
  ...["dostep", "uprawnien"],
];
const speaking = new RegExp(` (?:${stems.join("|")})`);

/** Words in whose company those above speak of something else. */
const otherwise =
  / (?:cach\w*|retry|retries|rate|retention|page|paging|next|previous|continuation|csrf|idempotency|content|timeout|expir\w*|author|authors|authored) /;

/** A few letters off from the words that most say: a slip of the pen. */
const usual = [
  "authentication",
  "authorization",
  "authorisation",
  "authenticated",
  "permissions",
  "auth",
  "roles",
];

/** Whether a label, a heading or a cell speaks of who may call. */
export function speaksOfAccess(label: string): boolean {
  const said = ` ${fold(label.slice(0, 200))} `;
  if (otherwise.test(said)) return false;
  return (
    speaking.test(said) || (/^ \p{L}{5,16} $/u.test(said) && nearestName(said.trim(), usual) !== undefined)
  );
}

const bars =
  /\b(?:cannot|can't|can not|may not|must not|refused|rejected|denied|turned away|forbidden|abgewiesen|abgelehnt|verweigert|refusée?s?|rechazad\w+|negad\w+|rifiutat\w+|geweigerd)\b/iu;
const letsOnly =
  /\b(?:restricted|limited|reserved|available only|accessible only|only available|only accessible) (?:to|for)\b|\bonly\b.{0,60}\b(?:may|can|allowed to|permitted to)\b.{0,20}\b(?:call|use|access|invoke|reach)\b|\bprotected by\b/iu;

/** Whether a sentence says that some may not call, whoever those are. */
export function keepsOut(sentence: string): boolean {
  return letsOnly.test(sentence) || (bars.test(sentence) && signing.test(sentence));
}

const signing =
  /\b(?:authenticat\w+|signed in|signing in|sign in|logged in|logging in|log in|login|angemeldet\w*|anmeldung|authentifi\w+|connecté\w*|autentic\w+|sesión|ingelogd)\b/iu;

/** Paths of those who are on their way in: what is said of refusals there is said of what they give. */
export function isWayIn(path: string): boolean {
  return /(?:^|\/)(?:log-?in|log-?on|sign-?in|sign-?up|register|registration|sessions?|tokens?|auth\w*|passwords?|anmelden|anmeldung|connexion)(?:\/|$)/i.test(
    path,
  );
}
