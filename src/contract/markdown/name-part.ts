import { type PartName, partOf } from "./part-words.ts";
import { fold, plain } from "./plain.ts";
import { isReasonPhrase } from "./small-words.ts";

export interface PartTitle {
  /** Nothing where no word of it names a part. */
  readonly name: PartName | undefined;
  /** `200`, `4XX` or `default`, where one is named. */
  readonly status?: string;
  readonly mediaType?: string;
  /** Of an example or of headers: whether it is of a request or of a response. */
  readonly side?: "request" | "response";
}

const status = /(?<![\w.])([1-5](?:\d\d|xx))(?![\w.])/i;
const mediaType = /\b((?:application|text|multipart|image|audio|video)\/[\w.+*-]+)/i;

/** What a heading, a label or the beginning of a list is about. `isExact`: only where all of it is the name. */
export function namePart(text: string, isExact = false): PartTitle {
  const said = plain(text).replace(/[:：]\s*$/, "");
  const isDefault = isDefaultAnswer(said);
  const code = isDefault || /^`?default`?$/i.test(said) ? "default" : status.exec(said)?.[1]?.toUpperCase();
  const media = mediaType.exec(said)?.[1]?.toLowerCase();
  const rest = (isDefault ? said.replace(byDefault, " ") : said)
    .replace(status, " ")
    .replace(mediaType, " ")
    .replace(/[()[\]]/g, " ")
    .trim();
  const extras = { ...(code && { status: code }), ...(media && { mediaType: media }) };
  const name =
    partOf(rest) ??
    (code !== undefined && (fold(rest) === "" || isReasonPhrase(rest)) ? "response" : undefined);
  if (name !== undefined) return { name: atStatus(name, code), ...extras, ...sideOf(rest, name) };
  if (isExact) return { name: undefined, ...extras };
  const found = scanWords(rest) ?? (code === undefined ? undefined : "response");
  return { name: found === undefined ? undefined : atStatus(found, code), ...extras, ...sideOf(rest, found) };
}

const byDefault = /(?<![\p{L}\p{N}])default(?![\p{L}\p{N}])/iu;

/** `Response default`, `Default response`: whatever no other status says. */
function isDefaultAnswer(said: string): boolean {
  if (said.length > 60 || !byDefault.test(said) || status.test(said)) return false;
  return (
    partOf(
      said
        .replace(byDefault, " ")
        .replace(/[()[\]`]/g, " ")
        .trim(),
    ) === "response"
  );
}

// What is said of one status is said of that answer, an error or not.
function atStatus(name: PartName, code: string | undefined): PartName {
  return code !== undefined &&
    (name === "errors" || name === "status" || name === "body" || name === "request")
    ? "response"
    : name;
}

const mattersFirst: readonly PartName[] = [
  ...([
    "errors",
    "query",
    "pathParameters",
    "cookies",
    "headers",
    "example",
    "body",
    "payload",
    "response",
    "request",
  ] as const),
  ...([
    "emits",
    "consumers",
    "producers",
    "trigger",
    "channel",
    "auth",
    "roles",
    "parameters",
    "type",
    "description",
  ] as const),
];

/** The longest known name within a text of a few words. */
function scanWords(text: string): PartName | undefined {
  const words = fold(text).split(" ").slice(0, 16);
  for (let length = Math.min(4, words.length); length > 0; length -= 1) {
    const found = words.flatMap((_, from) => {
      const name =
        from + length > words.length ? undefined : partOf(words.slice(from, from + length).join(" "));
      return name === undefined || !mattersFirst.includes(name) ? [] : [name];
    });
    const [best] = found.toSorted((one, other) => mattersFirst.indexOf(one) - mattersFirst.indexOf(other));
    if (best !== undefined) return best;
  }
  return undefined;
}

function sideOf(text: string, name: PartName | undefined): { readonly side?: "request" | "response" } {
  if (name !== "example" && name !== "headers") return {};
  const sides = fold(text)
    .split(" ")
    .map((word) => partOf(word));
  if (sides.includes("response") || /antwort|reponse|respuesta|resposta|risposta|antwoord/.test(fold(text)))
    return { side: "response" };
  return sides.includes("request") ||
    sides.includes("body") ||
    /anfrage|requete|peticion|solicitud|requisicao|richiesta|verzoek/.test(fold(text))
    ? { side: "request" }
    : {};
}
