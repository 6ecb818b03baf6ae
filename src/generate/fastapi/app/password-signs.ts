import type { Field, PasswordSign, SignKind } from "#domain";
import { imported, importedModule, type Py, py, str } from "#python";

const called: Readonly<Record<SignKind, string>> = {
  lower: "a lower-case letter",
  upper: "an upper-case letter",
  digit: "a digit",
  special: "a special sign",
};

const classes: Readonly<Record<SignKind, string>> = {
  lower: "[a-z]",
  upper: "[A-Z]",
  digit: "[0-9]",
  special: "[^A-Za-z0-9\\s]",
};

/** Of what a new password must have some. */
export function signsOf({ meaning }: Field): readonly PasswordSign[] {
  return meaning.kind === "password" ? (meaning.signs ?? []) : [];
}

/** What people read whose password lacks some of them. */
export function weakPassword(signs: readonly PasswordSign[]): string {
  const names = signs.map(({ kind }) => called[kind]);
  const last = names.at(-1) ?? "";
  const listed = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
  return `must have ${listed}`;
}

/** `def refuse_weak(value: str) -> str:` */
export function refuseWeak(signs: readonly PasswordSign[]): Py {
  const patterns = signs.map((sign) => str(patternOf(sign)));
  return py`
    PASSWORD_SIGNS = (${patterns},)


    def refuse_weak(value: str) -> str:
        if not all(${importedModule("re")}.search(signs, value) for signs in PASSWORD_SIGNS):
            raise ${imported("pydantic_core", "PydanticCustomError")}("weak", ${str(weakPassword(signs))})
        return value`;
}

function patternOf({ kind, among }: PasswordSign): string {
  return among === undefined ? classes[kind] : `[${among.replace(/[\\\]^[&~|-]/g, "\\$&")}]`;
}
