/** `1,904` */
export function figure(value: number): string {
  return value.toLocaleString("en-US");
}

/** `1 operation`, `1,904 operations`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${figure(value)} ${value === 1 ? noun : plural}`;
}

/** Duration as people read it: `0.3 s`, `2 min 5 s`. */
export function seconds(durationMs: number): string {
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  const whole = Math.round(durationMs / 1000);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** At most so many of the words; the rest as a number. */
export function listed(words: readonly string[], most: number): string {
  const shown = words.slice(0, most).join(", ");
  return words.length <= most ? shown : `${shown}, and ${figure(words.length - most)} more`;
}
