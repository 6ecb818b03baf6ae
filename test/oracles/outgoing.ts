import type { Credentials } from "./credentials.ts";
import type { RequestStep, Script } from "./grammar.ts";
import type { Json, JsonObject } from "./json.ts";
import { encodePayload } from "./payload.ts";
import { cut, type Outgoing } from "./request.ts";
import { fill, fillText, type Variables, viewOf } from "./variables.ts";

export type Surroundings = {
  readonly script: Script;
  readonly baseUrl: string;
  readonly credentials: Credentials;
};

/** A request, and how a failure tells it: without headers and without what a credential adds. */
export type Prepared = { readonly outgoing: Outgoing; readonly label: string };

export function prepare(step: RequestStep, variables: Variables, surroundings: Surroundings): Prepared {
  const { baseUrl, credentials } = surroundings;
  const url = new URL(baseUrl + fillText(step.target, variables, encodeURIComponent));
  for (const [name, value] of Object.entries(step.query)) {
    for (const one of [fill(value, variables)].flat()) url.searchParams.append(name, String(one));
  }
  const encoded = step.payload === undefined ? undefined : encodePayload(step.payload, variables);
  const told = [
    `${step.method} ${url.href.slice(baseUrl.length)}`,
    ...(step.as === undefined ? [] : [`as ${step.as}`]),
    ...(encoded === undefined ? [] : [cut(encoded.shown)]),
  ];
  const credential = credentialOf(step, credentials);
  for (const [name, value] of Object.entries(credential?.query ?? {})) url.searchParams.append(name, value);
  const headers = {
    accept: "application/json",
    ...(encoded?.type === undefined ? {} : { "content-type": encoded.type }),
    ...identityOf(step, variables, surroundings),
    ...basicOf(step.basic, variables),
    ...headersOf(step.headers, variables),
  };
  return {
    outgoing: { method: step.method, url: url.href, headers, body: encoded?.body },
    label: told.join(" "),
  };
}

function credentialOf({ as }: RequestStep, credentials: Credentials): Credentials[string] | undefined {
  return as !== undefined && Object.hasOwn(credentials, as) ? credentials[as] : undefined;
}

function identityOf(
  step: RequestStep,
  variables: Variables,
  { script, credentials }: Surroundings,
): Record<string, string> {
  if (step.as === undefined) return {};
  const credential = credentialOf(step, credentials);
  if (credential === undefined) return headersOf(script.actor?.headers ?? {}, viewOf(step.as, variables));
  return lowerCase(Object.entries(credential.headers));
}

function basicOf(basic: JsonObject | undefined, variables: Variables): Record<string, string> {
  if (basic === undefined) return {};
  const pair = fillText(`${basic["user"]}:${basic["password"]}`, variables);
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

function headersOf(headers: Readonly<Record<string, Json>>, variables: Variables): Record<string, string> {
  return lowerCase(
    Object.entries(headers).map(([name, value]) => [name, fillText(String(value), variables)] as const),
  );
}

function lowerCase(headers: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}
