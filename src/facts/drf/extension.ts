import { openColumns } from "../django/columns/model-columns.ts";
import type { Answer, Extension } from "../django/extension.ts";
import type { Settings } from "../django/settings.ts";
import { answersOfClass } from "../django/view-bases.ts";
import type { Reading } from "../front-end.ts";
import { textsOf } from "../literals.ts";
import { readOperation } from "./operations/read-operation.ts";
import { readRegistry } from "./registry.ts";
import { isRouter } from "./router-classes.ts";
import { answersOf, readRouterPatterns } from "./router-patterns.ts";
import { readRestSettings } from "./schemas/rest-settings.ts";
import { openSchemas } from "./schemas/serializers.ts";
import type { RestSource } from "./schemas/source.ts";
import { answeredByBase, isOfFramework } from "./view-bases.ts";
import { readMapping, type ViewReader } from "./viewsets.ts";

/** What Django REST framework adds to the URLs of a project: routers, viewsets, generic views and functions made views. */
export function openExtension(reading: Reading, settings: Settings): Extension {
  const { project, evaluator } = reading;
  const source: RestSource = {
    reading,
    settings: readRestSettings(settings),
    // Only operations ask for columns, and those only where somebody asks for them.
    get columns() {
      return openColumns(reading);
    },
  };
  const schemas = openSchemas(source);
  const user = settings.text("AUTH_USER_MODEL")?.text ?? "auth.User";
  const reader: ViewReader = { project, evaluator, user: user.slice(user.lastIndexOf(".") + 1) };
  const registry = readRegistry(reader);
  return {
    framework: "drf",
    patternsOf: (instance, attribute) =>
      attribute === "urls" && isRouter(instance) ? readRouterPatterns(reader, registry, instance) : undefined,
    answersOf: (view, call) => {
      if (typeof view === "string") return asAnswers(answeredByBase(view) ?? []);
      if (!view.lineage.some((base) => typeof base === "string" && isOfFramework(base))) return undefined;
      const mapping = readMapping(call);
      return mapping === undefined
        ? asAnswers(answersOfClass(evaluator, view, call, answeredByBase))
        : answersOf(evaluator, view, mapping, call);
    },
    methodsOf: (decorator, expression, frame) => {
      if (decorator !== "rest_framework.decorators.api_view") return undefined;
      const given = expression.kind === "call" ? expression.args[0]?.value : undefined;
      const value = given && reader.evaluator.evaluate(frame, given);
      if (value?.kind !== "list") return textsOf(given) ?? ["GET"];
      return value.items.flatMap((item) => (item?.kind === "text" ? [item.text] : []));
    },
    operationOf: (route) => readOperation(source, schemas, route),
    records: () => schemas.facts(),
    addsSuffixes: (callee) => callee === "rest_framework.urlpatterns.format_suffix_patterns",
  };
}

/** Undefined where nothing is known. */
function asAnswers(methods: readonly string[]): readonly Answer[] | undefined {
  if (methods.length === 0) return undefined;
  return methods.map((method) => ({ method: method.toUpperCase(), action: method }));
}
