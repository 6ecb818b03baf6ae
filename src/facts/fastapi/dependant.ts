import type { Span } from "#base";
import type { ResponseFact, SecurityFact } from "../operation.ts";
import type { TypeFact } from "../type.ts";
import { passwordText } from "./externals.ts";
import type { Input } from "./inputs.ts";
import { frameworkName, passwordForm } from "./names.ts";

/** What a function or class asks for when the framework calls it: https://fastapi.tiangolo.com/tutorial/dependencies/ */
export interface Dependant {
  /** The same for the same callable, so that each counts once. */
  readonly key: string;
  readonly id: string;
  readonly inputs: readonly Input[];
  readonly needs: readonly Need[];
  readonly handedIn: ReadonlySet<string>;
  readonly security?: Omit<SecurityFact, "scopes">;
  readonly raised: readonly ResponseFact[];
  /** Whether it may turn away whoever has no credentials: it raises 401 or 403, or something that is not known. */
  readonly refuses?: true;
  readonly isPartial: boolean;
}

export interface Need {
  readonly of: Dependant;
  readonly scopes: readonly string[];
  readonly span: Span;
}

/** One of which nothing is known. */
export function unseen(id: string): Dependant {
  return { key: id, id, inputs: [], needs: [], handedIn: new Set(), raised: [], isPartial: true };
}

/** What something outside the project asks for: only its own form is known. */
export function ofExternal(path: string): Dependant {
  const name = frameworkName(path);
  if (name === "OAuth2PasswordRequestForm" || name === "OAuth2PasswordRequestFormStrict") {
    const text: TypeFact = { kind: "scalar", name: "text" };
    const inputs = passwordForm.map(({ name: field, required, nullable, secret, pattern, value }): Input => {
      const of: TypeFact = secret ? { kind: "external", path: passwordText } : text;
      const isStrict = field === "grant_type" && name.endsWith("Strict");
      const span: Span = { file: "", line: 1, column: 1, offset: 0, end: 0 };
      return {
        name: field,
        from: "form",
        type: nullable && !isStrict ? { kind: "optional", of } : of,
        required: required || isStrict,
        isMarked: true,
        embed: false,
        ...(pattern === undefined ? {} : { constraints: { pattern } }),
        ...(value === undefined ? {} : { value }),
        span,
      };
    });
    return { ...unseen(path), inputs, isPartial: false };
  }
  return unseen(path);
}
