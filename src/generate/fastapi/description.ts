import type { StackDescription } from "../stack.ts";

export const description: StackDescription = {
  name: "fastapi",
  databases: ["sqlite", "postgresql"],
  migrations: { folder: "migrations/versions", record: ".keelback/tables.json" },
};
