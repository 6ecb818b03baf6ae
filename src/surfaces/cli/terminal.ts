import type { Look } from "#report";

/** Where the command line prints: results to `out`; progress and refusals to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** How results look. */
  readonly look: Look;
  /** How progress and refusals look. */
  readonly errLook: Look;
  /** Whether a line of progress can be written over. */
  readonly live: boolean;
}

/** What is asked of an output stream. */
export interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const narrowest = 40;
const widest = 160;
const usual = 100;

/** Colour and lines that move only on a terminal, and not where `NO_COLOR` or `CI` are set. */
export function detectTerminal(
  streams: { readonly out: OutputStream; readonly err: OutputStream },
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const look = (stream: OutputStream): Look => ({
    colour: stream.isTTY === true && allowsColour(environment),
    width: widthOf(stream, environment),
  });
  return {
    out: (text) => void streams.out.write(text),
    err: (text) => void streams.err.write(text),
    look: look(streams.out),
    errLook: look(streams.err),
    live: streams.err.isTTY === true && !isSet(environment["CI"]) && environment["TERM"] !== "dumb",
  };
}

function allowsColour(environment: Readonly<Record<string, string | undefined>>): boolean {
  return !isSet(environment["NO_COLOR"]) && !isSet(environment["CI"]) && environment["TERM"] !== "dumb";
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "false" && value !== "0";
}

function widthOf(stream: OutputStream, environment: Readonly<Record<string, string | undefined>>): number {
  const told = Number(environment["COLUMNS"]);
  const wide =
    (stream.isTTY ? stream.columns : undefined) ?? (Number.isInteger(told) && told > 0 ? told : usual);
  return Math.max(narrowest, Math.min(widest, wide));
}
