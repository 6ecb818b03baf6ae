import type { Piece } from "./source.ts";

/** An event that prose says is sent. */
export interface ProseEvent {
  readonly piece: Piece;
  /** Whether its words leave no doubt that it is an event; else it is one where the record describes an event of that name. */
  readonly isCertain: boolean;
}

const names = "`[\\p{L}][\\p{L}\\p{N}._:/-]{1,120}`";
const list = `${names}(?:(?:\\s*,\\s*|\\s*,?\\s+(?:and|und|et|y|e|ed|en)\\s+)(?:(?:the|an?|das|die|der|ein|l['’]|le|la|un|une|el|o|a|il|lo|una|het|de|een)\\s*)?${names})*`;
/** Words that may stand between a verb and a name, and say nothing else. */
const small =
  "(?:the|an?|its|das|die|der|ein|eine|l['’]|le|la|un|une|el|o|os|il|lo|una|uno|het|de|een|an|new|domain|neue[sn]?)";
const event =
  "(?:events?|messages?|ereignis(?:se)?|nachricht(?:en)?|[ée]v[ée]nements?|eventos?|mensaje|mensagem|mensagens|eventi|evento|messaggi|messaggio|gebeurtenis(?:sen)?|bericht(?:en)?)";
const between = `(?:\\s+${small}|\\s+${event}|\\s+l['’]${event})*\\s+(?:l['’])?`;

/** Verbs of events alone, and verbs of anything that is sent: as they are done, and as participles. */
const gives =
  "publish(?:es)?|emits?|fires?|dispatch(?:es)?|broadcasts?|löst|publie|émet|déclenche|publica|emite|dispara|pubblica|emette|publiceert";
const given =
  "published|emitted|fired|dispatched|veröffentlicht|publiziert|emittiert|ausgelöst|publiée?s?|émise?s?|déclenchée?s?|publicad[oa]s?|emitid[oa]s?|disparad[oa]s?|pubblicat[oaie]|emess[oaie]|gepubliceerd|uitgezonden";
const sends = "sends?|raises?|produces?|triggers?|sendet|envoie|env[ií]a|invia|verstuurt|stuurt|lanza|lancia";
const sent =
  "sent|raised|produced|triggered|gesendet|versendet|verschickt|envoyée?s?|enviad[oa]s?|inviat[oaie]|verstuurd|verzonden|gestuurd|lanzad[oa]";
/** What stands between a name and its participle. */
const being =
  "(?:is|are|was|gets|will|be|then|also|wird|werden|danach|dann|est|sont|es|ha|sido|é|são|è|viene|vengono|wordt|worden|sera|será|afterwards|se)";

const active = new RegExp(`(?<![\\p{L}])(${gives}|${given}|${sends}|${sent})(${between})(${list})`, "giu");
const passive = new RegExp(
  `(${list})((?:\\s+${event}|\\s+${being})*)\\s+(${given}|${sent})(?![\\p{L}])`,
  "giu",
);

/** Sentences that say when something else happens, or that it does not. */
const conditional =
  /^\W*(?:when|if|once|after|unless|wenn|falls|nachdem|sobald|quand|si|lorsque|apr[eè]s|cuando|quando|se\s+(?!emite|publica|env[ií]a|dispara)|dopo|als|wanneer|nadat)(?=\s)/iu;
const negates =
  /(?<![\p{L}])(?:no|not|never|without|doesn't|kein\w*|nicht|nie|niemals|ohne|ne|n['’]|pas|jamais|sans|nunca|jam[aá]s|sin|sem|não|non|mai|senza|geen|niet|nooit)(?![\p{L}])/iu;
/** What an endpoint calls itself, beside which a name before a verb is that of somebody else. */
const itself =
  /^(?:it|this|endpoint|operation|server|service|api|request|call|es|dies|endpunkt|dienst|aufruf|anfrage|which|and|und|et|y|e|en|success|then|also|always|finally|danach|dann|se|si|on|puis|ensuite|luego|depois|poi|viene|wird|wordt|daarna)$/i;

/** Events that a sentence says are sent, by marked names; at most a few of them. Linear in its length. */
export function eventsInProse(
  sentence: string,
): readonly { readonly name: string; readonly isCertain: boolean }[] {
  if (sentence.length > 1_000 || !sentence.includes("`")) return [];
  if (conditional.test(sentence) || negates.test(sentence)) return [];
  const found = [
    ...[...sentence.matchAll(active)]
      .filter(({ index }) => !isOfAnother(sentence.slice(0, index)))
      .map(([, verb = "", words = "", own = ""]) => ({ verb, words, own })),
    ...[...sentence.matchAll(passive)].map(([, own = "", words = "", verb = ""]) => ({ verb, words, own })),
  ];
  return found.flatMap(({ verb, words, own }) =>
    [...own.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => ({
      name,
      isCertain: isEvent.test(words) || (isVerbOfEvents.test(verb) && /[.:]/.test(name)),
    })),
  );
}

const isEvent = new RegExp(event, "iu");
const isVerbOfEvents = new RegExp(`^(?:${gives}|${given})$`, "iu");

/** `Billing publishes …` */
function isOfAnother(before: string): boolean {
  const words = before.trim().split(/\s+/);
  const last = words.at(-1) ?? "";
  return words.length === 1 || /[.!?:;,]$/.test(words.at(-2) ?? "")
    ? /^\p{Lu}/u.test(last) && !itself.test(last)
    : /^\p{Lu}\p{Ll}/u.test(last) && !itself.test(last);
}

/** The same of all prose in some lines of a text, with places. Blocks of code are no prose. */
export function proseEvents(lines: readonly string[], first: number, last: number): readonly ProseEvent[] {
  const found: ProseEvent[] = [];
  let isCode = false;
  for (let line = first; line <= last; line += 1) {
    const text = lines[line] ?? "";
    if (/^\s*(?:```|~~~)/.test(text)) isCode = !isCode;
    if (isCode || /^\s*[|#]/.test(text) || text.length > 4_000) continue;
    const bare = text.replace(/^\s*(?:[-*+>]|\d+[.)])\s+/, "");
    // A sentence may go on in the next line.
    const next = lines[line + 1] ?? "";
    const whole = line < last && /^\p{L}|^`/u.test(next) ? `${bare} ${next}` : bare;
    for (const sentence of whole.split(/(?<=[.!?])\s+(?=\p{Lu}|`)/u)) {
      for (const { name, isCertain } of eventsInProse(sentence)) {
        const column = text.indexOf(`\`${name}\``);
        if (column >= 0) found.push({ piece: { text: name, line, column: column + 1 }, isCertain });
      }
    }
  }
  return found;
}
