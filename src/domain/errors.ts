import type { Contract, Operation, Response } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import { namesSeveral } from "./changes-row.ts";
import type { Access, ErrorAnswer, ErrorRange, Errors, Grant, RefusalStatuses } from "./domain.ts";
import { type ErrorForm, messagePath } from "./error-form.ts";
import { defaultForm, formKey, readErrorForm } from "./read-error-form.ts";
import { saidOfCredentials, saidOfTokens } from "./said-statuses.ts";
import type { VersionUse } from "./version-use.ts";

/** An error answer that the contract documents, with its form. */
interface Documented {
  readonly response: Response;
  readonly form: ErrorForm;
}

/** What a contract says of its errors: read once, asked for each operation. */
export interface ErrorReading {
  readonly errors: Errors;
  readonly documented: ReadonlyMap<Operation, readonly Documented[]>;
  /** By status: the form that most answers of it have. */
  readonly usual: ReadonlyMap<string, ErrorForm>;
}

const isError = ({ status }: Response): boolean => /^[45](\d\d|XX)$|^default$/i.test(status);

/** How the contract says no, from the error answers that it documents. */
export function readErrors(contract: Contract): ErrorReading {
  const documented = new Map(
    contract.operations.map((operation) => [operation, readDocumented(contract, operation)]),
  );
  const all = [...documented.values()].flat();
  const has = (status: string): number => all.filter(({ response }) => response.status === status).length;
  const invalid = has("400") > has("422") ? 400 : 422;
  return {
    errors: { form: mainForm(contract, all), invalid, conflict: has("409") > 0 ? 409 : invalid },
    documented,
    usual: usualForms(all),
  };
}

function usualForms(all: readonly Documented[]): ReadonlyMap<string, ErrorForm> {
  const byStatus = Map.groupBy(all, ({ response }) => response.status);
  return new Map(
    [...byStatus].flatMap(([status, same]) => {
      const form = mostUsual(same.map((each) => each.form));
      return form ? [[status, form] as const] : [];
    }),
  );
}

function readDocumented(contract: Contract, operation: Operation): readonly Documented[] {
  const errors = operation.responses.filter(isError);
  const isSuccess = (status: string): boolean => /^[23]/.test(status);
  // Where nothing else is listed, `default` is the success.
  const listed = operation.responses.some(({ status }) => isSuccess(status))
    ? errors
    : errors.filter(({ status }) => status !== "default");
  return listed.map((response) => ({ response, form: readErrorForm(contract, response) }));
}

/** The form of most answers: JSON that has a place for words before other JSON, that before text. */
function mainForm(contract: Contract, all: readonly Documented[]): ErrorForm {
  const forms = all.map(({ form }) => form);
  const kinds: readonly ((form: ErrorForm) => boolean)[] = [
    (form) => form.kind === "json" && messagePath(form.body) !== undefined,
    ({ kind }) => kind === "json",
    ({ kind }) => kind === "text",
    ({ kind }) => kind === "empty",
  ];
  for (const isOfKind of kinds) {
    const found = mostUsual(forms.filter(isOfKind));
    if (found) return found;
  }
  return defaultForm(contract);
}

function mostUsual(forms: readonly ErrorForm[]): ErrorForm | undefined {
  const counts = new Map<string, { readonly form: ErrorForm; count: number }>();
  for (const form of forms) {
    const entry = counts.get(formKey(form)) ?? { form, count: 0 };
    entry.count += 1;
    counts.set(formKey(form), entry);
  }
  return [...counts.values()].toSorted((one, other) => other.count - one.count)[0]?.form;
}

