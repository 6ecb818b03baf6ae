import type { Bounds } from "#domain";
import { imported, importedModule, name, type Py, py, str } from "#python";

/** A form that texts can have: the alias it gets in `app/schemas.py`, and how it is checked there. */
interface TextFormat {
  readonly alias: string;
  /** As messages call it: `a mail address`. */
  readonly called: string;
  /** Of the whole text, as Python reads it, in ASCII. */
  readonly pattern: Py;
  /** The format as it is published. */
  readonly published: string;
}

const label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

const email: TextFormat = {
  alias: "EmailText",
  called: "a mail address",
  pattern: str("[^@\\s.]+(?:\\.[^@\\s.]+)*@[^@\\s]+"),
  published: "email",
};
const uri: TextFormat = {
  alias: "UriText",
  called: "a URI",
  pattern: str("[A-Za-z][A-Za-z0-9+.-]*:\\S*"),
  published: "uri",
};
const uriReference: TextFormat = {
  alias: "UriReferenceText",
  called: "a URI or a part of one",
  pattern: str("\\S*"),
  published: "uri-reference",
};

/** Formats that are checked; of others nothing is promised, and nothing is said. */
const formats: ReadonlyMap<string, TextFormat> = new Map<string, TextFormat>([
  ["email", email],
  ["idn-email", { ...email, alias: "IdnEmailText", published: "idn-email" }],
  ["uri", uri],
  ["url", { ...uri, alias: "UrlText", published: "url" }],
  ["iri", { ...uri, alias: "IriText", published: "iri" }],
  ["uri-reference", uriReference],
  ["iri-reference", { ...uriReference, alias: "IriReferenceText", published: "iri-reference" }],
  [
    "hostname",
    {
      alias: "HostnameText",
      called: "a host name",
      pattern: str(`(?=.{1,253}\\Z)${label}(?:\\.${label})*`),
      published: "hostname",
    },
  ],
  [
    "ipv4",
    {
      alias: "IPv4Text",
      called: "an IPv4 address",
      pattern: str(
        "(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)",
      ),
      published: "ipv4",
    },
  ],
  [
    "time",
    {
      alias: "TimeText",
      called: "a time of day, as in 09:30:00Z",
      pattern: str(
        "(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)?",
      ),
      published: "time",
    },
  ],
  [
    "duration",
    {
      alias: "DurationText",
      called: "a duration, as in P1DT12H",
      pattern: str(
        "P(?:\\d+W|(?=\\d|T\\d)(?:\\d+Y)?(?:\\d+M)?(?:\\d+D)?(?:T(?=\\d)(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?)?)",
      ),
      published: "duration",
    },
  ],
  [
    "byte",
    {
      alias: "Base64Text",
      called: "Base64",
      pattern: str("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"),
      published: "byte",
    },
  ],
]);

/** The alias for texts of a format; IPv6 addresses have too many spellings for a pattern. */
export function textAlias({ format }: Bounds): string | undefined {
  return format === "ipv6" ? "IPv6Text" : format === undefined ? undefined : formats.get(format)?.alias;
}

/** What each alias of a format rests on. */
export const textNeeds: Readonly<Record<string, readonly string[]>> = Object.fromEntries([
  ...[...formats.values()].map(({ alias }) => [alias, ["Text", "refuse_unlike", "published"]] as const),
  ["IPv6Text", ["Text", "refuse_other_than_ipv6", "published"]],
]);

/** `refuse_unlike`, and the like for IPv6 addresses. */
export function textFunctions(needed: ReadonlySet<string>): readonly Py[] {
  const error = imported("pydantic_core", "PydanticCustomError");
  const callable = imported("collections.abc", "Callable");
  const unlike = py`
    def refuse_unlike(pattern: str, called: str) -> ${callable}[[str], str]:
        form = ${importedModule("re")}.compile(pattern, ${importedModule("re")}.ASCII)

        def refuse(value: str) -> str:
            if not form.fullmatch(value):
                raise ${error}("format", "must be {called}", {"called": called})
            return value

        return refuse`;
  const ipv6 = py`
    def refuse_other_than_ipv6(value: str) -> str:
        try:
            ${imported("ipaddress", "IPv6Address")}(value)
        except ValueError as error:
            raise ${error}("format", "must be an IPv6 address") from error
        return value`;
  return [
    ...(needed.has("refuse_unlike") ? [unlike] : []),
    ...(needed.has("refuse_other_than_ipv6") ? [ipv6] : []),
  ];
}

/** `EmailText = Annotated[Text, …]`, for those that are used. */
export function textAliases(needed: ReadonlySet<string>): readonly Py[] {
  const used = [...formats.values()].filter(({ alias }) => needed.has(alias));
  const check = imported("pydantic", "AfterValidator");
  return [
    ...used.map(({ alias, called, pattern, published }) =>
      textAliasLine(alias, py`${check}(refuse_unlike(${pattern}, ${str(called)}))`, published),
    ),
    ...(needed.has("IPv6Text")
      ? [textAliasLine("IPv6Text", py`${check}(refuse_other_than_ipv6)`, "ipv6")]
      : []),
  ];
}

function textAliasLine(alias: string, check: Py, published: string): Py {
  return py`
    ${name(alias)} = ${imported("typing", "Annotated")}[
        Text, ${check}, published(format=${str(published)})
    ]`;
}
