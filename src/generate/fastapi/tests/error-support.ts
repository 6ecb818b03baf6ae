import type { ErrorForm, OperationMeaning } from "#domain";
import { commaList, identifierText, imported, name, type Py, py, str } from "#python";
import { answeredWords, codeTables } from "../app/error-values.ts";
import type { OperationBlueprint } from "../blueprint.ts";
import { type PlannedForm, plannedForm, saysWords } from "../error-plan.ts";
import { api } from "./calls.ts";
import type { Definition } from "./definition.ts";
import { readForm } from "./error-readers.ts";
import type { Kit } from "./kit.ts";

const response = imported("httpx", "Response");

/** How tests read refusals: in the form that the operation documents, and in nothing else. */
export function errorDefinitions(kit: Kit): readonly Definition[] {
  return [
    ...codeTables(kit.blueprint.errors).map((table) => ({
      name: table.title,
      constant: true,
      text: py`
        ${name(table.title)} = {
            ${answeredWords(kit.blueprint, table)}
        }`,
    })),
    ...(kit.blueprint.errors.byRoute ? chosenReaders(kit) : [usualReader(kit)]),
    ...assertions(kit),
  ];
}

/** Whether every answer says what is wrong. */
function alwaysSays({ blueprint: { errors: plan } }: Kit): boolean {
  return (
    plan.emptyStatuses.every((status) => status === 401) &&
    plan.forms.every(({ form }) => isIdle(form, plan.emptyStatuses) || saysWords(form))
  );
}

function isIdle(form: ErrorForm, emptyStatuses: readonly number[]): boolean {
  return form.kind === "empty" && emptyStatuses.length > 0;
}

function told(kit: Kit): Py {
  return alwaysSays(kit) ? py`list[str]` : py`list[str] | None`;
}

function usualReader(kit: Kit): Definition {
  const { errors: plan } = kit.blueprint;
  const empty = plan.emptyStatuses.filter((status) => status !== 401);
  return {
    name: "errors_of",
    text: py`
      def errors_of(response: ${response}) -> ${told(kit)}:
          ${alwaysSays(kit) ? py`"""Return the messages of an answer in the error form, and of nothing else."""` : py`"""Return the messages of an answer in the error form; none where it has no room for them."""`}
          ${
            empty.length > 0 &&
            py`
              if response.status_code ${isOneOf(plan.emptyStatuses)}:
                  assert response.content == b""
                  return None`
          }
          ${readForm(kit, plan.forms[0].form)}`,
  };
}

function isOneOf(statuses: readonly number[]): Py {
  const [first = 0, ...others] = statuses;
  return others.length === 0 ? py`== ${first}` : py`in {${statuses.map((status) => py`${status}`)}}`;
}

/** One reader for each form, and which operation answers in which. */
function chosenReaders(kit: Kit): readonly Definition[] {
  const { forms } = kit.blueprint.errors;
  const readers = forms.map((planned) => ({
    name: readerName(kit, planned),
    text: py`
      def ${name(readerName(kit, planned))}(response: ${response}) -> ${told(kit)}:
          ${readForm(kit, planned.form)}`,
  }));
  const entries = kit.domain.operations.flatMap((meaning) => entryOf(kit, meaning));
  return [
    ...readers,
    {
      name: "errors_of",
      text: py`
        def errors_of(response: ${response}) -> ${told(kit)}:
            """Return the messages of an answer in the form that its operation documents."""
            forms = (
                ${entries.map((entry) => py`${entry},`)}
            )
            request = response.request
            for method, path, readers in forms:
                if request.method == method and ${imported("re", "fullmatch")}(path, request.url.path):
                    return readers.get(response.status_code, ${reading(kit, forms[0])})(response)
            return ${reading(kit, forms[0])}(response)`,
    },
  ];
}

function reading(kit: Kit, planned: PlannedForm): Py {
  return api(readerName(kit, planned));
}

function readerName({ blueprint: { errors: plan } }: Kit, planned: PlannedForm): string {
  if (planned.form.kind === "json") return `read_${identifierText(planned.className)}`;
  if (planned.form.kind === "empty") return "read_nothing";
  const texts = plan.forms.filter(({ form }) => form.kind === "text");
  const index = texts.indexOf(planned);
  return index === 0 ? "read_text" : `read_text_${index + 1}`;
}