/** Which status tells of what, in one operation: what it documents, else what the contract does elsewhere. */
export function refusalStatuses(
  operation: Operation,
  behaviour: Behaviour,
  { errors, documented }: ErrorReading,
): Omit<RefusalStatuses, "strangers"> {
  const own = documented.get(operation) ?? [];
  const responses = own.map(({ response }) => response);
  const statuses = new Set(responses.map(({ status }) => status));
  const isCovered = covering(statuses, 409) !== undefined;
  const first = (...wanted: readonly number[]): number =>
    wanted.find((status) => statuses.has(String(status))) ?? errors.invalid;
  const body = first(422, 400);
  // A row that is not as it must be has nothing to do with what was sent, unless the contract says so.
  const isSaid = statuses.has(String(body));
  const moves = behaviour.kind === "change-state" || behaviour.kind === "change-states";
  const isBelow = behaviour.kind === "create" && "deepest" in behaviour;
  const clash = (moves && !isSaid) || isBelow ? 409 : body;
  // A wrong old password is refused as the operation documents it, and as forbidden where it documents nothing.
  const changes = behaviour.kind === "change-password";
  const asInvalid = changes && isSaid && !statuses.has("403");
  if (takesMailedToken(behaviour))
    return {
      parameters: first(400, 422),
      body,
      conflict: body,
      credentials: saidOfTokens(responses) ?? body,
    };
  return {
    parameters: first(400, 422),
    body,
    conflict: statuses.has("409") || isCovered ? 409 : clash,
    credentials:
      statuses.has("401") && !changes ? 401 : (saidOfCredentials(responses) ?? (asInvalid ? body : 401)),
  };
}

/** Whether an operation takes a token that came by mail. */
export function takesMailedToken({ kind }: Behaviour): boolean {
  return kind === "check-reset-token" || kind === "reset-password" || kind === "confirm-account";
}

function covering(statuses: ReadonlySet<string>, status: number): string | undefined {
  const range = `${Math.floor(status / 100)}XX`;
  return [range, range.toLowerCase(), "default"].find((key) => statuses.has(key));
}

/** Who is let in. */
export interface Admission {
  readonly access: Access;
  readonly grants: readonly Grant[];
  readonly roles: readonly string[];
  /** What others get who ask for a row that is not theirs. */
  readonly strangers: 403 | 404;
  /** Whether requests of pages of other sites are refused. */
  readonly guarded?: true;
  /** What it says of the version of the row. */
  readonly version?: VersionUse | undefined;
}

/** Error answers of one operation: documented ones, and those that its behaviour needs and the contract leaves out. */
export function errorAnswers(
  operation: Operation,
  behaviour: Behaviour,
  admission: Admission,
  reading: ErrorReading,
): readonly ErrorAnswer[] {
  const own = reading.documented.get(operation) ?? [];
  const documented = own
    .filter(({ response }) => /^\d{3}$/.test(response.status))
    .map(
      ({ response, form }): ErrorAnswer => ({
        status: Number(response.status),
        description: response.description,
        form,
      }),
    );
  const statuses = new Set(own.map(({ response }) => response.status));
  const needed = neededAnswers(
    operation,
    behaviour,
    admission,
    refusalStatuses(operation, behaviour, reading),
  )
    .filter(({ status }) => !statuses.has(String(status)))
    .map(({ status, description, added }): ErrorAnswer => {
      const covered = covering(statuses, status);
      const cover = own.find(({ response }) => response.status === covered);
      if (covered !== undefined && cover) return { status, description, form: cover.form, covered };
      return { status, description, form: usualForm(status, own, reading), added };
    });
  return [...documented, ...needed].sort((one, other) => one.status - other.status);
}

/** Answers that the contract documents for whole ranges of errors. */
export function otherErrors(operation: Operation, reading: ErrorReading): readonly ErrorRange[] {
  return (reading.documented.get(operation) ?? []).flatMap(({ response, form }) => {
    const range = ranges.find((each) => each === response.status.replace("xx", "XX"));
    return range ? [{ range, description: response.description, form }] : [];
  });
}

const ranges = ["default", "4XX", "5XX"] as const;

/** The form of an answer that the contract leaves out: that of the status elsewhere, else that of most answers. */
function usualForm(status: number, own: readonly Documented[], reading: ErrorReading): ErrorForm {
  const beside = own.filter(({ response, form }) => response.status.startsWith("4") && form.kind !== "empty");
  return (
    reading.usual.get(String(status)) ?? mostUsual(beside.map(({ form }) => form)) ?? reading.errors.form
  );
}

/** A wrong password of somebody who is signed in: 403, unless the contract says another status of passwords. */
export function changeRefusal(credentials: number): number {
  return credentials === 401 ? 403 : credentials;
}

