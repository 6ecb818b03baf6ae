import type { TypeFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";
import { endpointsOf, tellRoute } from "./endpoints.ts";

/** A body that may be anything: nothing checks what comes in, and the description of the interface shows nothing. */
export const untypedRequestBody: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) =>
    endpointsOf(input).flatMap(({ route, operation, module }): readonly Hit[] => {
      const { requestBody: body } = operation;
      // A part that has a name of its own beside others may be free to hold anything, as a field of a model may.
      if (body?.type === undefined || body.media !== "application/json") return [];
      const { type, span } = body;
      const name = /^\w*/.exec(module.syntax.text.slice(span.offset, span.end))?.[0] ?? "";
      if (!isOpen(type) || free.test(name)) return [];
      return [
        {
          span,
          message: `${tellRoute(route)} takes ${tellAny(type)} as its body: nothing checks what comes in, and nobody can see what it should be`,
          mend: "name the fields in a model, and take that",
        },
      ];
    }),
};

/** What whoever calls may fill as they like. */
const free =
  /label|meta_?data|kwargs|arguments|attributes|extra|variables|schema|properties|preferences|context/i;

/** `dict`, `dict[str, Any]`, `Any` and lists of these. */
function isOpen(type: TypeFact): boolean {
  switch (type.kind) {
    case "any":
      return true;
    case "map":
      return type.of.kind === "any";
    case "list":
    case "optional":
      return isOpen(type.of);
    default:
      return false;
  }
}

function tellAny(type: TypeFact): string {
  switch (type.kind) {
    case "map":
      return "a dictionary of anything";
    case "list":
      return type.of.kind === "map" ? "a list of dictionaries of anything" : "a list of anything";
    case "optional":
      return tellAny(type.of);
    default:
      return "anything";
  }
}
