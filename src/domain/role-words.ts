const roleText =
  /\b(?:admin(?:istrator)?s?|roles?|permissions?|privileges?|scopes?|staff|moderators?|managers?|superusers?)\b/i;

/** Whether a text speaks of what some accounts may do and others not. */
export function speaksOfRoles(text: string): boolean {
  return roleText.test(text);
}

/** Who looks after things, in what languages call them: their words begin so, whatever the ending. */
const trusted = [
  // English, and most languages in Latin script: administrador, administrateur, amministratore, administrátor
  "admin",
  "amministrator",
  "yönetici",
  "quản trị",
  "админ",
  "адмін",
  "διαχειριστ",
  "管理员",
  "管理員",
  "管理者",
  "관리자",
  "المشرف",
  "مدير",
  "מנהל",
  "ผู้ดูแล",
];

const others = [
  "moderador",
  "modérateur",
  "модератор",
  "менеджер",
  "сотрудник",
  "gerente",
  "permiso",
  "permissã",
  "permess",
  "berechtig",
  "zugriffsrecht",
  "autorisation requise",
  "uprawnie",
  "yetki",
  "права доступа",
  "权限",
  "權限",
  "権限",
  "권한",
  "صلاحية",
];

const only =
  "only|s[oó]lo|solamente|[uú]nicamente|somente|apenas|nur|uniquement|seulement|r[eé]serv[eé]e?s?|soltanto|hanya|khusus|chỉ|sadece|yalnızca|tylko|wyłącznie|alleen|endast|только|лише|тільки|μόνο|فقط|רק";

const anyTrusted = wordsBegin(trusted);
const anyRole = new RegExp(wordsBegin([...trusted, ...others]), "iu");
/** "Sólo para administradores", "только для администраторов", "仅限管理员", "管理者のみ" */
const forTrusted = new RegExp(
  `(?<!\\p{L})(?:${only})(?!\\p{L})\\P{L}*(?:\\p{L}+\\s+){0,3}(?:${anyTrusted})|(?:仅|僅|只)\\p{L}{0,3}?(?:${anyTrusted})|(?:${anyTrusted})\\p{L}{0,2}(?:のみ|だけ|만|专用)`,
  "iu",
);
const office = /(?<!\p{L})administra(?:tion|tive|te|ting|ción|tivo|ção|zione)(?!\p{L})/giu;

/** What a text says of roles in words that no pattern reads: `only` of them, or whatever it is. */
export interface RoleMention {
  /** As it stands there. */
  readonly word: string;
  /** Whether it says that the operation is for those alone who look after things. */
  readonly isFor: boolean;
}

/** Finds people with rights in a text of any of these languages; the office where they sit is none of them. */
export function mentionOfRoles(text: string): RoleMention | undefined {
  const plain = text.replace(office, " ");
  const word = anyRole.exec(plain)?.[0];
  return word === undefined ? undefined : { word: word.trim(), isFor: forTrusted.test(plain) };
}

const trustedName =
  /(?<!\p{L})(?:super\p{L}*|root|owners?|managers?|moderators?|supervisors?|masters?|gerente)(?!\p{L})/iu;

/** Whether who is called that has more rights than others, by the name. */
export function namesTrusted(name: string): boolean {
  const words = name.replace(/([a-z])([A-Z])/g, "$1 $2").replace(/[_.-]+/g, " ");
  return new RegExp(anyTrusted, "iu").test(words) || trustedName.test(words);
}

/** Words that begin like one of these. Scripts without spaces have no beginnings of words. */
function wordsBegin(stems: readonly string[]): string {
  const [spaced, dense] = [true, false].map((wanted) =>
    stems.filter((text) => /^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek} ]+$/u.test(text) === wanted),
  );
  return `(?<!\\p{L})(?:${spaced?.join("|")})\\p{L}*|${dense?.join("|")}`;
}
