/** What a JSON text says, or undefined where it is none: for texts that another process or an earlier run wrote. */
export function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
