import type { OperationBlueprint } from "../blueprint.ts";
import type { Fault, Place } from "./apply-fault.ts";
import { readFaults } from "./rows.ts";

export function qrCodeFaults(service: Place): readonly Fault[] {
  const path = "app/qr_codes.py";
  return [
    ...readFaults(service),
    {
      path,
      within: "answer_qr_code",
      name: "draws the same of all",
      find: /make_qr\(content\)/,
      put: 'make_qr("another")',
    },
    {
      path,
      within: "choose_type",
      name: "answers what is wanted least",
      find: /max\(offered/,
      put: "min(offered",
    },
    { path, within: "read_range", name: "does not weigh wishes", find: /float\(quality\[1\]\)/, put: "1" },
  ];
}

export function storeFileFaults(service: Place): readonly Fault[] {
  return [
    {
      ...service,
      name: "keeps the first file for ever",
      find: /\.on_conflict_do_update\((index_elements=\[[^\]]*\]), set_=values\)/,
      put: ".on_conflict_do_nothing($1)",
    },
    {
      ...service,
      name: "keeps nothing of what was sent",
      find: /"content": sent\.content/,
      put: '"content": b""',
    },
  ];
}

export function readFileFaults(
  { meaning: { module }, functionName }: OperationBlueprint,
  service: Place,
): readonly Fault[] {
  const route = { path: `app/${module}/routes.py`, within: functionName };
  return [
    ...readFaults(service),
    {
      path: "app/files.py",
      within: "answer_file",
      name: "lets browsers guess what it is",
      find: /"nosniff"/,
      put: '"guess"',
    },
    { ...route, name: "answers words to all", find: /if wanted == "text\/plain":/, put: "if True:" },
    { ...route, name: "answers words to nobody", find: /if wanted == "text\/plain":/, put: "if False:" },
  ];
}
