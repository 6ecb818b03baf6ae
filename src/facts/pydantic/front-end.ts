import type { FrontEnd } from "../front-end.ts";
import { readSchemas } from "./schemas.ts";

export const pydantic: FrontEnd = {
  framework: "pydantic",
  read: (reading) => ({ schemas: readSchemas(reading) }),
};
