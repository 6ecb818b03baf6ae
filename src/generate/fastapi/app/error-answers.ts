import { commaList, imported, name, type Py, py, str } from "#python";
import type { ErrorPlan, PlannedForm } from "../error-plan.ts";
import { type CodeTable, errorValue, speaksOfRequest, type ValueScope } from "./error-values.ts";

/** Whether the function that answers an error has to see the request. */
export function seesRequest(plan: ErrorPlan): boolean {
  return plan.byRoute || speaksOfRequest(plan);
}

/** As many ways out of a function, and as many branches, as the linter lets be. */
const [mostReturns, mostBranches] = [6, 12];

/** `_answer`: one error in its form, and what it rests on. */
export function answerFunctions(plan: ErrorPlan, tables: readonly CodeTable[]): readonly Py[] {
  const mapping = imported("collections.abc", "Mapping");
  const sequence = imported("collections.abc", "Sequence");
  const parameters = [
    ...(seesRequest(plan) ? [py`request: ${imported("fastapi", "Request")}`] : []),
    py`status_code: int`,
    plan.says && (plan.placed ? py`mistakes: ${sequence}[Mistake]` : py`messages: ${sequence}[str]`),
    py`headers: ${mapping}[str, str] | None = None`,
  ];
  // One way out for each form that the contract documents.
  const ways = plan.byRoute ? plan.forms.length : 0;
  const allowed =
    ways > mostBranches ? py`  # noqa: PLR0911, PLR0912` : ways > mostReturns && py`  # noqa: PLR0911`;
  return [
    py`
      def _answer(${allowed}
          ${commaList(parameters)}
      ) -> ${imported("fastapi", "Response")}:
          ${plan.byRoute ? chosen(plan, tables) : usual(plan, tables)}`,
    ...(plan.byRoute ? [documented(plan)] : []),
    ...(plan.byRoute || plan.invalid === "varies" || plan.conflict === "varies" ? [responsesOf()] : []),
    ...(hasGroups(plan) ? [byPlace()] : []),
  ];
}

function usual(plan: ErrorPlan, tables: readonly CodeTable[]): Py {
  if (plan.emptyStatuses.length === 0 || plan.only401IsEmpty) return written(plan, plan.forms[0], tables);
  return py`
    if status_code in WITHOUT_CONTENT:
        return ${bare()}
    ${written(plan, plan.forms[0], tables)}`;
}

function bare(): Py {
  return py`${imported("fastapi", "Response")}(status_code=status_code, headers=headers)`;
}

/** The form that the route documents. */
function chosen(plan: ErrorPlan, tables: readonly CodeTable[]): Py {
  const json = plan.forms.filter(({ form }) => form.kind === "json");
  const texts = plan.forms.filter(({ form }) => form.kind === "text");
  const empty = plan.forms.some(({ form }) => form.kind === "empty");
  const branches = [
    ...json.map((planned) => ({
      condition: py`documented.get("model") is ${name(planned.className)}`,
      planned,
    })),
    ...texts.map((planned) => ({
      condition: py`${str(mediaTypeOf(planned))} in documented.get("content", {})`,
      planned,
    })),
  ];
  const conditional = empty ? branches : branches.slice(0, -1);
  const last = empty ? undefined : branches.at(-1);
  return py`
    documented = _documented(request, status_code)
    ${conditional.map(
      ({ condition, planned }) => py`
        if ${condition}:
            ${written(plan, planned, tables)}`,
    )}
    ${last ? written(plan, last.planned, tables) : py`return ${bare()}`}`;
}

export function mediaTypeOf({ form }: PlannedForm): string {
  return form.kind === "empty" ? "" : form.mediaType;
}

/** The statement that answers in one form. */
function written(plan: ErrorPlan, { form }: PlannedForm, tables: readonly CodeTable[]): Py {
  const scope: ValueScope = { plan, tables, within: "all", besidePlace: false };
  switch (form.kind) {
    case "empty":
      return py`return ${bare()}`;
    case "text": {
      const cut = form.maxLength === undefined ? {} : { maxLength: form.maxLength };
      const words = errorValue({ kind: "message", ...cut }, scope);
      const type = form.isHtml ? "text/html" : "text/plain";
      const response = imported("fastapi.responses", form.isHtml ? "HTMLResponse" : "PlainTextResponse");
      const text = form.isHtml ? py`${imported("html", "escape")}(${words})` : words;
      const media = form.mediaType !== type && py`, media_type=${str(form.mediaType)}`;
      return py`return ${response}(${text}, status_code, headers${media})`;
    }
    case "json": {
      const media = form.mediaType !== "application/json" && py`, media_type=${str(form.mediaType)}`;
      return py`return ${imported("fastapi.responses", "JSONResponse")}(${errorValue(form.body, scope)}, status_code, headers${media})`;
    }
  }
}

function documented(plan: ErrorPlan): Py {
  const { form, className } = plan.forms[0];
  const usual =
    form.kind === "json"
      ? py`{"model": ${name(className)}}`
      : form.kind === "text"
        ? py`{"content": {${str(form.mediaType)}: {}}}`
        : py`{}`;
  const any = imported("typing", "Any");
  return py`
    def _documented(request: ${imported("fastapi", "Request")}, status_code: int) -> dict[str, ${any}]:
        """Find what the route says of an answer; what it does not speak of has the usual form."""
        responses = _responses_of(request)
        for key in (status_code, f"{status_code // 100}XX", "default"):
            if key in responses:
                return responses[key]
        return ${usual}`;
}

function responsesOf(): Py {
  const any = imported("typing", "Any");
  return py`
    def _responses_of(request: ${imported("fastapi", "Request")}) -> dict[int | str, dict[str, ${any}]]:
        route = request.scope.get("route")
        if not isinstance(route, ${imported("fastapi.routing", "APIRoute")}) or request.method not in route.methods:
            return {}
        return route.responses`;
}

function hasGroups(plan: ErrorPlan): boolean {
  return plan.forms.some(
    ({ form }) =>
      form.kind === "json" && JSON.stringify(form.body).includes('{"kind":"by-place","many":true'),
  );
}

function byPlace(): Py {
  return py`
    def _by_place(mistakes: ${imported("collections.abc", "Iterable")}[Mistake]) -> dict[str, list[str]]:
        places: dict[str, list[str]] = {}
        for mistake in mistakes:
            places.setdefault(mistake.place or "request", []).append(mistake.message)
        return places`;
}
