import type { ParameterFact } from "../../operation.ts";
import { scalar } from "../schemas/plain-types.ts";
import { itemsAt, memberAt, textAt } from "../schemas/source.ts";
import { filterParameters } from "./filter-sets.ts";
import type { Filters } from "./filtered.ts";
import { namedClass, viewSpan } from "./named-class.ts";
import type { RestView } from "./view.ts";

/** The parameters that narrow and order a list: https://www.django-rest-framework.org/api-guide/filtering/ */
export function filtersOf(view: RestView): Filters {
  const given = view.attribute("filter_backends") ?? view.source.settings.get("DEFAULT_FILTER_BACKENDS");
  const backends = given === undefined ? [] : itemsAt(view.source, given);
  if (backends === undefined) return { parameters: [], isPartial: true };
  const found = backends.map((at) => backendParameters(view, namedClass(view, at)));
  return {
    parameters: found.flatMap(({ parameters }) => parameters),
    isPartial: found.some(({ isPartial }) => isPartial),
  };
}

function backendParameters(view: RestView, of: ReturnType<typeof namedClass>): Filters {
  if (of === undefined) return { parameters: [], isPartial: true };
  const lineage = typeof of === "string" ? [of] : of.lineage;
  const bases = lineage.flatMap((base) =>
    typeof base === "string" ? [base.slice(base.lastIndexOf(".") + 1)] : [],
  );
  const text = (attribute: string, setting: string, fallback: string): readonly ParameterFact[] => {
    const own = typeof of === "string" ? undefined : memberAt(of, attribute);
    const at = own ?? view.source.settings.get(setting);
    const name = (at && textAt(view.source, at)) ?? fallback;
    return [{ name, in: "query", type: scalar("text"), required: false, span: viewSpan(view) }];
  };
  for (const base of bases) {
    if (base === "SearchFilter")
      return { parameters: text("search_param", "SEARCH_PARAM", "search"), isPartial: false };
    if (base === "OrderingFilter")
      return { parameters: text("ordering_param", "ORDERING_PARAM", "ordering"), isPartial: false };
    if (
      base === "DjangoFilterBackend" ||
      base === "ComplexFilterBackend" ||
      base === "RestFrameworkFilterBackend"
    )
      return filterParameters(view);
  }
  // A backend of the project that says nothing of parameters may still read some.
  return { parameters: [], isPartial: !bases.includes("ObjectPermissionsFilter") };
}
