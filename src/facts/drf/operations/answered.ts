import {
  allExpressions,
  type Body,
  type Expression,
  type FunctionDefinition,
  innerBodies,
  type Statement,
} from "#python";
import type { ProjectClass } from "../../classes.ts";
import { argumentOf, keyword } from "../../literals.ts";
import type { ResponseFact } from "../../operation.ts";
import { spanOf } from "../../places.ts";
import { classAt, memberAt, placeIn } from "../schemas/source.ts";
import { statusOf } from "./answers.ts";
import { judge } from "./chosen.ts";
import { methodOf, type RestView } from "./view.ts";

/** A function of a view, and the place of its names. */
interface Own {
  readonly owner?: ProjectClass;
  readonly node: FunctionDefinition;
}

const deepest = 3;

/** What actions of the framework ask their class to do: https://www.django-rest-framework.org/api-guide/generic-views/#get_serializer_classself */
const hooks: Readonly<Record<string, string>> = {
  create: "perform_create",
  post: "perform_create",
  update: "perform_update",
  put: "perform_update",
  partial_update: "perform_update",
  patch: "perform_update",
  destroy: "perform_destroy",
  delete: "perform_destroy",
};

/** Statuses of errors that functions of a view raise or answer, also those that they call of their own class. */
export function raisedBy(view: RestView): readonly ResponseFact[] {
  const hook = hooks[view.action];
  const asked = hook === undefined ? undefined : methodOf(view.read, hook);
  const open: (Own & { readonly depth: number })[] = [
    ...(view.node === undefined ? [] : [{ ...ownOf(view), node: view.node, depth: 0 }]),
    ...(asked === undefined ? [] : [{ ...asked, depth: 1 }]),
  ];
  const seen = new Set<FunctionDefinition>();
  const found = new Map<number, ResponseFact>();
  for (let own = open.shift(); own !== undefined; own = open.shift()) {
    if (seen.has(own.node)) continue;
    seen.add(own.node);
    for (const fact of [...raisedIn(view, own), ...refusedIn(view, own)])
      if (!found.has(fact.status)) found.set(fact.status, fact);
    if (own.depth < deepest)
      for (const called of calledOf(view, own)) open.push({ ...called, depth: own.depth + 1 });
  }
  return [...found.values()];
}

/** How a function ends well. */
export interface Ending {
  readonly status: number;
  /** Whether nothing is given back with it. */
  readonly isBare: boolean;
}

/**
 * How the function of a view ends well, where all that it gives back is written out there: `Response(data, status=201)`.
 * Undefined where something else may be given back.
 */
export function endingsOf(view: RestView): readonly Ending[] | undefined {
  const { node } = view;
  if (node === undefined) return undefined;
  const own: Own = { ...ownOf(view), node };
  const found = new Map<number, boolean>();
  for (const statement of reached(view, node.body)) {
    if (statement.kind !== "return") continue;
    const { value } = statement;
    const status = value && answerStatus(view, own, value);
    if (value?.kind !== "call" || status === undefined) return undefined;
    const isBare = argumentOf(value, "data", 0) === undefined;
    if (status < 400) found.set(status, isBare && (found.get(status) ?? true));
  }
  return [...found].map(([status, isBare]) => ({ status, isBare }));
}

/**
 * The statements that may run for the view's action, one after the other: branches for other actions and other methods of the
 * request are left out. What stands between the words of a compound statement is a statement of its own.
 */
function reached(view: RestView, body: Body): readonly Statement[] {
  const found: Statement[] = [];
  for (const statement of body) {
    if (statement.kind === "function" || statement.kind === "class") continue;
    const inner = innerBodies(statement);
    const holds = statement.kind === "if" ? holdsFor(view, statement.test) : undefined;
    if (inner.length === 0) found.push(statement);
    else found.push(...headsOf(statement).map(asStatement));
    const [then = [], ...others] = inner;
    if (holds !== false) found.push(...reached(view, then));
    if (holds !== true) found.push(...others.flatMap((each) => reached(view, each)));
    const certain = holds === true ? then : holds === false ? (others[0] ?? []) : [];
    if (certain.some(({ kind }) => kind === "return" || kind === "raise")) break;
  }
  return found;
}

/** Whether a condition holds for the action; what the query asks for may be anything. */
function holdsFor(view: RestView, test: Expression): boolean | undefined {
  const asked = new Set<Expression>();
  const told = judge({ ...view, asked }, test);
  return asked.size > 0 ? undefined : told;
}

function headsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case "if":
    case "while":
      return [statement.test];
    case "for":
      return [statement.iterable];
    case "with":
      return statement.items.map(({ context }) => context);
    case "match":
      return [statement.subject];
    default:
      return [];
  }
}

function asStatement(value: Expression): Statement {
  return { kind: "expression", value, start: value.start, end: value.end };
}

function ownOf({ owner }: RestView): Pick<Own, "owner"> {
  return owner === undefined ? {} : { owner };
}

function placeOf(
  view: RestView,
  { owner }: Own,
): { readonly module: RestView["module"]; readonly class?: ProjectClass } {
  return owner === undefined ? { module: view.module } : placeIn(owner);
}

