/** How a request says that it is the same one again, so that it is done once (`Idempotency-Key`). */
export interface RepeatKey {
  /** The header, as the contract spells it. */
  readonly header: string;
  readonly description: string;
  readonly required: boolean;
  readonly isUuid: boolean;
  /** How long a key is, where the contract says it. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** What is answered to another request under the same key: a conflict, or as other input that is refused. */
  readonly reused: "conflict" | "invalid";
}
