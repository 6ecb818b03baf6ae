import { imported, type Py, py } from "#python";
import type { GeneratedFile } from "../file.ts";
import { pythonFile } from "./names.ts";

/** `app/links.py`: addresses of other pages of a list, where some list tells them. */
export function emitLinks(used: ReadonlySet<string>): readonly GeneratedFile[] {
  const parts = [
    ...(used.has("link_to") ? [linkTo()] : []),
    ...(used.has("path_to") ? [pathTo()] : []),
    ...(used.has("link_header") ? [linkHeader()] : []),
  ];
  return parts.length === 0 ? [] : [pythonFile("app/links.py", parts)];
}

const request = (): Py => imported("fastapi", "Request");
const mapping = (): Py => imported("collections.abc", "Mapping");

function linkTo(): Py {
  return py`
    def link_to(request: ${request()}, parameters: ${mapping()}[str, int]) -> str:
        """Give the address that was asked, with other query parameters."""
        return str(request.url.include_query_params(**parameters))`;
}

function pathTo(): Py {
  return py`
    def path_to(request: ${request()}, parameters: ${mapping()}[str, int]) -> str:
        """Give the path that was asked, with other query parameters."""
        url = request.url.include_query_params(**parameters)
        return f"{url.path}?{url.query}"`;
}

function linkHeader(): Py {
  return py`
    def link_header(links: ${mapping()}[str, str | None]) -> str:
        """Write links as RFC 8288 has them, by their relation; a page that is not there has none."""
        return ", ".join(
            f'<{address}>; rel="{relation}"'
            for relation, address in links.items()
            if address is not None
        )`;
}
