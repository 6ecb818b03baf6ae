/**
 * Words that say in other languages that rows are the caller's own: `my` and `their own`, and `of the current user`. Those
 * that are also English words, or units, are not among them.
 */
const own = [
  // Russian, Ukrainian
  "мо(?:и|их|им|ими|его|ей|ё)|сво(?:и|их|им|ими|его|ей|ё|ю)|мої|моїх|свої|своїх",
  "(?:текущ|авторизованн|аутентифицированн)[\\p{L}]* пользовател[\\p{L}]*|поточного користувача",
  // Spanish, Portuguese, Italian, French
  "mis(?= \\p{L})|meus|minhas?|miei|sus propi[oa]s|seus próprios|suas próprias|mes(?= \\p{Ll})|ses propres",
  "del usuario (?:actual|autenticado|logueado|conectado)|do (?:usuário|utilizador) (?:atual|autenticado|logado|conectado)",
  "de l['\u2019]utilisateur (?:connecté|courant|actuel|authentifié)|dell['\u2019]utente (?:corrente|autenticato|connesso)",
  // German, Dutch, Polish, Turkish
  "meine[rnms]?|eigene[rnms]?|des (?:aktuellen|angemeldeten|eingeloggten) \\p{L}+|mijn|moje|moich|benim",
  // Indonesian, Vietnamese
  "saya|milik sendiri|pengguna yang (?:sedang )?(?:login|masuk)|của tôi",
].join("|");

/** The same in scripts that put nothing between words. */
const ownDense =
  "我的|自己的|本人的?|(?:当前|登录|當前|登入)(?:的)?(?:用户|用戶|使用者)|自分の|自身の|(?:現在の|ログイン)ユーザー|나의|자신의|본인의|현재 사용자|로그인한 사용자";

const ownText = new RegExp(`(?<![\\p{L}])(?:${own})(?![\\p{L}])|${ownDense}`, "iu");

/** Whose rows they are, where that is somebody who is not named: `of the user`. */
const somebody = [
  "(?:of|for|belonging to|owned by|managed by) (?:the )?user(?! (?:ids?|names?|agents?|stor(?:y|ies)|interfaces?|guides?|types?|roles?|groups?|with|whose|who|by|specified|given|identified)(?!\\p{L}))",
  "the user(?:'s|\u2019s)",
  "пользователя|користувача",
  "del usuario|do (?:usuário|utilizador)|dell['\u2019]utente|de l['\u2019]utilisateur",
  "des (?:be)?nutzers|van de gebruiker|użytkownika|kullanıcının",
  "milik pengguna|của người dùng",
].join("|");
const somebodyDense = "(?:用户|用戶|使用者)的|ユーザーの|사용자의";

const somebodyText = new RegExp(
  `(?<![\\p{L}])(?:${somebody})(?![\\p{L}])(?! ?(?:по|id|с |with|by|con|com|mit|par|per)(?!\\p{L}))|${somebodyDense}`,
  "iu",
);

/** What says in another language that rows are the caller's own. */
export function ownWords(text: string): string | undefined {
  return ownText.exec(text)?.[0];
}

/** What says that rows are those of somebody whom the text does not name: who else, where nothing selects one, than the caller. */
export function userWords(text: string): string | undefined {
  return somebodyText.exec(text)?.[0];
}

const seenText =
  /\b(?:visible|accessible|permitted)\b|\b(?:that|which|where|in which|to which) (?:you|they|the (?:\w+ )?(?:user|caller|member|requester)) (?:can|may|could|is|are|has|have)\b/i;

/** What says that callers see some rows and others not. */
export function sightWords(text: string): string | undefined {
  return seenText.exec(text)?.[0];
}
