import type { FrontEnd } from "../front-end.ts";
import { externals } from "./externals.ts";
import { schemaSemantics } from "./reading/semantics.ts";
import { readRecords } from "./records.ts";
import { pydanticReleases } from "./releases.ts";
import { readSchemas } from "./schemas.ts";

/** https://docs.pydantic.dev/latest/concepts/serialization/ */
const dumps = ["model_dump", "model_dump_json", "dict", "json"];

export const pydantic: FrontEnd = {
  framework: "pydantic",
  releases: pydanticReleases,
  read: (reading) => ({ schemas: readSchemas(reading), records: readRecords(reading), externals }),
  semantics: schemaSemantics,
  wire: { methods: new Map(dumps.map((name) => [name, { byAlias: false }] as const)) },
};
