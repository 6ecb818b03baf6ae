import { commaList, docstring, imported, literal, name, type Py, py, str } from "#python";
import { type Blueprint, variableName } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import { model } from "./names.ts";

/** Whether accounts in some state are refused. */
export function barsAccounts({ domain }: Blueprint): boolean {
  return domain.accounts?.barred !== undefined;
}

/** What callers are told: `the account is locked`. */
export function barredText({ domain }: Blueprint): string {
  const values = domain.accounts?.barred?.values ?? [];
  const words = values.map((value) => value.toLowerCase().replaceAll("_", " "));
  return `the account is ${words.join(" or ")}`;
}

/** The function that says whether an account is refused. */
export function isBarred(account: Py): Py {
  return py`${imported("app.security", "is_barred")}(${account})`;
}

/** Statements: whoever is in such a state is refused, with an error of this class. */
export function refuseBarred(blueprint: Blueprint, account: Py, error: string): Py | undefined {
  if (!barsAccounts(blueprint)) return undefined;
  return py`
    if ${isBarred(account)}:
        raise ${imported("app.errors", error)}(${str(barredText(blueprint))})`;
}

/** Its definition, in `app/security.py`. */
export function barredFunction(blueprint: Blueprint): readonly Py[] {
  const { account, domain } = blueprint;
  const barred = domain.accounts?.barred;
  if (!account || !barred) return [];
  const variable = name(variableName(account));
  const held = py`${variable}.${name(attributeName(barred.field))}`;
  const { timed } = barred;
  const always = barred.values.filter((value) => value !== timed?.value);
  const [only = "", ...others] = always;
  const isIn =
    others.length === 0
      ? py`${held} == ${literal(only)}`
      : py`${held} in {${commaList(always.map((value) => literal(value)))}}`;
  const end = timed && py`${variable}.${name(attributeName(timed.until))}`;
  const isTimed =
    timed &&
    py`${held} == ${literal(timed.value)} and (${end} is None or ${end} > ${imported("app", "clock")}.now())`;
  const whole = isTimed && always.length > 0 ? py`${isIn} or (${isTimed})` : (isTimed ?? isIn);
  const told = timed ? "for good, or for a time that is not over yet" : "whatever else is right";
  return [
    py`
      def is_barred(${variable}: ${model(blueprint, account.name)}) -> bool:
          ${docstring(`Whether an account is refused, ${told}.`)}
          return ${whole}`,
  ];
}
