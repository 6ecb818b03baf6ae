import type { Contract, MediaType, Operation, ResponseHeader, SecurityScheme } from "#contract";
import { sharedNameOf, tellType } from "#contract";
import type { Row } from "../text/table.ts";
import { fieldRows, tellSchema } from "./schema-rows.ts";

/** What an operation asks for, takes and answers, one row each. */
export function operationRows(contract: Contract, operation: Operation): readonly Row[] {
  return [
    { cells: [{ text: "auth", style: "faint" }], body: { text: tellSecurity(contract, operation) } },
    ...parameterRows(operation),
    ...bodyRows(operation),
    ...answerRows(operation),
  ];
}

function tellSecurity({ securitySchemes }: Contract, { security, roles, accessUnknown }: Operation): string {
  const asked = security.map((alternative) =>
    [...alternative]
      .map(
        ([name, scopes]) =>
          `${tellScheme(name, securitySchemes.get(name))}${scopes.length === 0 ? "" : ` with ${scopes.join(" ")}`}`,
      )
      .join(" and "),
  );
  const known =
    asked.length === 0 ? "none: public" : asked.map((each) => (each === "" ? "none" : each)).join(", or ");
  const told =
    accessUnknown === undefined
      ? known
      : `unknown: "${accessUnknown}" is not understood; until it is, ${known} is taken`;
  return roles === undefined ? told : `${told}; roles ${roles.join(", ")}`;
}

function tellScheme(name: string, scheme: SecurityScheme | undefined): string {
  if (scheme === undefined) return name;
  const { type, in: place, parameter, scheme: how, bearerFormat } = scheme;
  const detail =
    type === "apiKey"
      ? `${place} ${parameter}`
      : type === "http"
        ? `${how}${bearerFormat === undefined ? "" : ` ${bearerFormat}`}`
        : type;
  return detail?.toLowerCase() === name.toLowerCase() ? name : `${name} (${detail})`;
}

function parameterRows({ parameters }: Operation): readonly Row[] {
  return parameters.map(({ name, in: place, required, schema, description }): Row => {
    const told =
      schema.kind === "ref" ? `${schema.name}${required ? ", required" : ""}` : tellSchema(schema, required);
    const words = description.split("\n", 1)[0] ?? "";
    return {
      cells: [{ text: place, style: "faint" }, { text: name }],
      body: { text: `${told}${words === "" ? "" : `: ${words}`}` },
    };
  });
}

function bodyRows({ requestBody }: Operation): readonly Row[] {
  return (requestBody?.content ?? []).flatMap((media) => [
    {
      cells: [{ text: "body", style: "faint" as const }, { text: media.type }],
      body: { text: `${tellMedia(media)}${requestBody?.required ? ", required" : ""}` },
    },
    ...mediaRows(media),
  ]);
}

function answerRows({ responses }: Operation): readonly Row[] {
  const toldHeaders = new Set<string>();
  return responses.flatMap(({ status, description, content, headers }): readonly Row[] => {
    const words = description.split("\n", 1)[0] ?? "";
    const [first, ...others] = content;
    return [
      {
        cells: [
          { text: "answer", style: "faint" },
          { text: first === undefined ? status : `${status} ${first.type}` },
        ],
        body: {
          text: [first === undefined ? "no body" : tellMedia(first), words]
            .filter((part) => part !== "")
            .join(": "),
        },
      },
      ...(first === undefined ? [] : mediaRows(first)),
      ...others.map(
        (media): Row => ({
          cells: [{ text: "" }, { text: `${status} ${media.type}` }],
          body: { text: tellMedia(media) },
        }),
      ),
      ...headers.map((header) => headerRow(header, toldHeaders)),
    ];
  });
}

/** The words of a header that many answers share are told with the first of them. */
function headerRow({ name, schema, description }: ResponseHeader, told: Set<string>): Row {
  const type = schema === undefined ? "" : tellType(schema);
  const key = `${name.toLowerCase()}: ${description}`;
  const words = told.has(key) ? "" : description;
  told.add(key);
  return {
    cells: [{ text: "" }, { text: `  header ${name}` }],
    body: { text: [type, words].filter((part) => part !== "").join(": ") },
  };
}

function tellMedia({ schema }: MediaType): string {
  if (schema === undefined) return "any";
  return sharedNameOf(schema) ?? tellType(schema);
}

/** Fields of a body that has no type of its own; those of a type stand under it. */
function mediaRows({ schema }: MediaType): readonly Row[] {
  if (schema === undefined || schema.kind === "ref" || sharedNameOf(schema) !== undefined) return [];
  return fieldRows(schema.items?.kind === "schema" ? schema.items : schema);
}
