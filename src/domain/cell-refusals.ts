import { type Contract, flattenSchema, type Response } from "#contract";
import type { ScalarValue } from "./scalar-type.ts";
import type { OperationShape } from "./shapes.ts";
import { textsIn } from "./texts-in.ts";

/** A refusal that the contract speaks of, in its own words. */
export interface SaidRefusal {
  readonly text: string;
  readonly response: Response;
}

const taken = [
  /\b(?:not|non|isn't|no longer)[ -](?:empty|free|vacant|available|blank)\b/i,
  /\balready\b[^.;]*\b(?:taken|occupied|filled|marked|set|sold|booked|reserved|planted|used|use|written|assigned|claimed|held|owned)\b/i,
  /\b(?:is|are|was|been)\s+(?:taken|occupied|filled|sold|booked|reserved|claimed|planted)\b/i,
  /\b(?:occupied|unavailable)\b/i,
];

/** Of the answers of a status, the words that say that a cell where something stands is not written again. */
export function saidOfTaken(
  contract: Contract,
  shape: OperationShape,
  status: number,
): SaidRefusal | undefined {
  return textsOf(contract, shape, status).find(({ text }) => taken.some((words) => words.test(text)));
}

/** Of the answers of a status, the words that count up what may be written: every value but the empty one. */
export function saidOfValues(
  contract: Contract,
  shape: OperationShape,
  status: number,
  { values, empty }: { readonly values: readonly ScalarValue[]; readonly empty: ScalarValue },
): SaidRefusal | undefined {
  const others = values.filter((value) => value !== empty);
  if (others.length === 0 || others.length === values.length) return undefined;
  return textsOf(contract, shape, status).find(
    ({ text }) => others.every((value) => names(text, value)) && !names(text, empty),
  );
}

/** Whether a text has the value as a word of its own. */
function names(text: string, value: ScalarValue): boolean {
  const word = String(value).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?:^|[\\s(,:"'\`])${word}(?=$|[\\s),."'\`])`).test(text);
}

/** All that answers of a status say in words: descriptions and examples. */
function textsOf(contract: Contract, { operation }: OperationShape, status: number): readonly SaidRefusal[] {
  return operation.responses
    .filter((response) => response.status === String(status))
    .flatMap((response) => {
      const examples = response.content.flatMap((media) => [
        ...media.examples,
        ...(media.schema ? flattenSchema(contract, media.schema).examples : []),
      ]);
      return [...examples.flatMap(textsIn), response.description].map((text) => ({
        text: text.slice(0, longest),
        response,
      }));
    });
}

/** Nobody who is refused reads on after this many characters. */
const longest = 200;
