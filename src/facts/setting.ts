import type { Span } from "#base";

/** A value that a program takes from its surroundings: a variable of the environment, under the name that the source asks for. */
export interface SettingFact {
  /** The variable's name, as whoever deploys the program writes it. */
  readonly variable: string;
  /** What reads it: the framework of a class of settings, `decouple`, `environ`, `environs` or `os.environ`. */
  readonly reader: string;
  /** The attribute or name under which the program knows it, where it has one. */
  readonly name?: string;
  /** What it is made into: `bool`, `integer`. */
  readonly type?: string;
  /** Whether the program does not start, or fails there, where it is not set. */
  readonly required: boolean;
  /** Its default as the source has it. */
  readonly default?: string;
  readonly span: Span;
}
