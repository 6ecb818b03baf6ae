/** Words of rules in the languages that columns are read in, by the word that the patterns of rules know. Longest first. */
const rows: readonly (readonly [string, string])[] = [
  [
    "max",
    "maxlength|maxlen|maxitems|maximum of|maximum|maximal|maximale|maximo de|maximo|maxima|massimo|maximaal|max|mx|at most|up to|no more than|not more than|no longer than|hochstens|bis zu|au plus|au maximum|jusqu'a|como maximo|hasta|no maximo|ate|al massimo|fino a|ten hoogste|hooguit|не более|最大|最多",
  ],
  [
    "min",
    "minlength|minlen|minitems|minimum of|minimum|minimal|minimale|minimo de|minimo|minima|minimaal|min|at least|no less than|not less than|mindestens|wenigstens|au moins|au minimum|al menos|como minimo|pelo menos|no minimo|almeno|ten minste|minstens|не менее|最小|最少",
  ],
  [
    "characters",
    "characters|character|chars|char|letters|zeichen|buchstaben|caracteres|caracter|caracters|caratteri|tekens|символов|знаков|字符|文字",
  ],
  [
    "items",
    "items|item|elements|element|entries|entry|eintrage|eintrag|elemente|elementos|itens|articulos|elementi|elementen|элементов",
  ],
  ["fields", "properties|fields|keys|felder|eigenschaften|champs|campos|campi|velden"],
  ["length", "length of|length|lange|longueur|longitud|comprimento|tamanho|lunghezza|lengte"],
  ["between", "between|in the range|range|zwischen|entre|tra|fra|tussen|from|von|de|da"],
  ["to", "to|and|through|bis|und|a|y|e|et|tot|en"],
  ["exactly", "exactly|exact|genau|exactement|exactamente|exatamente|esattamente|precies|fixed"],
  [
    "above",
    "greater than|more than|larger than|bigger than|above|over|grosser als|mehr als|superieur a|plus de|mayor que|mas de|maior que|mais de|maggiore di|piu di|groter dan|meer dan|больше",
  ],
  [
    "below",
    "less than|smaller than|below|under|kleiner als|weniger als|inferieur a|moins de|menor que|menos de|minore di|meno di|kleiner dan|minder dan|меньше",
  ],
  [
    "not empty",
    "not empty|non empty|nonempty|may not be empty|must not be empty|not blank|nicht leer|non vide|no vacio|no vacia|nao vazio|nao vazia|non vuoto|non vuota|niet leeg|не пустое|非空",
  ],
  ["positive", "positive|positiv|positif|positivo|positief|strictly positive"],
  [
    "not negative",
    "non negative|nonnegative|not negative|nicht negativ|non negatif|no negativo|nao negativo|non negativo|niet negatief",
  ],
  [
    "no duplicates",
    "unique items|unique entries|unique elements|distinct|no duplicates|without duplicates|keine duplikate|eindeutige eintrage|sans doublons|sin duplicados|sem duplicados|senza duplicati|geen duplicaten",
  ],
  ["unique", "unique|must be unique|eindeutig|einmalig|unico|unica|uniek|уникальный|уникально|唯一"],
  [
    "one of",
    "one of|any of the values|must be one of|either|allowed values|allowed|values|enum|enumeration|possible values|eine von|einer von|eines von|erlaubt|erlaubte werte|werte|l'un de|un de|une de|parmi|valeurs|uno de|una de|valores|um de|uma de|uno tra|valori|een van|waarden|одно из|枚举|可选值",
  ],
  [
    "default",
    "default value|default is|defaults to|default|standardwert|standard|vorgabe|voreinstellung|par defaut|defaut|por defecto|predeterminado|valor por defecto|padrao|valor padrao|predefinito|standaard|по умолчанию|默认",
  ],
  ["example", "example|e.g.|eg|z. b.|z.b.|beispiel|exemple|ejemplo|exemplo|esempio|voorbeeld"],
  [
    "pattern",
    "matches pattern|matches the pattern|matches|matching|pattern|regex|regexp|regular expression|muster|motif|patron|expresion regular|patroon|шаблон",
  ],
  ["format", "format|formato|formaat|формат"],
  [
    "multiple of",
    "multiple of|multiples of|step of|step|steps of|vielfaches von|schritt|schrittweite|multiple de|multiplo de|multiplo di|veelvoud van",
  ],
  [
    "decimals",
    "decimal places|decimal digits|decimals|fraction digits|nachkommastellen|decimales|cifras decimales|casas decimais|decimali|cifre decimali|decimalen",
  ],
  [
    "read-only",
    "read only|readonly|nur lesen|nur lesbar|schreibgeschutzt|lecture seule|en lecture seule|solo lectura|somente leitura|sola lettura|alleen lezen|server generated|set by the server",
  ],
  [
    "write-only",
    "write only|writeonly|nur schreiben|ecriture seule|solo escritura|somente escrita|sola scrittura|alleen schrijven|never returned",
  ],
  ["deprecated", "deprecated|veraltet|obsolete|obsoleto|en desuso|descontinuado|deprecato|verouderd"],
  [
    "nullable",
    "nullable|may be null|can be null|null allowed|null erlaubt|darf null sein|or null|peut etre null|puede ser null|puede ser nulo|pode ser nulo|puo essere null|mag null zijn",
  ],
  ["not null", "not null|non null|nicht null|not nullable"],
  [
    "required",
    "required|mandatory|is required|pflicht|pflichtfeld|erforderlich|notwendig|obligatoire|requis|requise|obligatorio|obligatoria|requerido|requerida|obrigatorio|obrigatoria|obbligatorio|obbligatoria|richiesto|verplicht|vereist|обязательно|обязательный|必填|必須",
  ],
  [
    "optional",
    "optional|not required|freiwillig|nicht erforderlich|facultatif|facultative|optionnel|optionnelle|opcional|facoltativo|facoltativa|opzionale|optioneel|необязательно|необязательный|可选|任意",
  ],
  [
    "no others",
    "no other fields|no additional properties|no additional fields|no further fields|keine weiteren felder|aucun autre champ|sin otros campos|sem outros campos|nessun altro campo|geen andere velden",
  ],
  ["others", "other fields allowed|additional properties allowed|weitere felder erlaubt"],
];

