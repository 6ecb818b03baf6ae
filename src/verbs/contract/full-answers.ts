import { type Answer, answerFor, type RegistryItem } from "#contract";
import type { RegistryReading } from "./registry-files.ts";

/** The exact contract of the first of several things, and the others by their names. */
export function fullAnswers(
  { registry, contractOf }: Pick<RegistryReading, "registry" | "contractOf">,
  items: readonly RegistryItem[],
  most: number,
): { readonly answers: readonly Answer[]; readonly more: readonly RegistryItem[] } {
  const answers = items.slice(0, most).flatMap((item) => {
    const contract = contractOf(item.said[0]?.file ?? "", item);
    const answer = contract && answerFor(registry, item, contract);
    return answer === undefined ? [] : [answer];
  });
  return { answers, more: items.slice(most) };
}
