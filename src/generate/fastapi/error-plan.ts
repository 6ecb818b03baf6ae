import {
  conflicting,
  type Domain,
  type ErrorForm,
  type ErrorPart,
  formKey,
  isUnique,
  messagePath,
  type OperationMeaning,
} from "#domain";
import { builtinClasses, classNameText } from "#python";
import { classNameOf } from "./python-names.ts";

/** A form of errors, and the class that shows it. */
export interface PlannedForm {
  readonly form: ErrorForm;
  /** Of the whole body: of JSON alone. */
  readonly className: string;
}

/** How the application says no: settled once for all that is written about it. */
export interface ErrorPlan {
  /** Every form that some answer has, the usual one first. */
  readonly forms: readonly [PlannedForm, ...PlannedForm[]];
  /** Whether an answer's form depends on the operation; if not, it is the usual one, but for those that are empty. */
  readonly byRoute: boolean;
  /** Statuses whose answers are empty, in whichever operation: only where the form does not depend on it. */
  readonly emptyStatuses: readonly number[];
  /** Whether 401 alone is empty, and the application alone answers it: then nothing else has to look. */
  readonly only401IsEmpty: boolean;
  /** Whether some form has a place for words. */
  readonly says: boolean;
  /** Whether some form says where in the request something is wrong. */
  readonly placed: boolean;
  /** The status of refused input. */
  readonly invalid: number | "varies";
  /** The same, as most operations do. */
  readonly usualInvalid: number;
  /** The status of a clash with what is there. */
  readonly conflict: number | "varies" | "none";
  /** Whether the framework would describe a 422 of its own that is never answered. */
  readonly describesTooMuch: boolean;
}

export function planErrors(domain: Domain): ErrorPlan {
  const derived = domain.operations.filter(({ behaviour }) => behaviour.kind !== "custom");
  const forms = nameForms(domain);
  const emptyStatuses = findEmptyStatuses(domain);
  const [main] = forms;
  const byRoute = domain.operations.some((operation) =>
    formsOf(operation).some(
      ({ status, form }) =>
        formKey(form) !== formKey(main.form) && !(form.kind === "empty" && emptyStatuses.includes(status)),
    ),
  );
  const invalid = onlyOne(derived.flatMap(refusedInput)) ?? domain.errors.invalid;
  const isAdded = domain.accounts?.added !== undefined;
  const whereLoaded = isAdded || loadsUnique(domain) ? domain.errors.conflict : "none";
  const conflict = onlyOne(conflicting(domain).map(({ refusals }) => refusals.conflict)) ?? whereLoaded;
  return {
    forms,
    byRoute,
    emptyStatuses: byRoute ? [] : emptyStatuses,
    only401IsEmpty: !byRoute && emptyStatuses.join() === "401" && !frameworkRefuses(domain),
    says: forms.some(({ form }) => saysWords(form)),
    placed: forms.some(({ form }) => form.kind === "json" && showsPlace(form.body)),
    invalid,
    usualInvalid: invalid === "varies" ? domain.errors.invalid : invalid,
    conflict,
    describesTooMuch: derived.some(describesTooMuch),
  };
}

/** Where the framework itself refuses credentials: malformed names and passwords. */
function frameworkRefuses({ outside }: Domain): boolean {
  return outside.some(({ kind }) => kind === "password");
}

interface FormOfStatus {
  readonly status: number;
  readonly form: ErrorForm;
}

/** The forms of an operation's answers; a range speaks for all statuses, so that of no single one. */
function formsOf({ errors, otherErrors }: OperationMeaning): readonly FormOfStatus[] {
  return [...errors, ...otherErrors.map(({ form }) => ({ status: 0, form }))];
}

function onlyOne(statuses: readonly number[]): number | "varies" | undefined {
  return new Set(statuses).size > 1 ? "varies" : statuses[0];
}

/** The statuses with which an operation refuses what it is sent. */
function refusedInput({ errors, refusals }: OperationMeaning): readonly number[] {
  const answered = new Set(errors.map(({ status }) => status));
  return [refusals.parameters, refusals.body].filter((status) => answered.has(status));
}