interface Word {
  readonly meant: string;
  readonly pattern: RegExp;
}

let made: ReadonlyMap<string, readonly Word[]> | undefined;

// By their first letter, and only once a rule is read.
function wordsBy(letter: string): readonly Word[] {
  made ??= sortWords();
  return made.get(letter) ?? [];
}

function sortWords(): ReadonlyMap<string, readonly Word[]> {
  const words = rows.flatMap(([meant, list]) => list.split("|").map((word) => ({ meant, word })));
  const byLetter = new Map<string, Word[]>();
  for (const { meant, word } of words.toSorted((one, other) => other.word.length - one.word.length)) {
    const letter = word.charAt(0);
    const known = byLetter.get(letter) ?? [];
    byLetter.set(letter, known);
    const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    known.push({ meant, pattern: new RegExp(`^${escaped}(?![\\p{L}])`, "u") });
  }
  return byLetter;
}

/** A phrase in the words that the patterns of rules know, as far as it begins with such, and what follows as written. */
export interface Opening {
  readonly words: readonly string[];
  /** What stands behind, as written. */
  readonly rest: string;
}

/** Takes known words off the beginning of a phrase, one after the other. */
export function openPhrase(phrase: string, most = 4): Opening {
  const words: string[] = [];
  let rest = phrase.trim();
  while (words.length < most) {
    const folded = foldKept(rest);
    const match = wordsBy(folded.charAt(0)).find(({ pattern }) => pattern.test(folded));
    if (match === undefined) break;
    words.push(match.meant);
    const length = match.pattern.exec(folded)?.[0].length ?? 0;
    rest = rest.slice(length).replace(/^\s*[.:=]?\s*/, "");
  }
  return { words, rest };
}

/** As `fold`, but letter by letter, so that offsets stay what they are, and signs are kept. */
function foldKept(text: string): string {
  return text
    .split("")
    .map((letter) => letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().slice(0, 1) || letter)
    .join("")
    .replaceAll(/[-_]/g, " ")
    .replaceAll("’", "'");
}
