import type { Call, Expression } from "#python";
import type { ProjectClass } from "../classes.ts";
import { findMember } from "../classes.ts";
import { keyword, textsOf } from "../literals.ts";
import type { Evaluator } from "../values.ts";

/** Methods that a class may answer, as `View.http_method_names` has them, but for those that the framework answers by itself. */
const methods = ["get", "post", "put", "patch", "delete", "trace"] as const;

/** What the framework's own classes answer: https://docs.djangoproject.com/en/6.0/ref/class-based-views/ */
const answered: Readonly<Record<string, readonly string[]>> = {
  View: [],
  TemplateView: ["get"],
  RedirectView: ["get", "post", "put", "patch", "delete"],
  ListView: ["get"],
  BaseListView: ["get"],
  DetailView: ["get"],
  BaseDetailView: ["get"],
  FormView: ["get", "post", "put"],
  BaseFormView: ["get", "post", "put"],
  ProcessFormView: ["get", "post", "put"],
  CreateView: ["get", "post", "put"],
  UpdateView: ["get", "post", "put"],
  DeleteView: ["get", "post", "delete"],
  DeletionMixin: ["post", "delete"],
  ArchiveIndexView: ["get"],
  YearArchiveView: ["get"],
  MonthArchiveView: ["get"],
  WeekArchiveView: ["get"],
  DayArchiveView: ["get"],
  TodayArchiveView: ["get"],
  DateDetailView: ["get"],
  LoginView: ["get", "post", "put"],
  PasswordChangeView: ["get", "post", "put"],
  PasswordChangeDoneView: ["get"],
  PasswordResetView: ["get", "post", "put"],
  PasswordResetDoneView: ["get"],
  PasswordResetConfirmView: ["get", "post", "put"],
  PasswordResetCompleteView: ["get"],
  JavaScriptCatalog: ["get"],
  JSONCatalog: ["get"],
};

/** What a class of the framework answers, by its dotted name; undefined where it is none that makes answers of its own. */
export function answeredByBase(name: string): readonly string[] | undefined {
  return name.startsWith("django.") ? answered[name.slice(name.lastIndexOf(".") + 1)] : undefined;
}

/** The methods that a class lets through, where the call that makes it a view, it or a class of the project that it inherits from says so. */
export function allowedMethods(evaluator: Evaluator, view: ProjectClass, call?: Call): readonly string[] {
  const member = findMember(view, "http_method_names");
  const said = member?.binding.kind === "value" ? member.binding.value : undefined;
  const given = call && keyword(call, "http_method_names");
  const named = textsOf(given) ?? (member && said && textsIn(evaluator, member.owner, said));
  return methods.filter(
    (method) => named === undefined || named.some((each) => each.toLowerCase() === method),
  );
}

/** The texts of a list that a class of the project names. */
function textsIn(
  evaluator: Evaluator,
  { module }: ProjectClass,
  expression: Expression,
): readonly string[] | undefined {
  const value = evaluator.evaluate(evaluator.moduleFrame(module), expression);
  const texts =
    value?.kind === "list" ? value.items.map((item) => (item?.kind === "text" ? item.text : "")) : [];
  return texts.length === 0 || texts.includes("") ? undefined : texts;
}

/** The methods that a class answers: those for which it or a base has a method of that name. */
export function answersOfClass(
  evaluator: Evaluator,
  view: ProjectClass,
  call: Call,
  ofBase: (name: string) => readonly string[] | undefined,
): readonly string[] {
  const inherited = new Set(
    view.lineage.flatMap((base) => (typeof base === "string" ? (ofBase(base) ?? []) : [])),
  );
  return allowedMethods(evaluator, view, call).filter((method) => {
    const binding = findMember(view, method)?.binding;
    // `post = None` takes away what a base has.
    return binding === undefined
      ? inherited.has(method)
      : binding.kind !== "value" || binding.value?.kind !== "constant";
  });
}
