import { cleanLine, formatSpan } from "#base";
import type { Domain } from "#domain";
import {
  describeFields,
  describeIdentity,
  entityPath,
  explainBehaviour,
  nameAccess,
  nameBehaviour,
  type Plan,
} from "#plan";

const first = "# --- understood by keelback; these lines are written anew by `keelback plan --write` ---";
const last = "# --- end of what was understood ---";

/** Puts the understanding, as comments, in place of the one that stands there, or before the corrections. */
export function replaceUnderstanding(text: string, domain: Domain, plan: Plan): string {
  const comments = describe(domain, plan).map(([indent, line]) =>
    `# ${" ".repeat(indent)}${cleanLine(line)}`.trimEnd(),
  );
  const block = [first, ...comments, last];
  const lines = text.split("\n");
  const begin = lines.findIndex((line) => line.trim() === first);
  const end = lines.findIndex((line, index) => index > begin && line.trim() === last);
  if (begin >= 0 && end > begin)
    return [...lines.slice(0, begin), ...block, ...lines.slice(end + 1)].join("\n");
  const corrections = lines.findIndex((line) => /^domain\s*:/.test(line));
  const above = corrections < 0 ? lines : lines.slice(0, corrections);
  const below = corrections < 0 ? [] : lines.slice(corrections);
  const kept = above.join("\n").trimEnd().split("\n");
  return `${[...kept, "", ...block, ...below].join("\n").trimEnd()}\n`;
}

type IndentedLine = readonly [indent: number, text: string];

function describe(domain: Domain, plan: Plan): readonly IndentedLine[] {
  const { contract } = plan;
  const entities = domain.entities.flatMap((entity): readonly IndentedLine[] => [
    [2, `${entity.name} at ${entityPath(entity, domain)}, ${describeIdentity(entity)}`],
    [4, describeFields(entity)],
  ]);
  const operations = domain.operations.flatMap((operation): readonly IndentedLine[] => [
    [2, `${operation.method.toUpperCase()} ${operation.path} (${formatSpan(operation.span)})`],
    [
      4,
      `${nameBehaviour(operation.behaviour)}, ${nameAccess(operation.access)}: ${explainBehaviour(operation)}`,
    ],
  ]);
  return [
    [0, `${contract.file}: ${contract.label}, ${contract.title} ${contract.version}`],
    [0, `${plan.derived.length} of ${contract.operations} operations can be derived`],
    [0, ""],
    [0, "Entities"],
    ...entities,
    [0, ""],
    [0, "Operations"],
    ...operations,
  ];
}
