import type { CreateBehaviour, Domain, Entity, OperationMeaning } from "#domain";
import { totalOf } from "../app/services/lines.ts";
import { type Blueprint, entityNamed, type OperationBlueprint, tableOf, variableName } from "../blueprint.ts";
import { referencesIn } from "../references.ts";
import { attributeName, ownerColumnName } from "../tables.ts";
import type { Fault, Place } from "./apply-fault.ts";
import { formFaults } from "./form-faults.ts";
import { everybodysFaults, subjectFaults } from "./subjects.ts";
import { belowFaults } from "./trees.ts";

export function readFaults(service: Place, entity?: Entity): readonly Fault[] {
  const stranger = { ...service, name: "shows the rows of others" };
  return [
    { ...service, name: "finds nothing that is there", find: / == (\w+)([,)])/, put: " != $1$2" },
    { ...stranger, find: /(\w+\.\w+) == viewer\.\w+/, put: "$1 == $1" },
    { ...stranger, find: /if \w+\.\w+ != viewer\.\w+:/, put: "if False:" },
    ...(entity?.subject ? subjectFaults(entity, service, stranger.name) : []),
  ];
}

export function createFaults(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  behaviour: CreateBehaviour,
  service: Place,
): readonly Fault[] {
  return [
    ...answerFaults(blueprint, behaviour),
    ...keyFaults(blueprint, behaviour),
    ...needFaults(operation, behaviour),
    ...(behaviour.body.form ? formFaults(behaviour.body.form) : []),
    lostEcho(service),
    ...conflictFaults(entityNamed(blueprint, behaviour.entity), behaviour, service),
    ...makerFaults(entityNamed(blueprint, behaviour.entity), service),
    ...everybodysFaults(entityNamed(blueprint, behaviour.entity), service),
    {
      ...service,
      name: "forgets what one kind has",
      find: /(case \w+\(\):\n(?: {12}.*\n)*? {12}\w+\.\w+) = .*\n(?! {12})/,
      put: "$1 = None\n",
    },
    ...referenceFaults(blueprint.domain, operation.meaning, service),
    ...("parameter" in behaviour ? belowFaults(service) : []),
    ...totalFaults(entityNamed(blueprint, behaviour.entity), service),
    { ...service, name: "forgets the list of values", find: /_rows=\[.*\],/, put: "_rows=[]," },
    { ...service, name: "forgets the list of objects", find: /(\w+)=_make_\w+\(.*\),/, put: "$1=[]," },
    {
      ...service,
      name: "keeps nothing of a whole value",
      find: /(\w+)=to_json\(.*\),/,
      put: "$1=to_json(None),",
    },
    {
      ...service,
      within: "_add_with_free_slug",
      name: "keeps a taken slug",
      find: /\w+\.\w+ = with_suffix\(first_choice\)/,
      put: "pass",
    },
  ];
}

/** What the contract says of other rows is not asked for, or of more rows than those that it speaks of. */
function conflictFaults(
  entity: Entity,
  { conflicts = [] }: CreateBehaviour,
  service: Place,
): readonly Fault[] {
  return conflicts.flatMap((rule): readonly Fault[] =>
    rule.kind === "overlap"
      ? overlapFaults(service)
      : rule.kind === "named-state"
        ? [
            {
              ...service,
              name: `takes a ${rule.entity} whatever its ${rule.field} is`,
              find: new RegExp(`if [^\\n]*:(\\n +raise \\w+\\("${rule.field} of the )`),
              put: "if False:$1",
            },
          ]
        : [
            {
              ...service,
              name: "takes a second one that is undecided",
              find: /if open_\w+ is not None:/,
              put: "if False:",
            },
            {
              ...service,
              name: "takes no second one even where the first is decided",
              find: new RegExp(`(\\w+\\.${attributeName(rule.field)}) == "[^"]*"`),
              put: "$1 == $1",
            },
            {
              ...service,
              name: "takes none beside that of another account",
              find: new RegExp(`(\\w+\\.${ownerColumnName(entity)}) == \\w+\\.\\w+`),
              put: "$1 == $1",
            },
          ],
  );
}

/** Other rows at the same time, or in other places, are looked at in another way. */
function overlapFaults(service: Place): readonly Fault[] {
  return [
    { ...service, name: "takes two at one time", find: /if other_\w+ is not None:/, put: "if False:" },
    {
      ...service,
      name: "takes no second one in another place",
      find: /(\w+\.\w+) == details\.\w+,(\s+\w+\.\w+ <)/,
      put: "$1 == $1,$2",
    },
    { ...service, name: "takes none right after another", find: /(\w+\.\w+ >) (details\.)/, put: "$1= $2" },
    { ...service, name: "ends when it begins", find: /timedelta\(\w+=\w+\)/, put: "timedelta()" },
  ];
}

