import type { Fault, Place } from "./apply-fault.ts";

/** Faults in copies of rows. */
export function duplicateFaults(service: Place): readonly Fault[] {
  return [
    {
      ...service,
      name: "copies nothing of the row",
      find: /(\w+)=original\.(?!\w+_id\b)\w+,/,
      put: "$1=None,",
    },
    { ...service, name: "copies no rows below", find: /session\.add_all\([\s\S]*?\n {4}\)/, put: "pass" },
    {
      ...service,
      name: "copies the rows below all",
      find: /\.where\((\w+\.\w+) == original\.\w+\)/,
      put: ".where($1 == $1)",
    },
    {
      ...service,
      name: "answers without keeping",
      find: / {4}return (await load_\w+\([^)]*\))/,
      put: "    echo = $1\n    session.expunge_all()\n    await session.rollback()\n    return echo",
    },
  ];
}
