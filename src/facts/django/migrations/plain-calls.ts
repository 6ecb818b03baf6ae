import type { Call } from "#python";
import { positional } from "../../literals.ts";
import { madeCondition } from "./conditions.ts";
import { type Meant, meantBy } from "./meant.ts";
import { numberPlain, type Plain, type Reference } from "./plain.ts";
import type { Place, PlainReader } from "./plain-reader.ts";
import { builtinReference, classPath, externalReference, lastName, projectReference } from "./references.ts";

/** What a call gives, as far as it is a value or an object that is known by its arguments. */
export function evaluateCall(reader: PlainReader, place: Place, call: Call): Plain | undefined {
  const listed = listedBy(reader, place, call);
  if (listed !== undefined) return listed;
  const meant = meantBy(reader, place, call.callee);
  switch (meant?.kind) {
    case "external":
      return external(reader, place, call, externalReference(meant.path));
    case "class":
      return made(reader, place, call, projectReference(classPath(meant.class)));
    case "builtin":
      return builtin(reader, place, call, meant.name);
    default:
      return undefined;
  }
}

/** `PAIRS.items()`, `.keys()` and `.values()` of a mapping that is written out. */
function listedBy(reader: PlainReader, place: Place, { callee, args }: Call): Plain | undefined {
  if (callee.kind !== "attribute" || args.length > 0 || !/^(?:items|keys|values)$/.test(callee.name))
    return undefined;
  const of = reader.step(place, callee.value);
  if (of?.kind !== "dictionary") return undefined;
  const part = (entry: readonly [Plain, Plain | undefined]): Plain | undefined =>
    callee.name === "items" ? { kind: "list", items: entry } : entry[callee.name === "keys" ? 0 : 1];
  return { kind: "list", items: of.entries.map(part) };
}

function external(reader: PlainReader, place: Place, call: Call, of: Reference): Plain | undefined {
  const name = lastName(of.path);
  if (/^(?:u?gettext)(?:_lazy|_noop)?$/.test(name)) return first(reader, place, call, 0);
  if (/^pgettext(?:_lazy)?$/.test(name)) return first(reader, place, call, 1);
  if (of.path === "django:Q") return madeCondition(reader, place, call);
  if (of.path === "decimal:Decimal")
    return numberOf(first(reader, place, call, 0)) ?? made(reader, place, call, of);
  if (of.path === "datetime:timedelta")
    return durationOf(reader, place, call) ?? made(reader, place, call, of);
  return made(reader, place, call, of);
}

function first(reader: PlainReader, place: Place, call: Call, index: number): Plain | undefined {
  const given = positional(call)[index];
  return given && reader.step(place, given);
}

/** An object by its class and what it is given, as migrations write it too. */
function made(reader: PlainReader, place: Place, call: Call, of: Reference): Plain | undefined {
  const args: (Plain | undefined)[] = [];
  const named = new Map<string, Plain | undefined>();
  for (const { name, spread, value } of call.args) {
    if (spread !== undefined) return undefined;
    if (name === undefined) args.push(reader.step(place, value));
    else named.set(name, reader.step(place, value));
  }
  return { kind: "made", of, args, named };
}

/** `list(x)`, `tuple(x)` and `str(x)` are what they are given; `dict(a=1)` is a dictionary. */
function builtin(reader: PlainReader, place: Place, call: Call, name: string): Plain | undefined {
  const [only] = positional(call);
  if (call.args.length === 0) {
    if (name === "list" || name === "tuple") return { kind: "list", items: [] };
    if (name === "dict") return { kind: "dictionary", entries: [] };
  }
  const value = only && reader.step(place, only);
  if ((name === "list" || name === "tuple") && value?.kind === "list") return value;
  if (name === "str" && value?.kind === "text") return value;
  if (name === "int" && value?.kind === "number" && Number.isInteger(value.value)) return value;
  return name === "set" || name === "frozenset"
    ? made(reader, place, call, builtinReference(name))
    : undefined;
}

/** Decimals are equal by what they amount to, whatever is written of them. */
function numberOf(value: Plain | undefined): Plain | undefined {
  if (value?.kind === "number") return value;
  if (value?.kind !== "text" || value.text.trim() === "") return undefined;
  const number = Number(value.text.replaceAll("_", ""));
  return Number.isNaN(number) ? undefined : numberPlain(number);
}

const seconds: Readonly<Record<string, number>> = {
  weeks: 604_800,
  days: 86_400,
  hours: 3_600,
  minutes: 60,
  seconds: 1,
  milliseconds: 1e-3,
  microseconds: 1e-6,
};
const places = ["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"];

function durationOf(reader: PlainReader, place: Place, call: Call): Plain | undefined {
  let sum = 0;
  for (const [index, { name, spread, value }] of call.args.entries()) {
    const amount = spread === undefined ? reader.step(place, value) : undefined;
    const unit = seconds[name ?? places[index] ?? ""];
    if (amount?.kind !== "number" || unit === undefined) return undefined;
    sum += amount.value * unit;
  }
  return {
    kind: "made",
    of: externalReference("datetime.timedelta"),
    args: [numberPlain(Math.round(sum * 1e6))],
    named: new Map(),
  };
}

/** What a reference in itself is: a function, a class or a name of another package. */
export function referenceTo(meant: Meant): Reference | undefined {
  switch (meant.kind) {
    case "class":
      return projectReference(classPath(meant.class));
    case "function":
      return projectReference(meant.path);
    case "external":
      return externalReference(meant.path);
    case "builtin":
      return builtinReference(meant.name);
    default:
      return undefined;
  }
}
