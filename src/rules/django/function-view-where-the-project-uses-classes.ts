import { isAside, type ProjectClass, placeIn, type SourceModule } from "#facts";
import type { Expression, FunctionDefinition } from "#python";
import { nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";

/** A function answers a path of an application whose other paths are answered by classes. */
export const functionViewWhereTheProjectUsesClasses: Rule = {
  severity: "note",
  on: false,
  fix: "none",
  find: (input) => {
    const views = viewsOf(input);
    return [...Map.groupBy(views, ({ application }) => application)].flatMap(([application, those]) => {
      const classes = those.flatMap((view) => (view.kind === "class" ? [view] : []));
      const functions = those.flatMap((view) => (view.kind === "function" ? [view] : []));
      if (functions.length === 0) return [];
      if (classes.length < fewest || functions.length * most > classes.length) {
        for (const { module, node } of functions)
          input.explainSilence(
            placeIn(module, node.name),
            "too few views beside it are classes to say that all should be",
          );
        return [];
      }
      return functions.flatMap((view) => {
        const place = seenToByHand(view);
        return place === undefined ? [] : [tell(view, place, classes, application)];
      });
    });
  },
};

/** Views of an application that are classes, at least; and for each that is a function. */
const fewest = 5;
const most = 5;

interface FunctionView {
  readonly kind: "function";
  readonly application: string;
  readonly module: SourceModule;
  readonly node: FunctionDefinition;
  readonly routes: readonly string[];
  readonly methods: ReadonlySet<string>;
  readonly framework: string;
}

interface ClassView {
  readonly kind: "class";
  readonly application: string;
  readonly read: ProjectClass;
  readonly framework: string;
}

/** What answers the paths of a project, each view once. */
function viewsOf({ facts, project, classes }: RuleInput): readonly (FunctionView | ClassView)[] {
  const byHandler = Map.groupBy(
    facts.routes.filter(({ framework }) => framework === "django" || framework === "drf"),
    ({ handler }) => handler,
  );
  return [...byHandler].flatMap(([handler, routes]): readonly (FunctionView | ClassView)[] => {
    const split = handler.lastIndexOf(":");
    const path = handler.slice(0, split);
    const module = project.modules.get(path);
    const binding = module?.scope.names.get(handler.slice(split + 1));
    const framework = routes[0]?.framework ?? "";
    if (module === undefined || isAside(path)) return [];
    const application = applicationOf(path);
    if (binding?.kind === "class")
      return [
        {
          kind: "class",
          application,
          read: classes.read({ kind: "class", module, node: binding.node }),
          framework,
        },
      ];
    if (binding?.kind !== "function") return [];
    return [
      {
        kind: "function",
        application,
        module,
        node: binding.node,
        routes: routes.map(({ method, path: at }) => `${method} ${at}`),
        methods: new Set(routes.map(({ method }) => method)),
        framework,
      },
    ];
  });
}

/** The folder of a module, without what only holds views: `shop` of `shop/api/v1/views/orders.py`. */
function applicationOf(path: string): string {
  const folders = path.split("/").slice(0, -1);
  while (folders.length > 1 && /^(?:views?|viewsets?|api|rest|v\d+|endpoints)$/.test(folders.at(-1) ?? ""))
    folders.pop();
  return folders.join("/");
}

const guarding =
  /^(?:has_perms?|has_object_permission|check_permissions|check_object_permissions|login_required|permission_required|permission_classes|authentication_classes|user_passes_test|staff_member_required|PermissionDenied|NotAuthenticated|is_authenticated|is_staff|is_superuser)$/;

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a function sees by hand to what bases and mixins of classes are for: who is let in, and which method was asked. One that does
 * neither gains little by being a class.
 */
function seenToByHand({ node }: FunctionView): Stretch | undefined {
  const decorator = node.decorators.find((each) =>
    guarding.test(nameIn(each.kind === "call" ? each.callee : each)),
  );
  if (decorator !== undefined) return decorator;
  for (const each of nodesWithin(node.body)) {
    const found = each as Expression;
    if (
      found.kind === "comparison" &&
      [found.left, ...found.comparators].some((side) => nameIn(side) === "method")
    )
      return found;
    if ((found.kind === "attribute" || found.kind === "name") && guarding.test(nameIn(found))) return found;
  }
  return undefined;
}

function nameIn(expression: Expression): string {
  return expression.kind === "attribute" ? expression.name : expression.kind === "name" ? expression.id : "";
}

function tell(view: FunctionView, place: Stretch, classes: readonly ClassView[], application: string): Hit {
  const { module, node, routes, methods } = view;
  const base = usualBase(classes, view);
  const answered = [...methods].filter((method) => /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(method));
  const named = answered.length > 0 ? answered.map((method) => method.toLowerCase()) : methodsAsked(view);
  const alike = classes.filter(({ read }) => read.lineage.some((each) => nameOfBase(each) === base));
  const beside = alike.find(({ read }) => read.module === module) ?? alike[0] ?? classes[0];
  return {
    span: placeIn(module, node.name),
    message: `${node.name.id} answers ${routes[0] ?? "a path"} as a function, where ${classes.length} views of ${application} are classes: what their bases and mixins see to is seen to by hand here`,
    mend: base.endsWith("ViewSet")
      ? `make it an action of ${beside?.read.node.name.id ?? "a view set"}`
      : `make it a class on ${base} with ${named.map((name) => `${name}()`).join(" and ")}, and name it in the paths by as_view()`,
    path: [
      { message: `${node.name.id} sees to it here`, span: placeIn(module, place) },
      ...(beside === undefined
        ? []
        : [
            {
              message: `${beside.read.node.name.id} is one of ${classes.length} classes`,
              span: placeIn(beside.read.module, beside.read.node.name),
            },
          ]),
    ],
  };
}

/** The methods that the function itself tells apart, else the one that is read by. */
function methodsAsked({ module, node }: FunctionView): readonly string[] {
  const text = module.syntax.text.slice(node.start, node.end);
  const found = [...text.matchAll(/\.method\s*==\s*["'](GET|POST|PUT|PATCH|DELETE)["']/g)].map(
    ([, method = ""]) => method.toLowerCase(),
  );
  return found.length === 0 ? ["get"] : [...new Set(found.includes("get") ? found : ["get", ...found])];
}

/** The nearest base that most of the classes have, of those of the same framework where there are any. */
function usualBase(classes: readonly ClassView[], { framework }: FunctionView): string {
  const same = classes.filter((each) => each.framework === framework);
  const counts = new Map<string, number>();
  for (const { read } of same.length > 0 ? same : classes) {
    for (const each of read.lineage.slice(1)) {
      const name = nameOfBase(each);
      if (/(?:View|ViewSet)$/.test(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const [usual] = [...counts].toSorted(([, one], [, other]) => other - one);
  return usual?.[0] ?? "View";
}

function nameOfBase(base: ProjectClass | string): string {
  return typeof base === "string" ? base.slice(base.lastIndexOf(".") + 1) : base.node.name.id;
}
