/** The last part of a dotted name of FastAPI or of Starlette, on which it is built; undefined for others. */
export function frameworkName(path: string | undefined): string | undefined {
  return path === undefined ? undefined : /^(?:fastapi|starlette)\.(?:\w+\.)*(\w+)$/.exec(path)?.[1];
}

/** What is handed in by its type, and is no parameter: https://fastapi.tiangolo.com/reference/request/ */
export const handedIn: ReadonlySet<string> = new Set([
  "Request",
  "WebSocket",
  "HTTPConnection",
  "Response",
  "BackgroundTasks",
  "SecurityScopes",
]);

/** Classes of answers that the framework sends as they are: https://fastapi.tiangolo.com/advanced/custom-response/ */
export function isResponse(path: string): boolean {
  return (
    /Response$/.test(frameworkName(path) ?? "") ||
    path === "sse_starlette.sse.EventSourceResponse" ||
    path === "sse_starlette.EventSourceResponse"
  );
}

/** Where a value comes from, by what marks it: https://fastapi.tiangolo.com/reference/parameters/ */
export const markers: ReadonlyMap<string, Marker> = new Map<string, Marker>([
  ["Path", "path"],
  ["Query", "query"],
  ["Header", "header"],
  ["Cookie", "cookie"],
  ["Body", "body"],
  ["Form", "form"],
  ["File", "file"],
]);

export type Marker = "path" | "query" | "header" | "cookie" | "body" | "form" | "file";

/** https://fastapi.tiangolo.com/reference/security/ */
export const securitySchemes: ReadonlyMap<string, "oauth2" | "http" | "apiKey" | "openIdConnect"> = new Map([
  ["OAuth2", "oauth2"],
  ["OAuth2PasswordBearer", "oauth2"],
  ["OAuth2AuthorizationCodeBearer", "oauth2"],
  ["HTTPBase", "http"],
  ["HTTPBasic", "http"],
  ["HTTPBearer", "http"],
  ["HTTPDigest", "http"],
  ["APIKeyHeader", "apiKey"],
  ["APIKeyQuery", "apiKey"],
  ["APIKeyCookie", "apiKey"],
  ["OpenIdConnect", "openIdConnect"],
] as const);

/** What `OAuth2PasswordRequestForm` takes: https://fastapi.tiangolo.com/reference/security/#fastapi.security.OAuth2PasswordRequestForm */
export const passwordForm: readonly (readonly [
  name: string,
  required: boolean,
  nullable: boolean,
  secret?: boolean,
])[] = [
  ["grant_type", false, true],
  ["username", true, false],
  ["password", true, false, true],
  ["scope", false, false],
  ["client_id", false, true],
  ["client_secret", false, true, true],
];

/** Calls and decorators that set up an application: https://www.starlette.io/applications/ */
export const setupNames: ReadonlySet<string> = new Set([
  "add_middleware",
  "middleware",
  "add_event_handler",
  "on_event",
  "add_exception_handler",
  "exception_handler",
]);
