import { fieldOf } from "#domain";
import { literal, name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { referencesIn } from "../references.ts";
import { attributeName } from "../tables.ts";
import { entityIn, type Kit } from "./kit.ts";
import { grantsAgain, namedRow, neededRows } from "./references.ts";
import { sampleValue } from "./values.ts";

/** What has to be given with some value of another field, where the test does not. */
export function neededDetails(kit: Kit, operation: OperationBlueprint): readonly Py[] {
  const { behaviour } = operation.meaning;
  if (behaviour.kind !== "create") return [];
  const entity = entityIn(kit, behaviour.entity);
  return (behaviour.body.needs ?? []).flatMap(({ field, where, is }) => {
    const needed = fieldOf(entity, field);
    if (!needed) return [];
    const reference = referencesIn(kit.domain, operation.meaning).find((each) => each.field === needed);
    const row = reference && namedRow(kit, reference);
    if (row)
      return [
        py`
          if details.get(${str(attributeName(where))}) == ${str(is)} and ${str(attributeName(field))} not in details:
              ${row.statements}
              details[${str(attributeName(field))}] = ${row.key}`,
      ];
    const value = literal(sampleValue(kit, entity, needed, 0));
    return [
      py`
        if details.get(${str(attributeName(where))}) == ${str(is)}:
            details.setdefault(${str(attributeName(field))}, ${value})`,
    ];
  });
}

/** Statements: the rows that a new one must name, where the test names none itself. */
export function namesRows(
  kit: Kit,
  operation: OperationBlueprint,
  account: string | undefined,
): readonly Py[] {
  const rows = neededRows(kit, operation);
  if (rows === "impossible") return [];
  return rows.map((row) => {
    const { field, key, statements } = row;
    const keyword = str(attributeName(field.name));
    const own = statements.filter(({ text }) => account === undefined || !text.startsWith(`${account} = `));
    return py`
      if ${keyword} not in details:
          ${own}
          ${grantsAgain(operation, account === undefined ? undefined : name(account), [row])}
          details[${keyword}] = ${key}`;
  });
}
