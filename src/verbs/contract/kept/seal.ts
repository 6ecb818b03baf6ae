import { digest } from "#base";

/** A first line with the digest of what follows: what was cut off or overwritten counts for nothing. */
export function seal(body: string): string {
  return `${digest(body)}\n${body}`;
}

/** What was sealed; undefined for anything else. */
export function unseal(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const body = text.slice(text.indexOf("\n") + 1);
  return text.startsWith(`${digest(body)}\n`) ? body : undefined;
}

/** The digest that a sealed text begins with. */
export function sealOf(text: string): string {
  return text.slice(0, text.indexOf("\n"));
}