interface NeededAnswer {
  readonly status: number;
  readonly description: string;
  readonly added: string;
}

/** Whether what is asked for is only there once its owner has set it. */
function isUnset(behaviour: Behaviour): boolean {
  return behaviour.kind === "read-singleton" && behaviour.own?.before === "missing";
}

function neededAnswers(
  operation: Operation,
  behaviour: Behaviour,
  { access, grants, roles, strangers, guarded, version }: Admission,
  statuses: Omit<RefusalStatuses, "strangers">,
): readonly NeededAnswer[] {
  const needed: NeededAnswer[] = [];
  const add = (status: number, description: string, added: string): void => {
    if (!needed.some((answer) => answer.status === status)) needed.push({ status, description, added });
  };
  if (behaviour.kind === "custom") return needed;
  if (access !== "public")
    add(
      401,
      "Not signed in",
      access === "optional" ? "a credential that is sent is checked" : "the operation needs a credential",
    );
  if (grants.some(({ scopes }) => scopes.length > 0))
    add(403, "Not allowed", "the credential may not have been granted what the operation asks for");
  if (roles.length > 0) add(403, "Not allowed", "the account may not have the role that it asks for");
  if (access === "owner" && strangers === 403) add(403, "Not allowed", "the row belongs to another account");
  if (guarded) add(403, "Not allowed", "a page of another site may have sent it");
  const unfound = whyNotFound(operation, behaviour);
  if (unfound !== undefined) add(404, "Not found", unfound);
  if ("heldBy" in behaviour && behaviour.heldBy) add(409, "Conflict", "rows that are there may name the row");
  if ("deepest" in behaviour)
    add(statuses.conflict, "Conflict", "rows may stand so deep below one another and no deeper");
  if (version?.guards)
    add(version.guards.stale, "Another version", "the row may not be of the version that the caller knows");
  if ((behaviour.kind === "change-state" || behaviour.kind === "change-states") && behaviour.from)
    add(statuses.conflict, "Conflict", "the row may not be in a state from which it can change so");
  if (behaviour.kind === "write-cell" && behaviour.once !== undefined)
    add(statuses.conflict, "Conflict", "something may stand in the cell already");
  if (operation.requestBody) add(statuses.body, "Invalid input", "input is validated");
  if (operation.parameters.length > 0) add(statuses.parameters, "Invalid input", "input is validated");
  if (behaviour.kind === "login") {
    add(statuses.credentials, "Wrong credentials", "whoever signs in may be mistaken");
    add(429, "Too many attempts", "sign-in is throttled");
  }
  if (behaviour.kind === "change-password") {
    add(changeRefusal(statuses.credentials), "Wrong password", "whoever changes a password may be mistaken");
    add(429, "Too many attempts", "guesses are throttled");
  }
  if (behaviour.kind === "forgot-password" || behaviour.kind === "resend-confirmation")
    add(429, "Too many attempts", "requests for one account are throttled");
  if (takesMailedToken(behaviour))
    add(statuses.credentials, "Invalid token", "a token may be used, expired or unknown");
  if (behaviour.kind === "health" && behaviour.asksDatabase)
    add(503, "Service unavailable", "the database may not answer");
  if (behaviour.kind === "refresh")
    add(401, "Not signed in", "a refresh token may be spent, expired or unknown");
  return needed;
}

/** Why what an operation is about may not be there. */
export function whyNotFound({ parameters }: Operation, behaviour: Behaviour): string | undefined {
  const isCell = behaviour.kind === "read-cell" || behaviour.kind === "write-cell";
  // Every cell is there: what is none is refused as other input is.
  // A value that no row has is no mistake: the list of such rows is empty.
  const narrows = behaviour.kind === "list" ? behaviour.narrowed?.parameter : undefined;
  const selects = !isCell && !takesMailedToken(behaviour);
  if (selects && parameters.some(({ in: where, name }) => where === "path" && name !== narrows))
    return "the path may select nothing";
  if (isUnset(behaviour)) return "its owner may not have set it yet";
  const isNamed = behaviour.kind === "update-by-body" && behaviour.absent === "refuse";
  return isNamed || namesSeveral(behaviour) ? "the body may name a row that is not there" : undefined;
}
