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
export const passwordForm: readonly PasswordField[] = [
  { name: "grant_type", required: false, nullable: true, pattern: "^password$" },
  { name: "username", required: true, nullable: false },
  { name: "password", required: true, nullable: false, secret: true },
  { name: "scope", required: false, nullable: false, value: "" },
  { name: "client_id", required: false, nullable: true },
  { name: "client_secret", required: false, nullable: true, secret: true },
];

interface PasswordField {
  readonly name: string;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly secret?: true;
  readonly pattern?: string;
  readonly value?: string;
}

/** Calls and decorators that set up an application: https://www.starlette.io/applications/ */
export const setupNames: ReadonlySet<string> = new Set([
  "add_middleware",
  "middleware",
  "add_event_handler",
  "on_event",
  "add_exception_handler",
  "exception_handler",
]);
