import type { JsonValue } from "#contract";
import { referenceSettings } from "#domain";
import { ruleSettings } from "./rule-setting.ts";
import { databases, stackNames } from "./stacks.ts";

/** A key with nothing but comments below it says nothing. */
const objectOrNothing = ["object", "null"] as const;

const operationSettings: JsonValue = {
  type: objectOrNothing,
  description: "Corrections to how one operation is understood. See `keelback explain OPERATION`.",
  additionalProperties: false,
  properties: {
    access: {
      description:
        "Who may call it: everybody; everybody, with more for those signed in; those signed in; the owner of the row.",
      enum: ["public", "optional", "required", "owner"],
    },
    order: {
      description: "The field that a list is sorted by, with a minus sign for the last or largest first.",
      type: "string",
      minLength: 1,
      maxLength: 200,
    },
    maximum: {
      description: "The most rows that one page of a list holds.",
      type: "integer",
      minimum: 1,
      maximum: 100_000,
    },
    counts: {
      description: "The field by whose values rows are counted, after its entity: `Parcel.state`.",
      type: "string",
      minLength: 3,
      maxLength: 400,
    },
    content: {
      description: "The field of the row that a QR code holds.",
      type: "string",
      minLength: 1,
      maxLength: 200,
    },
    empty: {
      description: "What a cell of the matrix shows that nobody has written.",
      type: "string",
      maxLength: 200,
    },
    outer: {
      description: "The coordinate of the matrix for each of whose values there is an outermost list.",
      type: "string",
      minLength: 1,
      maxLength: 200,
    },
    undecided: {
      description:
        "What stands beside the matrix and is decided by rules that the contract does not state: as before anything has happened, or left open.",
      enum: ["empty", "open"],
    },
    from: {
      description: "Values that a change of state starts from, separated by commas: `PENDING, PAID`.",
      type: "string",
      minLength: 1,
      maxLength: 2_000,
    },
    role: {
      description: "The roles that may call it, with commas between them; `anybody`: whoever is signed in.",
      type: "string",
      minLength: 1,
      maxLength: 200,
    },
    scopes: {
      description: "The scopes that whoever registers a client may give it, with spaces between them.",
      type: "string",
      minLength: 1,
      maxLength: 4_000,
    },
    behaviour: {
      description: "`custom` leaves the operation open, to be written by hand.",
      enum: ["custom"],
    },
  },
};

/** The form of `keelback.yaml`, for `ajv` here and for editors everywhere (`docs/keelback.schema.json`). */
const place = { type: "string", minLength: 1, maxLength: 4_096 } as const;

export const settingsSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "keelback.yaml",
  description:
    "Settings of keelback: which contract, what is written for it, and corrections to the understanding.",
  type: "object",
  additionalProperties: false,
  properties: {
    contract: {
      description: "The API contract, relative to this file.",
      ...place,
    },
    contracts: {
      description:
        "Folders and files in which the contracts of this repository lie, relative to this file; absent, `docs`. See `keelback contract`.",
      anyOf: [place, { type: "array", items: place, minItems: 1, maxItems: 100 }],
    },
    stack: { description: "What the back end is written with.", enum: stackNames },
    database: { description: "What it keeps its data in.", enum: databases },
    rules: {
      description:
        "Which rules `keelback check` asks, and how severe each is: by the id of a rule, by a family, or `all`.",
      type: objectOrNothing,
      additionalProperties: { enum: ruleSettings },
    },
    domain: {
      description: "Corrections to the understanding of the contract. See `keelback plan`.",
      type: objectOrNothing,
      additionalProperties: false,
      properties: {
        operations: {
          description: "By operationId, or by `METHOD /path` where there is none.",
          type: objectOrNothing,
          additionalProperties: operationSettings,
        },
        owners: {
          type: objectOrNothing,
          description:
            "Whose the rows of an entity are: `Booking: caller` for the account that makes them, or the user whose token does, `Booking: nobody` where all of these may see and change them.",
          additionalProperties: { enum: ["caller", "nobody"] },
        },
        unique: {
          type: objectOrNothing,
          description:
            "By which field a new row is found to be there already, where the contract has a conflict for that: `Crate: label`. `nothing`: any number of rows may be alike.",
          additionalProperties: { type: "string", minLength: 1, maxLength: 200 },
        },
        renamed: {
          type: objectOrNothing,
          description:
            "What has another name than when it was built: `Book.year: published` for a field, `Volume: Book` for an entity. Without it a removal with an addition is both.",
          additionalProperties: { type: "string", minLength: 1, maxLength: 200 },
        },
        existing: {
          type: objectOrNothing,
          description:
            "What rows that exist get in a field that every row must have from now on: `Book.year: 1900`.",
          additionalProperties: { type: ["string", "number", "boolean"] },
        },
        undescribed: {
          description:
            "What operations do whose answers the contract does not describe: answer the rows that they are about, or stay open.",
          enum: ["rows", "open"],
        },
        captcha: {
          description:
            "What becomes of signing in and joining that asks for a captcha or a verification code: left open, or `none`: it is taken and not checked.",
          enum: ["open", "none"],
        },
        otherSites: {
          description:
            "Whether requests that pages of other sites send with the session cookie are refused where they may change something. `allowed`: something in front of the server looks after that.",
          enum: ["refused", "allowed"],
        },
        references: {
          type: objectOrNothing,
          description:
            "What becomes of rows whose field names one that is deleted: `Loan.book_id: empty`. `refuse` keeps the other from being deleted; `none`: the field names no row.",
          additionalProperties: { enum: referenceSettings },
        },
      },
    },
  },
} satisfies JsonValue;

/** The published text of the schema. */
export function settingsSchemaText(): string {
  return `${JSON.stringify(settingsSchema, null, 2)}\n`;
}
