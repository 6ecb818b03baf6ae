import type { StackDescription } from "../stack.ts";
import { overlayPath } from "./project/names.ts";

export const description: StackDescription = {
  name: "fastapi",
  databases: ["sqlite", "postgresql"],
  overlayPath,
  migrations: { folder: "migrations/versions", record: ".keelback/tables.json" },
};