/** The operation, and the forms of its answers that are not the usual one. */
function entryOf(kit: Kit, meaning: OperationMeaning): readonly Py[] {
  const { errors: plan, contract } = kit.blueprint;
  const operation = contract.operations.find(({ id }) => id === meaning.id);
  const others = formsByStatus(meaning)
    .map(({ status, form }) => ({ status, planned: plannedForm(plan, form) }))
    .filter(({ planned }) => planned !== plan.forms[0]);
  if (!operation || others.length === 0) return [];
  const segments = operation.segments.map((segment) =>
    segment.kind === "literal" ? escapePattern(segment.text) : "[^/]+",
  );
  const end = segments.length > 0 && operation.path.endsWith("/") ? "/" : "";
  const path = `${escapePattern(kit.domain.basePath)}/${segments.join("/")}${end}`;
  const readers = others.map(({ status, planned }) => py`${status}: ${reading(kit, planned)}`);
  return [py`(${str(meaning.method.toUpperCase())}, ${str(path)}, {${readers}})`];
}

function formsByStatus({ errors, otherErrors }: OperationMeaning) {
  const named = errors.map(({ status, form }) => ({ status, form }));
  const unexpected = ["5XX", "default"].flatMap((range) =>
    otherErrors.filter((each) => each.range === range),
  )[0];
  const has500 = named.some(({ status }) => status === 500);
  return [...named, ...(unexpected && !has500 ? [{ status: 500, form: unexpected.form }] : [])];
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function assertions(kit: Kit): readonly Definition[] {
  const says = alwaysSays(kit);
  const { errors: plan } = kit.blueprint;
  const { invalid } = plan;
  const statusParameter = invalid === "varies" && py`, status_code: int = ${plan.usualInvalid}`;
  const silent = !says && [py`if told is None:`, py`    return`];
  return [
    {
      name: "assert_refused",
      text: py`
        def assert_refused(response: ${response}, status_code: int, *messages: str) -> None:
            """Check that an answer refuses, and says so: in these words, where they are given."""
            assert response.status_code == status_code
            told = ${api("errors_of")}(response)
            ${silent}
            assert told
            assert all(told)
            assert told == [*messages] or not messages`,
    },
    {
      name: "assert_invalid",
      text: py`
        def assert_invalid(response: ${response}, *places: str, because: str = ""${statusParameter}) -> None:
            """Check that an answer refuses these places of a request, in any order, and says so."""
            assert response.status_code == ${invalid === "varies" ? py`status_code` : py`${invalid}`}
            ${says ? py`messages` : py`told`} = ${api("errors_of")}(response)
            ${silent}
            assert sorted(message.partition(":")[0] for message in ${says ? py`messages` : py`told`}) == sorted(places)
            assert all(message.endswith(because) for message in ${says ? py`messages` : py`told`})`,
    },
  ];
}

/** The body of an answer to somebody who is not signed in. */
export function checkUnauthorized(kit: Kit): Py {
  if (kit.blueprint.errors.emptyStatuses.includes(401)) return py`assert response.content == b""`;
  return alwaysSays(kit)
    ? py`assert ${api("errors_of")}(response)`
    : py`${api("assert_refused")}(response, 401)`;
}

/** `assert_invalid(response, "title")`: with the status, where it is not that of most operations. */
export function assertInvalid(
  { refusedWith }: OperationBlueprint,
  where: "body" | "parameters",
  ...given: readonly Py[]
): Py {
  const status = refusedWith?.[where];
  const all = [py`response`, ...given, ...(status === undefined ? [] : [py`status_code=${status}`])];
  return py`${api("assert_invalid")}(${commaList(all)})`;
}

/** A sign-in that is refused, with the status that the operation has for it. */
export function assertWrong({ meaning: { refusals } }: OperationBlueprint, response: Py): Py {
  return refusals.credentials === 401
    ? py`${api("assert_unauthorized")}(${response})`
    : py`${api("assert_refused")}(${response}, ${refusals.credentials})`;
}