/** Where rows show or note the key of whoever made them: that of any other account. */
function makerFaults(entity: Entity, service: Place): readonly Fault[] {
  if (entity.owner?.key === undefined && !entity.owner?.notes) return [];
  const another = '__import__("sqlalchemy").select(type($2).$3).where(type($2).$3 != $2.$3).limit(1)';
  return [
    {
      ...service,
      name: "says that another one made it",
      find: new RegExp(`(\\b${ownerColumnName(entity)})=(\\w+)\\.(\\w+),`),
      put: `$1=await session.scalar(${another}),`,
    },
  ];
}

export function createManyFaults(service: Place): readonly Fault[] {
  return [
    { ...service, name: "makes the first row only", find: /in details$/m, put: "in details[:1]" },
    {
      ...service,
      name: "keeps what came before a refused row",
      find: /session\.add_all\((\w+)\)\n( *)await (_flush_unique.*)/,
      put: "for one in $1:\n$2    session.add(one)\n$2    await $3\n$2    await session.commit()",
    },
  ];
}

export function updateFaults(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  service: Place,
): readonly Fault[] {
  return [
    ...ownerFaults(blueprint, operation, service),
    ...changeFaults(service),
    ...referenceFaults(blueprint.domain, operation.meaning, service),
    lostEcho(service),
    {
      ...service,
      name: "keeps what the list came to before",
      find: /\b\w+\.\w+ = _sum_\w+\(.*\)/,
      put: "pass",
    },
    {
      ...service,
      name: "lets a state become any other",
      find: /if \w+\.\w+ not in \w+_BEFORE\.get\([^\n]*:\n/,
      put: "if False:\n",
    },
    {
      ...service,
      name: "does not note the time of the change",
      find: /if session\.is_modified\(\w+\):/,
      put: "if False:",
    },
  ];
}

export function changeStateFaults(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  service: Place,
): readonly Fault[] {
  return [
    ...ownerFaults(blueprint, operation, service),
    { ...service, name: "changes nothing", find: /^ {4}\w+\.\w+ = .*$/m, put: "    pass" },
    ...notedFaults(blueprint, operation, service),
    { ...service, name: "changes what must stay", find: /if \w+\.\w+ (?:not in|!=) .*:/, put: "if False:" },
    { ...service, name: "never turns back", find: / = not \w+\.\w+$/m, put: " = True" },
    {
      ...service,
      name: "takes nothing from others",
      find: /await session\.execute\(\s*update\([\s\S]*?=False\)\s*\)/,
      put: "pass",
    },
    {
      ...service,
      name: "takes it from all there are",
      find: /\.where\(\w+\.\w+ == \w+\.\w+, /,
      put: ".where(",
    },
    lostEcho(service),
  ];
}

/** Of what is noted beside the change, and shown somewhere. */
function notedFaults(
  blueprint: Blueprint,
  { meaning: { behaviour } }: OperationBlueprint,
  service: Place,
): readonly Fault[] {
  if (behaviour.kind !== "change-state") return [];
  const { representations } = entityNamed(blueprint, behaviour.entity);
  const shown = new Set(representations.flatMap(({ fields }) => fields.map(({ field }) => field)));
  return behaviour.sets
    .slice(1)
    .filter(({ field, to }) => shown.has(field) && (to.kind === "given" || to.kind === "caller"))
    .map(({ field }) => ({
      ...service,
      name: `forgets ${field}`,
      find: new RegExp(`(\\.${attributeName(field)}) = (?:details|caller|viewer|editor)\\..*$`, "m"),
      put: "$1 = None",
    }));
}

export function deleteFaults(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  service: Place,
): readonly Fault[] {
  return [
    ...ownerFaults(blueprint, operation, service),
    { ...service, name: "deletes what is not confirmed", find: /if not \w+:/, put: "if False:" },
    {
      ...service,
      name: "does not delete",
      find: /await session\.delete\((\w+)\)/,
      put: "session.expunge($1)",
    },
    {
      ...service,
      name: "keeps nothing of what is deleted",
      find: /(\w+)\.deleted_at = clock\.now\(\)/,
      put: "await session.delete($1)",
    },
    {
      path: "app/database.py",
      within: "_leave_out_deleted",
      name: "shows what is deleted",
      find: /rows\.deleted_at\.is_\(None\)/,
      put: "rows.deleted_at.is_(rows.deleted_at)",
    },
    {
      ...service,
      name: "lets it through unnamed that others name the row",
      find: /raise \w+\("[^"]*"\) from error/,
      put: "raise",
    },
  ];
}

/** The first of the fields that need not be given after all. */
function needFaults({ meaning, bodyClass }: OperationBlueprint, { body }: CreateBehaviour): readonly Fault[] {
  return (body.needs ?? []).slice(0, 1).map(({ field }) => ({
    path: `app/${meaning.module}/schemas.py`,
    within: bodyClass ?? "",
    name: `does not ask for ${field}`,
    find: /if self\.\w+ == .* and (?:not )?self\.\w+(?: is None)?:/,
    put: "if False:",
  }));
}

/** Keys that are unique below one row: everywhere, or nowhere. */
function keyFaults(blueprint: Blueprint, { entity }: CreateBehaviour): readonly Fault[] {
  const { module, className } = tableOf(blueprint, entity);
  const model = { path: `app/${module}/models.py`, within: className };
  return [
    {
      ...model,
      name: "lets two below one have the same key",
      find: /UniqueConstraint\("\w+", "\w+"\),?/,
      put: "",
    },
    {
      ...model,
      name: "lets no row elsewhere have the same key",
      find: /UniqueConstraint\("\w+", ("\w+")\)/,
      put: "UniqueConstraint($1)",
    },
  ];
}

/** Codes that are alike, and messages that tell nothing of the row. */
function answerFaults(blueprint: Blueprint, { entity }: CreateBehaviour): readonly Fault[] {
  const { columns, module, className } = tableOf(blueprint, entity);
  const codes = columns.filter(({ text, primaryKey }) => text !== undefined && !primaryKey);
  return [
    ...codes.map((column) => ({
      path: `app/${module}/keys.py`,
      within: `new_${column.name}`,
      name: `makes one ${column.name} for all`,
      find: /random_text\((.*?), (\d+)\)/g,
      put: '"0" * $2',
    })),
    {
      path: `app/${module}/models.py`,
      within: className,
      name: "tells the same of all",
      find: /(return \{\n\s+(".*"): [^}]*\})\[self\.\w+\]/,
      put: "$1[$2]",
    },
  ];
}

function referenceFaults(domain: Domain, meaning: OperationMeaning, service: Place): readonly Fault[] {
  return referencesIn(domain, meaning).map(({ field, target, line }) =>
    line
      ? {
          ...service,
          within: `_named_${target.table}`,
          name: `does not look what ${field.name} name`,
          find: /if \w+\.\w+ not in found:/,
          put: "if False:",
        }
      : {
          ...service,
          name: `does not look what ${field.name} names`,
          find: new RegExp(`not await \\w+_exists?\\(session, \\w+\\.${attributeName(field.name)}\\)`),
          put: "$& and False",
        },
  );
}

/** Of the lines that take over a field, the first and the last. */
export function changeFaults(service: Place): readonly Fault[] {
  return [
    {
      ...service,
      name: "drops the change of the first field",
      find: /if changes\.\w+ is not None:/,
      put: "if False:",
    },
    {
      ...service,
      name: "drops the change of the last field",
      find: /if changes\.\w+ is not None:(?![\s\S]*if changes\.)/,
      put: "if False:",
    },
  ];
}

function ownerFaults(
  blueprint: Blueprint,
  { meaning }: OperationBlueprint,
  service: Place,
): readonly Fault[] {
  if (!("entity" in meaning.behaviour)) return [];
  const entity = entityNamed(blueprint, meaning.behaviour.entity);
  const holding = {
    ...service,
    within: `_hold_own_${variableName(entity)}`,
    name: "does not look whose row it is",
  };
  if (entity.subject) return subjectFaults(entity, holding, holding.name);
  if (meaning.access !== "owner") return [];
  return [
    { ...holding, find: /if \w+\.\w+ != editor\.\w+:/, put: "if False:" },
    { ...holding, find: /(\w+\.\w+) == editor\.\w+/, put: "$1 == $1" },
  ];
}

/** The answer is right, and the row is not kept. */
function lostEcho(service: Place): Fault {
  return {
    ...service,
    name: "answers without keeping",
    find: / {4}return (await load_\w+\([^)]*\))/,
    put: "    echo = $1\n    session.expunge_all()\n    await session.rollback()\n    return echo",
  };
}

/** Faults in what lines come to. */
function totalFaults(entity: Entity, service: Place): readonly Fault[] {
  const summed = totalOf(entity);
  if (!summed) return [];
  const place = { ...service, within: `_sum_${attributeName(summed.total.over)}` };
  return [
    { ...place, name: "counts one of each line", find: / \* (?:\w+\.\w+|\(.*? or 1\))/, put: "" },
    { ...place, name: "takes nothing off", find: / - (?:\w+\.\w+|\(.*? or 0\)), 0\)/, put: ", 0)" },
    { ...place, name: "lets lines be worth less than nothing", find: /max\((.*), 0\)$/m, put: "($1)" },
    { ...place, name: "sums up more than can be kept", find: /if total > BIGINT_MAX:/, put: "if False:" },
  ];
}
