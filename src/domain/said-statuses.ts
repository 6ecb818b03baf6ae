import type { Response } from "#contract";
import { textsIn } from "./texts-in.ts";

const passwordText =
  /\bpass(?:words?|phrases?|codes?)\b|\bcredentials?\b|\blog.?in\b|\bsign.?in\b|contraseñas?|credencia(?:les|is)|mots? de passe|identifiants|passw[oö]rt|kennwort|anmeldedaten|\bsenhas?\b|credenziali|парол|уч[её]тн|密码|密碼/iu;
const mistakenText =
  /invalid|inválid|wrong|incorrect|mismatch|match|unknown|bad |fail|denied|exist|falsch|errad|невер|неправил|错误|錯誤/iu;
const missingText = /\bmissing\b|\brequired\b|\bempty\b|obligatori|requis|erforderlich|обязател/iu;

/**
 * The status that is said to tell of wrong credentials, where that is not 401: `400: Invalid username/password`, by its words or
 * by an example of it.
 */
export function saidOfCredentials(responses: readonly Response[]): number | undefined {
  const found = responses.find(
    (response) => ["400", "403", "422"].includes(response.status) && textsOf(response).some(isOfCredentials),
  );
  return found && Number(found.status);
}

/** What is only not there is no mistake of who signs in. */
function isOfCredentials(text: string): boolean {
  return passwordText.test(text) && (mistakenText.test(text) || !missingText.test(text));
}

const absentText =
  /\bnot found\b|\bdoes(?: not|n't) exist\b|\bno existe\b|\bno encontrad|\bintrouvable\b|n'existe pas|nicht gefunden|não (?:encontrad|existe)|не найден|не существует|不存在|找不到/iu;

/** The status that is said to tell that there is no such row, where that is not 404: `400: The event does not exist`. */
export function saidOfAbsence(responses: readonly Response[]): number | undefined {
  const found = responses.find(
    (response) =>
      ["400", "403", "422"].includes(response.status) &&
      textsOf(response).some((text) => absentText.test(text)),
  );
  return found && Number(found.status);
}

/** The status that is said to tell of tokens that are none, or no longer: `410: The link has expired`. */
export function saidOfTokens(responses: readonly Response[]): number | undefined {
  const found = responses.find(
    ({ status, description }) =>
      ["400", "401", "403", "404", "410", "422"].includes(status) &&
      /\btokens?\b|\blinks?\b|\bcodes?\b|\bexpired?\b/i.test(description) &&
      !/\bjwt\b|\bbearer\b/i.test(description),
  );
  return found && Number(found.status);
}

/** What is said of an answer: its description, and the texts of its examples. */
function textsOf({ description, content }: Response): readonly string[] {
  return [description, ...content.flatMap(({ examples }) => examples.flatMap(textsIn))];
}
