import type { Behaviour } from "./behaviour.ts";
import type { Field } from "./domain.ts";
import type { Draft } from "./draft.ts";

/** Why an operation cannot answer what it promises: nothing fills a field that its answer must show. */
export function unfilledAnswer(behaviour: Behaviour, draft: Draft): string | undefined {
  if (!("answer" in behaviour) || !("representation" in behaviour.answer)) return undefined;
  const { representation } = behaviour.answer;
  return representation === undefined ? undefined : unfilledIn(representation, draft, new Set());
}

function unfilledIn(representation: string, draft: Draft, seen: Set<string>): string | undefined {
  if (seen.has(representation)) return undefined;
  seen.add(representation);
  for (const entity of draft.entities) {
    const shown = entity.representations.find(({ name }) => name === representation);
    for (const { field: name, required } of shown?.fields ?? []) {
      const field = entity.fields.find((candidate) => candidate.name === name);
      const reason = field && (required ? field.unfilled : undefined);
      if (reason !== undefined) return `${reason} (${entity.name})`;
      const embedded = field && embeddedForm(field);
      const inside = embedded === undefined ? undefined : unfilledIn(embedded, draft, seen);
      if (inside !== undefined) return inside;
    }
  }
  return undefined;
}

function embeddedForm({ meaning }: Field): string | undefined {
  return meaning.kind === "reference" ? meaning.representation : undefined;
}