/** `self.check(order)`: methods of the class that the project has. */
function calledOf(view: RestView, { node }: Own): readonly (Own & { readonly owner: ProjectClass })[] {
  return [...allExpressions(reached(view, node.body))].flatMap((each) => {
    const callee = each.kind === "call" ? each.callee : undefined;
    const isOwn = callee?.kind === "attribute" && callee.value.kind === "name" && callee.value.id === "self";
    const found = isOwn ? methodOf(view.read, callee.name) : undefined;
    return found === undefined ? [] : [found];
  });
}

/** `raise NotFound()`, and functions that raise it by themselves. */
function raisedIn(view: RestView, own: Own): readonly ResponseFact[] {
  const place = placeOf(view, own);
  const fact = (status: number | undefined, at: Expression): readonly ResponseFact[] =>
    status === undefined || status >= 500 ? [] : [{ status, by: "raised", span: spanOf(place.module, at) }];
  const raised = reached(view, own.node.body).flatMap((statement) => {
    if (statement.kind !== "raise" || statement.error === undefined) return [];
    const { error } = statement;
    const made = classAt(view.source, { place, expression: error.kind === "call" ? error.callee : error });
    return fact(statusOfError(view, made), error);
  });
  const missed = [...allExpressions(reached(view, own.node.body))].flatMap((each) => {
    if (each.kind !== "call") return [];
    const made = classAt(view.source, { place, expression: each.callee });
    const isShortcut =
      typeof made === "string" &&
      /^(?:django\.shortcuts|rest_framework\.generics)\.get_(?:object|list)_or_404$/.test(made);
    return fact(isShortcut ? 404 : undefined, each);
  });
  return [...raised, ...missed];
}

/** `return Response({"detail": …}, status=409)` */
function refusedIn(view: RestView, own: Own): readonly ResponseFact[] {
  const { module } = placeOf(view, own);
  return reached(view, own.node.body).flatMap((statement): readonly ResponseFact[] => {
    const value = statement.kind === "return" ? statement.value : undefined;
    const status = value && answerStatus(view, own, value);
    if (value === undefined || status === undefined || status < 400 || status >= 500) return [];
    return [{ status, by: "raised", span: spanOf(module, value) }];
  });
}

/** Answers that always have one status: https://docs.djangoproject.com/en/stable/ref/request-response/#httpresponse-subclasses */
const fixed: Readonly<Record<string, number>> = {
  HttpResponseRedirect: 302,
  HttpResponsePermanentRedirect: 301,
  HttpResponseNotModified: 304,
  HttpResponseBadRequest: 400,
  HttpResponseForbidden: 403,
  HttpResponseNotFound: 404,
  HttpResponseNotAllowed: 405,
  HttpResponseGone: 410,
  HttpResponseServerError: 500,
};

/** The status of an answer that is made where it is given back; undefined of anything else, and where it is worked out. */
function answerStatus(view: RestView, own: Own, value: Expression): number | undefined {
  if (value.kind !== "call" || value.args.some(({ spread }) => spread !== undefined)) return undefined;
  const place = placeOf(view, own);
  const made = classAt(view.source, { place, expression: value.callee });
  if (typeof made !== "string") return undefined;
  const name = made.slice(made.lastIndexOf(".") + 1);
  if (made.startsWith("django.http.") && Object.hasOwn(fixed, name)) return fixed[name];
  const isRest = made === "rest_framework.response.Response";
  if (!isRest && !/^django\.http\.(?:response\.)?(?:Http|Json|File|StreamingHttp)Response$/.test(made))
    return undefined;
  const said = isRest ? argumentOf(value, "status", 1) : keyword(value, "status");
  return said === undefined ? 200 : statusOf(view, { place, expression: said });
}

/** https://www.django-rest-framework.org/api-guide/exceptions/#api-reference */
const errors: Readonly<Record<string, number>> = {
  "rest_framework.exceptions.ValidationError": 400,
  "rest_framework.serializers.ValidationError": 400,
  "rest_framework.exceptions.ParseError": 400,
  "rest_framework.exceptions.AuthenticationFailed": 401,
  "rest_framework.exceptions.NotAuthenticated": 401,
  "rest_framework.exceptions.PermissionDenied": 403,
  "rest_framework.exceptions.NotFound": 404,
  "rest_framework.exceptions.MethodNotAllowed": 405,
  "rest_framework.exceptions.NotAcceptable": 406,
  "rest_framework.exceptions.UnsupportedMediaType": 415,
  "rest_framework.exceptions.Throttled": 429,
  "django.core.exceptions.PermissionDenied": 403,
  "django.core.exceptions.SuspiciousOperation": 400,
  "django.http.Http404": 404,
  "django.http.response.Http404": 404,
};

function statusOfError(view: RestView, made: ProjectClass | string | undefined): number | undefined {
  if (typeof made === "string") return Object.hasOwn(errors, made) ? errors[made] : undefined;
  const bases = made?.lineage.filter((base) => typeof base === "string") ?? [];
  if (made === undefined || !bases.some((base) => base.startsWith("rest_framework.exceptions.")))
    return bases
      .map((base) => (Object.hasOwn(errors, base) ? errors[base] : undefined))
      .find((each) => each !== undefined);
  const own = memberAt(made, "status_code");
  if (own !== undefined) return statusOf(view, own);
  const base = bases.find((each) => Object.hasOwn(errors, each));
  return base === undefined ? undefined : errors[base];
}
