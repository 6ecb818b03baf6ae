import { cleanLine } from "#base";
import type { SecurityRequirement } from "../contract.ts";

// A heading that names a method and a path would be an endpoint.
export function headingText(text: string): string {
  return cleanLine(text)
    .replaceAll(/[#|`*<>[\]\\]+|(?<!\S)\/+/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Labels with what they say, each on a line of its own; those that say nothing are left out. */
export function labels(said: readonly (readonly [string, string])[]): string {
  return said
    .filter(([, value]) => value !== "")
    .map(([label, value]) => `**${label}:** ${value.replaceAll(/\s+/g, " ")}`)
    .join("\n");
}

/** Ways to sign in: one of them must hold. */
export function printSecurity(security: readonly SecurityRequirement[]): string {
  const alternatives = security.map((alternative) =>
    alternative.size === 0
      ? "none"
      : [...alternative]
          .map(([name, scopes]) => (scopes.length === 0 ? name : `${name} (${scopes.join(", ")})`))
          .join(" and "),
  );
  return alternatives.length === 0 ? "none" : alternatives.join(" or ");
}
