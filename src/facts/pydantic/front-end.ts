import type { FrontEnd } from "../front-end.ts";
import { schemaSemantics } from "./reading/semantics.ts";
import { readSchemas } from "./schemas.ts";

export const pydantic: FrontEnd = {
  framework: "pydantic",
  read: (reading) => ({ schemas: readSchemas(reading) }),
  semantics: schemaSemantics,
};
