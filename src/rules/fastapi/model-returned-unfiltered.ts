import { placeIn, type TypeFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";
import { endpointsOf, tellRoute } from "./endpoints.ts";
import { schemasById } from "./password-in-response.ts";

/** The class of a table is what an operation answers: every column goes out, those to come too. */
export const modelReturnedUnfiltered: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) =>
    endpointsOf(input).flatMap(({ route, operation, module, node }): readonly Hit[] => {
      const answered = operation.responses.find(({ by }) => by === "answered");
      const id = answered?.type && rowsIn(answered.type);
      const schema = id === undefined ? undefined : schemasById(input).get(id);
      if (schema?.form !== "table") return [];
      return [
        {
          span: placeIn(module, node.name),
          about: schema.id,
          message: `${tellRoute(route)} answers ${schema.name}, which is a table: each column goes out, and so will those that are added`,
          mend: `answer a model that names what goes out`,
          path: [{ message: `${schema.name} is a table`, span: schema.span }],
        },
      ];
    }),
};

function rowsIn(type: TypeFact): string | undefined {
  if (type.kind === "list" || type.kind === "optional") return rowsIn(type.of);
  return type.kind === "reference" ? type.id : undefined;
}
