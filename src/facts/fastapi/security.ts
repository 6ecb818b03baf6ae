import type { Expression } from "#python";
import type { Reading } from "../front-end.ts";
import { argumentOf, keyword } from "../literals.ts";
import type { SecurityDetails, SecurityFact } from "../operation.ts";
import { spanOf } from "../places.ts";
import type { PlainValue } from "../plain-value.ts";
import { readPlainValue } from "../read-plain-value.ts";
import type { Instance } from "../values.ts";

/** What the call that makes a scheme says of it: https://fastapi.tiangolo.com/reference/security/ */
export function readSecurityDetails(
  reading: Reading,
  name: string | undefined,
  kind: SecurityFact["kind"],
  { call, frame }: Instance,
): SecurityDetails {
  const place = { module: frame.module, scopes: frame.called === undefined ? [] : [frame.called.scope] };
  const text = (argument: string, at?: number): string | undefined => {
    const given = at === undefined ? keyword(call, argument) : argumentOf(call, argument, at);
    const value = reading.evaluator.evaluate(frame, given);
    if (value?.kind === "text") return value.text;
    const plain = readPlainValue(reading, place, given);
    return typeof plain === "string" ? plain : undefined;
  };
  const scopes = readPlainValue(reading, place, keyword(call, "scopes"));
  return {
    span: spanOf(frame.module, call),
    ...present("description", text("description")),
    ...(kind === "apiKey" ? { in: placeOf(name), ...present("parameter", text("name")) } : {}),
    ...(kind === "http" ? readHttp(name, text) : {}),
    ...(kind === "oauth2" ? readFlow(name, text) : {}),
    ...(isTexts(scopes) ? { scopes } : {}),
    ...(isFalse(keyword(call, "auto_error")) ? { optional: true as const } : {}),
    ...present("openIdConnectUrl", kind === "openIdConnect" ? text("openIdConnectUrl") : undefined),
  };
}

type TextOf = (argument: string, at?: number) => string | undefined;

function present<K extends string>(key: K, value: string | undefined): { readonly [key in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: string });
}

function placeOf(name: string | undefined): "header" | "query" | "cookie" {
  return name === "APIKeyQuery" ? "query" : name === "APIKeyCookie" ? "cookie" : "header";
}

function readHttp(name: string | undefined, text: TextOf): Partial<SecurityDetails> {
  const own = { HTTPBasic: "basic", HTTPBearer: "bearer", HTTPDigest: "digest" }[name ?? ""];
  return {
    ...present("scheme", own ?? text("scheme")?.toLowerCase()),
    ...present("bearerFormat", text("bearerFormat")),
  };
}

function readFlow(name: string | undefined, text: TextOf): Partial<SecurityDetails> {
  const flow = { OAuth2PasswordBearer: "password", OAuth2AuthorizationCodeBearer: "authorizationCode" }[
    name ?? ""
  ];
  if (flow === undefined) return {};
  return {
    flow,
    ...present("tokenUrl", flow === "password" ? text("tokenUrl", 0) : text("tokenUrl", 1)),
    ...present("authorizationUrl", flow === "password" ? undefined : text("authorizationUrl", 0)),
    ...present("refreshUrl", text("refreshUrl")),
  };
}

function isTexts(value: PlainValue | undefined): value is { readonly [key: string]: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === "string")
  );
}

function isFalse(given: Expression | undefined): boolean {
  return given?.kind === "constant" && given.value === "False";
}