/** Statuses that never have content, wherever they are documented. */
function findEmptyStatuses(domain: Domain): readonly number[] {
  if (domain.errors.form.kind === "empty") return [];
  const answers = domain.operations.flatMap(({ errors }) => errors);
  const empty = new Set(answers.filter(({ form }) => form.kind === "empty").map(({ status }) => status));
  const full = new Set(answers.filter(({ form }) => form.kind !== "empty").map(({ status }) => status));
  return [...empty].filter((status) => !full.has(status)).sort((one, other) => one - other);
}

/** Whether rows that are loaded can clash, which the same code finds. */
function loadsUnique(domain: Domain): boolean {
  return domain.loaded.some(({ entity, fields }) => isUnique(domain.entities, entity, fields));
}

// The framework looks for these before it describes input that it refuses.
function describesTooMuch({ errors, otherErrors }: OperationMeaning): boolean {
  const takesInput = errors.some(({ status }) => status === 400);
  const says422 = errors.some(({ status }) => status === 422);
  return takesInput && !says422 && !otherErrors.some(({ range }) => range !== "5XX");
}

/** Whether what is wrong is told in words. */
export function saysWords(form: ErrorForm): boolean {
  return form.kind === "text" || (form.kind === "json" && messagePath(form.body) !== undefined);
}

function showsPlace(part: ErrorPart): boolean {
  switch (part.kind) {
    case "place":
    case "by-place":
      return true;
    case "each":
      return part.placed || showsPlace(part.item);
    case "object":
      return part.properties.some((property) => showsPlace(property.part));
    default:
      return false;
  }
}

// What `app/errors.py` defines or imports besides.
const taken = new Set(
  `ApiError UnauthorizedError ForbiddenError NotFoundError ConflictError InvalidError WrongCredentialsError WrongPasswordError LeftOpenError TooManyRequestsError
  FastAPI Request Response HTTPStatus Mapping Sequence Any Annotated Literal Field BaseModel RootModel ConfigDict Match
  JSONResponse HTMLResponse PlainTextResponse HTTPException RequestValidationError WithJsonSchema APIRoute Mistake
  Iterable`.split(/\s+/),
);

/** What rows and their parts are called: a contract may answer one schema for rows and for what went wrong. */
function namesOfRows({ entities, values }: Domain): ReadonlySet<string> {
  const shown = entities.flatMap(({ name, representations }) => [
    name,
    ...representations.map((form) => form.name),
  ]);
  return new Set([...shown, ...values.map(({ name }) => name)].map(classNameOf));
}

function nameForms(domain: Domain): readonly [PlannedForm, ...PlannedForm[]] {
  const { operations, errors } = domain;
  const ofRows = namesOfRows(domain);
  const all = [errors.form, ...operations.flatMap(formsOf).map(({ form }) => form)];
  const byKey = new Map<string, ErrorForm>();
  for (const form of all) if (!byKey.has(formKey(form))) byKey.set(formKey(form), form);
  const distinct = [...byKey.values()];
  const names = new Set<string>();
  const named = distinct.map((form): PlannedForm => {
    const wanted = form.kind === "json" ? classNameText(form.schemaName).replace(/_$/, "") : "";
    const base =
      ofRows.has(wanted) || taken.has(wanted) || builtinClasses.has(wanted) || wanted === "None"
        ? `${wanted}Body`
        : wanted;
    let className = base;
    for (let count = 2; names.has(className) && base !== ""; count += 1) className = `${base}${count}`;
    names.add(className);
    return { form, className };
  });
  const [main = { form: errors.form, className: "" }, ...others] = named;
  return [main, ...others];
}

/** The form of an answer, with its class. */
export function plannedForm(plan: ErrorPlan, form: ErrorForm): PlannedForm {
  const key = formKey(form);
  return plan.forms.find((planned) => formKey(planned.form) === key) ?? plan.forms[0];
}
