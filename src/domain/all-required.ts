import type { Operation, Schema } from "#contract";

const allText =
  /\ball (?:of )?(?:the )?(?:fields|properties|attributes) (?:are|is) (?:required|mandatory|obligatory|compulsory)\b|todos (?:los|os) campos (?:son|são|sao) (?:obligatorios|requeridos|obrigat[óo]rios)|tous les champs sont (?:obligatoires|requis)|alle felder sind (?:pflicht|erforderlich|verpflichtend|notwendig)|tutti i campi sono (?:obbligatori|richiesti)|все поля (?:являются )?обязательн|所有字段(?:都|均)?(?:是|为)?必|すべてのフィールドは必須/iu;
const denial = /\bnot\s*$|\bno\s*$|\bne\s*$|\bnicht\s*$/i;

/** Whether words say that nothing may be left out of a body, whatever its schema says. What only changes may be left out. */
export function wantsAll(
  { method, summary, description }: Operation,
  body: { readonly description: string; readonly schema: Schema },
): boolean {
  return (
    method !== "patch" && saysAllRequired(body.description, body.schema.description, summary, description)
  );
}

function saysAllRequired(...texts: readonly string[]): boolean {
  return texts.some((text) => {
    const found = allText.exec(text);
    return found !== null && !denial.test(text.slice(0, found.index));
  });
}
