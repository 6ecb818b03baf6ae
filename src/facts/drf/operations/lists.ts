import type { TypeFact } from "../../type.ts";
import { listOf } from "../schemas/plain-types.ts";
import { textAt } from "../schemas/source.ts";
import { pageType, paginatorOf } from "./pagination.ts";
import { basesOf, type RestView } from "./view.ts";

/** Whether an operation gives many rows: by its action, or by its path where the class answers by the method of the request. */
export function isList(view: RestView, told?: boolean): boolean {
  if (told !== undefined) return told;
  if (view.isViewset) return view.action === "list" && view.method === "GET";
  if (view.method !== "GET") return false;
  const bases = basesOf(view);
  return (
    [...bases].some((base) => /^(?:ListModelMixin|ListAPIView|ListCreateAPIView)$/.test(base)) &&
    !looksUp(view)
  );
}

function looksUp(view: RestView): boolean {
  const name =
    textAt(view.source, view.attribute("lookup_url_kwarg")) ??
    textAt(view.source, view.attribute("lookup_field")) ??
    "pk";
  return view.path.includes(`{${name}}`);
}

/** Rows as an operation gives them: one, a list, or a page of one. */
export function shownIn(view: RestView, type: TypeFact, name: string, told?: boolean): TypeFact {
  if (!isList(view, told)) return type;
  const paginator = paginatorOf(view);
  const items = listOf(type, true);
  return paginator === undefined ? items : pageType(view, paginator, items, name);
}
