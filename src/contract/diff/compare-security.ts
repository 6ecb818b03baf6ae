import type { Span } from "#base";
import type { Contract } from "../contract.ts";
import type { SecurityRequirement } from "../security-scheme.ts";
import type { ContractChange } from "./contract-change.ts";

/** The ways to sign in at one place of a contract. Empty: nothing is asked. */
export interface PlacedSecurity {
  readonly contract: Contract;
  readonly requirements: readonly SecurityRequirement[];
  readonly span: Span;
}

/** One way to sign in, by what travels and not by what the document calls it. */
interface Way {
  readonly name: string;
  readonly parts: readonly string[];
}

/** Ways to sign in that came or went: one that is gone breaks who uses it, a new one must be taken. */
export function compareSecurity(
  item: string,
  before: PlacedSecurity,
  after: PlacedSecurity,
): readonly ContractChange[] {
  const was = waysOf(before);
  const is = waysOf(after);
  const spans = { before: before.span, after: after.span };
  const gone = was.filter((way) => !is.some((other) => asksNoMore(other, way)));
  const come = is.filter((way) => !was.some((other) => asksNoMore(other, way)));
  return [
    ...gone.map(
      ({ name }): ContractChange => ({
        ...{ item, kind: "security-narrowed", message: `${name} no longer suffices`, consumer: "breaking" },
        // It must refuse now what it let in.
        ...{ provider: "breaking", ...spans },
      }),
    ),
    ...come
      .filter((way) => way.parts.length > 0 || gone.length === 0)
      .filter((way) => !gone.some((other) => asksNoMore(other, way)))
      .map(
        ({ name }): ContractChange => ({
          ...{ item, kind: "security-widened", message: `${name} suffices now`, consumer: "safe" },
          ...{ provider: "breaking", ...spans },
        }),
      ),
  ];
}

/** Whether who can do the one can do the other, having all that it asks for. */
function asksNoMore(one: Way, other: Way): boolean {
  return one.parts.every((part) => other.parts.includes(part));
}

function waysOf({ contract, requirements }: PlacedSecurity): readonly Way[] {
  if (requirements.length === 0) return [{ name: "no sign-in", parts: [] }];
  return requirements.map((requirement) => {
    const parts = [...requirement].flatMap(([name, scopes]) => {
      const key = keyOf(contract, name);
      return [key, ...scopes.map((scope) => `${key} ${scope}`)];
    });
    const names = [...requirement].map(([name, scopes]) =>
      scopes.length === 0 ? `"${name}"` : `"${name}" with ${scopes.join(", ")}`,
    );
    return { name: names.length === 0 ? "no sign-in" : names.join(" and "), parts };
  });
}

/** What makes two schemes one, whatever each document calls it. */
function keyOf(contract: Contract, name: string): string {
  const scheme = contract.securitySchemes.get(name);
  if (scheme === undefined) return name;
  const { type, in: place, parameter, scheme: way, openIdConnectUrl } = scheme;
  return JSON.stringify([type, place, parameter?.toLowerCase(), way, openIdConnectUrl]);
}
