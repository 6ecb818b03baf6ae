import type { ExternalFact } from "../external.ts";

const text = (format: string): ExternalFact => ({ type: "string", format });
const bounded = (
  type: "integer" | "number",
  constraints: Readonly<Record<string, string>>,
): ExternalFact => ({
  type,
  constraints,
});

const address: ExternalFact = { ...text("uri"), constraints: { min_length: "1" } };
const shortAddress: ExternalFact = { ...text("uri"), constraints: { min_length: "1", max_length: "2083" } };
const addresses: ExternalFact = { ...text("multi-host-uri"), constraints: { min_length: "1" } };

/** Types of Pydantic by their last names: https://docs.pydantic.dev/latest/api/types/, https://docs.pydantic.dev/latest/api/networks/ */
const own: Readonly<Record<string, ExternalFact>> = {
  EmailStr: text("email"),
  NameEmail: text("name-email"),
  AnyUrl: address,
  AnyHttpUrl: address,
  HttpUrl: shortAddress,
  FileUrl: address,
  FtpUrl: address,
  WebsocketUrl: shortAddress,
  AnyWebsocketUrl: address,
  PostgresDsn: addresses,
  RedisDsn: address,
  MongoDsn: addresses,
  AmqpDsn: address,
  KafkaDsn: address,
  NatsDsn: addresses,
  MySQLDsn: address,
  MariaDBDsn: address,
  CockroachDsn: address,
  ClickHouseDsn: address,
  SnowflakeDsn: address,
  IPvAnyAddress: text("ipvanyaddress"),
  IPvAnyInterface: text("ipvanyinterface"),
  IPvAnyNetwork: text("ipvanynetwork"),
  SecretStr: { ...text("password"), hidden: true },
  SecretBytes: { ...text("password"), hidden: true },
  FilePath: text("file-path"),
  DirectoryPath: text("directory-path"),
  NewPath: text("path"),
  SocketPath: text("path"),
  ImportString: { type: "string" },
  UUID1: text("uuid1"),
  UUID3: text("uuid3"),
  UUID4: text("uuid4"),
  UUID5: text("uuid5"),
  UUID6: text("uuid6"),
  UUID7: text("uuid7"),
  UUID8: text("uuid8"),
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
  StrictBytes: text("binary"),
  ByteSize: bounded("integer", { ge: "0" }),
  Base64Str: text("base64"),
  Base64Bytes: text("base64"),
  Base64UrlStr: text("base64url"),
  Base64UrlBytes: text("base64url"),
  PaymentCardNumber: { type: "string", constraints: { min_length: "12", max_length: "19" } },
  // Functions that make a type: https://docs.pydantic.dev/latest/api/types/
  constr: { type: "string" },
  conbytes: text("binary"),
  conint: { type: "integer" },
  confloat: { type: "number" },
  conlist: { type: "array" },
  conset: { type: "array", unique: true },
  confrozenset: { type: "array", unique: true },
  condate: text("date"),
};

const language: Readonly<Record<string, ExternalFact>> = {
  "ipaddress.IPv4Address": text("ipv4"),
  "ipaddress.IPv6Address": text("ipv6"),
  "ipaddress.IPv4Network": text("ipv4network"),
  "ipaddress.IPv6Network": text("ipv6network"),
  "ipaddress.IPv4Interface": text("ipv4interface"),
  "ipaddress.IPv6Interface": text("ipv6interface"),
  "re.Pattern": text("regex"),
  "typing.Pattern": text("regex"),
  "zoneinfo.ZoneInfo": text("zoneinfo"),
};

/** https://docs.pydantic.dev/latest/api/pydantic_extra_types_pendulum_dt/ and its neighbours, where one text or number is all they are. */
const extra: Readonly<Record<string, ExternalFact>> = {
  "pendulum_dt.DateTime": text("date-time"),
  "pendulum_dt.Date": text("date"),
  "pendulum_dt.Time": text("time"),
  "pendulum_dt.Duration": text("duration"),
};

/** What values of these classes look like in JSON, by the dotted names under which they are imported. */
export const externals: ReadonlyMap<string, ExternalFact> = new Map([
  ...Object.entries(own).flatMap(([name, fact]) =>
    ["pydantic", "pydantic.types", "pydantic.networks"].map((module) => [`${module}.${name}`, fact] as const),
  ),
  ...Object.entries(language),
  ...Object.entries(extra).map(([name, fact]) => [`pydantic_extra_types.${name}`, fact] as const),
]);
