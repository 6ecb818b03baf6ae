import { conflicting } from "#domain";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import { plannedForm } from "../error-plan.ts";
import { openList } from "../tests/general/errors.ts";
import type { Fault } from "./apply-fault.ts";

const answer = { path: "app/errors.py", within: "_answer" };
const general = ["tests/test_errors.py", "tests/test_openapi.py"];

/** Faults in how the application says no, for the first operation that shows them: they are the same for all. */
export function errorFaults(blueprint: Blueprint, operation: OperationBlueprint): readonly Fault[] {
  const operations = blueprint.modules.flatMap((module) => module.operations);
  const derived = operations.filter(({ meaning }) => meaning.behaviour.kind !== "custom");
  const isFirst = (shows: (each: OperationBlueprint) => boolean): boolean =>
    derived.find(shows) === operation;
  return [
    ...(isFirst(() => true)
      ? [...formFaults, ...described].map((fault) => ({ ...fault, alsoShownIn: general }))
      : []),
    ...(isFirst(() => true) && sendsHtml(blueprint) ? [{ ...unescaped, alsoShownIn: general }] : []),
    ...(isFirst(isEmptyHanded(blueprint)) ? [sendsContent] : []),
    ...(isFirst(hasOtherForm(blueprint)) ? [usualForm] : []),
    ...(isFirst(
      ({ meaning: { refusals, behaviour } }) => "body" in behaviour && refusals.body !== refusals.parameters,
    )
      ? [refusesAlike]
      : []),
    ...(isFirst(clashesOtherwise(blueprint)) ? [alwaysConflict] : []),
  ];
}

const formFaults: readonly Fault[] = [
  { ...answer, name: "answers in another media type", find: /,\s*media_type="[^"]+"/, put: "" },
  { ...answer, name: "says the same word for every status", find: /\.get\(status_code,/, put: ".get(0," },
  { ...answer, name: "does not say which path was asked for", find: /request\.url\.path/, put: '"/"' },
  { ...answer, name: "does not say which request it was", find: /request\.state\.request_id/, put: '""' },
  {
    ...answer,
    name: "says the same status for all",
    find: /"(\w+)": (?:str\(status_code\)|status_code),/,
    put: '"$1": 0,',
  },
  { ...answer, name: "does not say where something is wrong", find: /mistake\.(?:place|steps),/, put: '"",' },
];

const unescaped: Fault = {
  ...answer,
  name: "sends words as HTML as they are",
  find: /escape\(/,
  put: "str(",
};

function sendsHtml({ domain: { errors }, modules }: Blueprint): boolean {
  const isHtml = errors.form.kind === "text" && errors.form.isHtml;
  return isHtml && openList(modules.flatMap(({ operations }) => operations)) !== undefined;
}

const described: readonly Fault[] = [
  {
    path: "app/openapi.py",
    within: "correct_refusals",
    name: "describes a refusal that is never answered",
    find: /described\.pop\("422", None\)/,
    put: "pass",
  },
  {
    path: "app/openapi.py",
    within: "correct_refusals",
    name: "describes another media type than is answered",
    find: /content\.setdefault\(.*\)\)/,
    put: "pass",
  },
];

const sendsContent: Fault = {
  ...answer,
  name: "sends content where none is documented",
  find: /if status_code in WITHOUT_CONTENT:/,
  put: "if False:",
};

const usualForm: Fault = {
  path: "app/errors.py",
  within: "_documented",
  name: "answers every refusal in the usual form",
  find: /if key in responses:/,
  put: "if False:",
};

const refusesAlike: Fault = {
  path: "app/errors.py",
  within: "answer_invalid_request",
  name: "refuses bodies as it refuses parameters",
  find: /\(422, 400\) if is_readable/,
  put: "(400, 422) if is_readable",
};

const alwaysConflict: Fault = {
  path: "app/errors.py",
  within: "answer_refusal",
  name: "answers a conflict where none is documented",
  find: /_first_documented\(request, 409, 422, 400\)/,
  put: "409",
};

/** Whether a clash, which its tests bring about, is refused as other input is. */
function clashesOtherwise({ domain }: Blueprint) {
  const clashing = new Set(conflicting(domain).map(({ id }) => id));
  const kinds = ["create", "register", "update-current-account"];
  return ({ meaning: { id, behaviour, refusals } }: OperationBlueprint): boolean =>
    clashing.has(id) && kinds.includes(behaviour.kind) && refusals.conflict !== 409;
}

/** Statuses that the tests of an operation bring about. */
function shownStatuses({ meaning: { refusals, behaviour } }: OperationBlueprint): readonly number[] {
  const parameters = "parameter" in behaviour ? [404, refusals.parameters] : [];
  return [...parameters, ...("body" in behaviour ? [refusals.body] : [])];
}

function isEmptyHanded({ errors: { emptyStatuses } }: Blueprint) {
  return (operation: OperationBlueprint): boolean =>
    shownStatuses(operation).some((status) => emptyStatuses.includes(status));
}

/** Whether a refusal that is brought about has another form than most. */
function hasOtherForm({ errors: plan }: Blueprint) {
  return (operation: OperationBlueprint): boolean => {
    const shown = shownStatuses(operation);
    return operation.meaning.errors.some(
      ({ status, form }) => shown.includes(status) && plannedForm(plan, form) !== plan.forms[0],
    );
  };
}
