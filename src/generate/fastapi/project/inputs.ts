import type { JsonValue } from "#contract";
import type { GeneratedFile } from "../file.ts";

/** What the project's own files need besides the blueprint. */
export interface ProjectInputs {
  /** Pinned and hashed requirements of the application, as they are shipped. */
  readonly requirements: string;
  /** The same for those who test and change it. */
  readonly devRequirements: string;
  readonly contractText: string;
  /** The same as plain data. */
  readonly contractDocument: JsonValue;
  /** As the caller gave it; only its last part is used, made safe. */
  readonly contractFileName: string;
  /** Files that somebody else keeps in the project: nothing is written under their names. */
  readonly taken?: readonly string[];
  /** All migrations, the accepted ones and the new; absent, the first alone. */
  readonly migrations?: readonly GeneratedFile[];
}
