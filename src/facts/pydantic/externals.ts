import type { ExternalFact } from "../external.ts";

const text = (format: string): ExternalFact => ({ type: "string", format });
const bounded = (
  type: "integer" | "number",
  constraints: Readonly<Record<string, string>>,
): ExternalFact => ({
  type,
  constraints,
});

/** Types of Pydantic by their last names: https://docs.pydantic.dev/latest/api/types/, https://docs.pydantic.dev/latest/api/networks/ */
const own: Readonly<Record<string, ExternalFact>> = {
  EmailStr: text("email"),
  NameEmail: text("name-email"),
  AnyUrl: text("uri"),
  AnyHttpUrl: text("uri"),
  HttpUrl: { ...text("uri"), constraints: { min_length: "1", max_length: "2083" } },
  FileUrl: text("uri"),
  FtpUrl: text("uri"),
  WebsocketUrl: text("uri"),
  AnyWebsocketUrl: text("uri"),
  PostgresDsn: text("uri"),
  RedisDsn: text("uri"),
  MongoDsn: text("uri"),
  AmqpDsn: text("uri"),
  MySQLDsn: text("uri"),
  IPvAnyAddress: text("ipvanyaddress"),
  IPvAnyInterface: text("ipvanyinterface"),
  IPvAnyNetwork: text("ipvanynetwork"),
  SecretStr: { ...text("password"), hidden: true },
  SecretBytes: { ...text("password"), hidden: true },
  FilePath: text("file-path"),
  DirectoryPath: text("directory-path"),
  NewPath: text("path"),
  UUID1: text("uuid1"),
  UUID3: text("uuid3"),
  UUID4: text("uuid4"),
  UUID5: text("uuid5"),
  PastDate: text("date"),
  FutureDate: text("date"),
  PastDatetime: text("date-time"),
  FutureDatetime: text("date-time"),
  AwareDatetime: text("date-time"),
  NaiveDatetime: text("date-time"),
  PositiveInt: bounded("integer", { gt: "0" }),
  NonNegativeInt: bounded("integer", { ge: "0" }),
  NegativeInt: bounded("integer", { lt: "0" }),
  NonPositiveInt: bounded("integer", { le: "0" }),
  PositiveFloat: bounded("number", { gt: "0" }),
  NonNegativeFloat: bounded("number", { ge: "0" }),
  NegativeFloat: bounded("number", { lt: "0" }),
  NonPositiveFloat: bounded("number", { le: "0" }),
  FiniteFloat: { type: "number" },
  StrictStr: { type: "string" },
  StrictInt: { type: "integer" },
  StrictFloat: { type: "number" },
  StrictBool: { type: "boolean" },
  ByteSize: bounded("integer", { ge: "0" }),
  Base64Str: text("base64"),
  Base64Bytes: text("base64"),
};

const language: Readonly<Record<string, ExternalFact>> = {
  "ipaddress.IPv4Address": text("ipv4"),
  "ipaddress.IPv6Address": text("ipv6"),
  "ipaddress.IPv4Network": text("ipv4network"),
  "ipaddress.IPv6Network": text("ipv6network"),
  "ipaddress.IPv4Interface": text("ipv4interface"),
  "ipaddress.IPv6Interface": text("ipv6interface"),
};

/** What values of these classes look like in JSON, by the dotted names under which they are imported. */
export const externals: ReadonlyMap<string, ExternalFact> = new Map([
  ...Object.entries(own).flatMap(([name, fact]) =>
    ["pydantic", "pydantic.types", "pydantic.networks"].map((module) => [`${module}.${name}`, fact] as const),
  ),
  ...Object.entries(language),
]);
