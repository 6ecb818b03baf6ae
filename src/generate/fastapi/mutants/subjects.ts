import type { Entity } from "#domain";
import { subjectColumn } from "../tables.ts";
import type { Fault, Place } from "./apply-fault.ts";

/** Whose a row is, where that is a user that another server knows, is not asked. */
export function subjectFaults(entity: Entity, place: Place, title: string): readonly Fault[] {
  const subject = subjectColumn(entity);
  const fault = { ...place, name: title };
  return [
    { ...fault, find: new RegExp(`(\\w+\\.${subject}) == ${subject}\\b`), put: "$1 == $1" },
    { ...fault, find: new RegExp(`if \\w+\\.${subject} != ${subject}:`), put: "if False:" },
  ];
}

/** A new row of a user that another server knows becomes somebody else's. */
export function everybodysFaults(entity: Entity, service: Place): readonly Fault[] {
  if (!entity.subject) return [];
  const subject = subjectColumn(entity);
  return [
    {
      ...service,
      name: "keeps it for everybody",
      find: new RegExp(`\\b${subject}=${subject},`),
      put: `${subject}="everybody",`,
    },
  ];
}

/** Faults in what is read of the user. */
export const userFaults: readonly Fault[] = [
  {
    path: "app/tokens.py",
    within: "read_user",
    name: "takes a token that names no user",
    find: /if not 0 < len\(subject\)/,
    put: "if not 0 <= len(subject)",
  },
  {
    path: "app/tokens.py",
    within: "read_user",
    name: "takes a client for a user",
    find: /if subject == claims\.get\("client_id"\):/,
    put: "if False:",
  },
];
