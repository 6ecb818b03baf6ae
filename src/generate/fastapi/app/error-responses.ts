import type { OperationMeaning } from "#domain";
import { commaList, imported, literal, name, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import { type ErrorPlan, type PlannedForm, plannedForm } from "../error-plan.ts";

/** Functions with which routes document their refusals, in the forms in which they are answered. */
export function responseFunctions({ errors: plan, domain }: Blueprint): readonly Py[] {
  const hasRanges = domain.operations.some(({ otherErrors }) => otherErrors.length > 0);
  return plan.byRoute ? byKind(plan, hasRanges) : [forAll(plan, hasRanges)];
}

const any = imported("typing", "Any");
const result = py`dict[int | str, dict[str, ${any}]]`;

function codes(hasRanges: boolean): Py {
  return hasRanges ? py`*status_codes: int | str` : py`*status_codes: int`;
}

// The framework has words of its own for ranges, and knows those of each status.
function described(hasRanges: boolean): Py | undefined {
  return hasRanges ? undefined : py`"description": ${imported("http", "HTTPStatus")}(code).phrase`;
}

function forAll(plan: ErrorPlan, hasRanges: boolean): Py {
  const [main] = plan.forms;
  const { emptyStatuses } = plan;
  const content = contentOf(main);
  const description = described(hasRanges);
  const signature = py`def error_responses(${codes(hasRanges)}) -> ${result}:`;
  if (emptyStatuses.length === 0 || !content)
    return py`
      ${signature}
          """Document the refusals of an operation."""
          return {code: {${[...(description ? [description] : []), ...(content ? [content] : [])]}} for code in status_codes}`;
  const only401 = plan.only401IsEmpty;
  const isEmpty = only401
    ? py`code == ${imported("fastapi", "status")}.HTTP_401_UNAUTHORIZED`
    : py`code in WITHOUT_CONTENT`;
  const which = only401
    ? py`"""Document the refusals of an operation. A 401 carries no content."""`
    : py`"""Document the refusals of an operation. Some carry no content."""`;
  if (!description)
    return py`
      ${signature}
          ${which}
          return {code: {} if ${isEmpty} else {${content}} for code in status_codes}`;
  return py`
    ${signature}
        ${which}
        return {
            code: {${description}}
            | ({} if ${isEmpty} else {${content}})
            for code in status_codes
        }`;
}

function contentOf({ form, className }: PlannedForm): Py | undefined {
  switch (form.kind) {
    case "empty":
      return undefined;
    case "json":
      return py`"model": ${name(className)}`;
    case "text":
      return py`"content": {${str(form.mediaType)}: {"schema": ${textSchema(form.maxLength)}}}`;
  }
}

function textSchema(maxLength: number | undefined): Py {
  return literal({ type: "string", ...(maxLength !== undefined && { maxLength }) });
}

function byKind(plan: ErrorPlan, hasRanges: boolean): readonly Py[] {
  const description = described(hasRanges);
  const entry = (content: Py | undefined): Py =>
    py`return {code: {${[...(description ? [description] : []), ...(content ? [content] : [])]}} for code in status_codes}`;
  const json = plan.forms.filter(({ form }) => form.kind === "json");
  const [usual] = json;
  return [
    ...(usual
      ? [
          py`
            def error_responses(${codes(hasRanges)}, model: type[${imported("pydantic", "BaseModel")}] = ${name(usual.className)}) -> ${result}:
                """Document refusals of an operation, in the form in which they are answered."""
                ${entry(py`"model": model`)}`,
        ]
      : []),
    ...plan.forms.flatMap((planned) =>
      planned.form.kind === "json"
        ? []
        : [
            py`
              def ${name(functionName(plan, planned))}(${codes(hasRanges)}) -> ${result}:
                  ${planned.form.kind === "empty" ? py`"""Document refusals of an operation that carry no content."""` : py`"""Document refusals of an operation that are plain words."""`}
                  ${entry(contentOf(planned))}`,
          ],
    ),
  ];
}

function functionName(plan: ErrorPlan, planned: PlannedForm): string {
  if (planned.form.kind === "empty") return "empty_responses";
  if (planned.form.kind === "json") return "error_responses";
  const texts = plan.forms.filter(({ form }) => form.kind === "text");
  const index = texts.indexOf(planned);
  return index === 0 ? "text_responses" : `text_responses_${index + 1}`;
}

/** `error_responses(404, 422)`: what a route documents of its refusals; nothing where it has none. */
export function documentedErrors(
  { errors: plan }: Blueprint,
  { errors, otherErrors, behaviour }: OperationMeaning,
): Py | undefined {
  const isOpen = behaviour.kind === "custom" && !errors.some(({ status }) => status === 501);
  const entries = [
    ...errors.map(({ status, form }) => ({ code: py`${status}`, planned: plannedForm(plan, form) })),
    ...(isOpen ? [{ code: py`501`, planned: plan.forms[0] }] : []),
    ...otherErrors.map(({ range, form }) => ({ code: str(range), planned: plannedForm(plan, form) })),
  ];
  if (entries.length === 0) return undefined;
  if (!plan.byRoute)
    return py`${imported("app.errors", "error_responses")}(${commaList(entries.map(({ code }) => code))})`;
  const calls = plan.forms.flatMap((planned) => {
    const own = entries.filter((entry) => entry.planned === planned).map(({ code }) => code);
    return own.length === 0 ? [] : [callOf(plan, planned, own)];
  });
  return calls.reduce((one, next) => py`${one} | ${next}`);
}

function callOf(plan: ErrorPlan, planned: PlannedForm, own: readonly Py[]): Py {
  const [usual] = plan.forms.filter(({ form }) => form.kind === "json");
  const model =
    planned.form.kind === "json" && planned !== usual
      ? [py`model=${imported("app.errors", planned.className)}`]
      : [];
  return py`${imported("app.errors", functionName(plan, planned))}(${commaList([...own, ...model])})`;
}
