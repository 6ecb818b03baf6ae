import { formatSpan } from "#base";
import type { Domain, Entity } from "#domain";
import { describeFields, describeIdentity, entityPath } from "#plan";
import { listed } from "../text/figures.ts";
import type { Look } from "../text/look.ts";
import { layTable, type Row } from "../text/table.ts";

/** Entities with path, identity and fields. */
export function layEntities(
  entities: readonly Entity[],
  domain: Domain,
  look: Look,
  bodyLines: number | undefined,
): readonly string[] {
  const rows = entities.map((entity): Row => {
    const shown = entity.representations.map(({ name }) => name);
    const path = entityPath(entity, domain);
    const open = path === "" ? "; no operation on it can be derived" : "";
    const isLoaded = domain.loaded.some(({ entity: name }) => name === entity.name);
    const filled = isLoaded ? "; filled from outside: no operation makes such rows" : "";
    const forms = shown.length > 1 ? `; answered as ${listed(shown, 4)}` : "";
    return {
      cells: [{ text: entity.name, style: "heading" }, { text: path }, { text: describeIdentity(entity) }],
      body: { text: describeFields(entity) + forms + filled + open },
    };
  });
  return layTable(rows, { look, indent: 2, ...(bodyLines !== undefined && { bodyLines }) });
}

/** Relations that callers enter and leave. */
export function layRelations(domain: Domain, look: Look): readonly string[] {
  const rows = domain.relations.map((relation): Row => {
    const shown = [
      ...(relation.flag === undefined ? [] : [`shown by ${relation.flag}`]),
      ...(relation.count === undefined ? [] : [`counted by ${relation.count}`]),
    ];
    const because = relation.evidence.because[0];
    return {
      cells: [
        { text: relation.name, style: "heading" },
        { text: `${domain.accounts?.entity ?? "caller"} → ${relation.target}` },
      ],
      body: { text: [relation.evidence.statement, ...shown].join("; ") },
      ...(because && { end: { text: formatSpan(because.span), style: "faint" } }),
    };
  });
  return layTable(rows, { look, indent: 2 });
}
