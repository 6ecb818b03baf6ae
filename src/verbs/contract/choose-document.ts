import { type Finding, nearestName } from "#base";
import type { Fragment, RegistryDocument } from "#contract";

/** The document that something is to be added to: as told, the only one of its kind, or that of the same service. */
export function chooseDocument(
  documents: readonly RegistryDocument[],
  { format, title }: { readonly format?: Fragment["format"] | undefined; readonly title: string },
  named: string | undefined,
): RegistryDocument | Finding {
  if (named !== undefined) {
    const found = documents.find(({ file }) => file === named);
    if (found === undefined) return unknown(named, documents);
    if (found.format === "record") return found;
    if (found.format === "openapi" || found.format === "asyncapi")
      return format === undefined || format === found.format ? found : otherKind(found, format);
    return otherKind(found, format);
  }
  const fitting = documents.filter((each) =>
    format === undefined ? each.format === "openapi" || each.format === "asyncapi" : each.format === format,
  );
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return first;
  const records = documents.filter((each) => each.format === "record");
  const [record, other] = records;
  if (first === undefined && record !== undefined && other === undefined) return record;
  const same = fitting.filter((each) => title !== "" && each.title.toLowerCase() === title.toLowerCase());
  const [only] = same;
  return only !== undefined && same.length === 1 ? only : unclear(same.length > 0 ? same : fitting, format);
}

function unknown(named: string, documents: readonly RegistryDocument[]): Finding {
  const nearest = nearestName(
    named,
    documents.map(({ file }) => file),
  );
  const files = documents.slice(0, 5).map(({ file }) => file);
  return {
    rule: "contract/not-found",
    severity: "error",
    message: `${named} is no document of the registry`,
    mend: nearest === undefined ? `name one of these: ${files.join(", ")}` : `did you mean ${nearest}?`,
  };
}

function otherKind({ file, format, label }: RegistryDocument, wanted: string | undefined): Finding {
  return {
    rule: "contract/other-format",
    severity: "error",
    message: `${file} is ${label || format}, which has no place for ${wanted === "asyncapi" ? "events" : "operations"}`,
    span: { file, line: 1, column: 1, offset: 0, end: 0 },
    mend: "name another document with --document",
  };
}

function unclear(fitting: readonly RegistryDocument[], format: string | undefined): Finding {
  const kind = format === undefined ? "OpenAPI or AsyncAPI" : format === "openapi" ? "OpenAPI" : "AsyncAPI";
  const files = fitting.slice(0, 5).map(({ file }) => file);
  return {
    rule: "contract/unclear-document",
    severity: "error",
    message:
      fitting.length === 0
        ? `no document here is ${kind}: there is none that it could be added to`
        : `${fitting.length} documents could be meant: ${files.join(", ")}${fitting.length > 5 ? ", …" : ""}`,
    mend: fitting.length === 0 ? "begin one first" : "say which one with --document FILE",
  };
}
