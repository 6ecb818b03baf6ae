import type { ListBehaviour, OperationMeaning } from "#domain";
import { understandText } from "../check.ts";

export interface BookList {
  /** Query parameters, as flow maps of YAML. */
  readonly parameters?: readonly string[];
  /** The schema of the answer, as a flow map; `rows` stands for the array of books. */
  readonly answer?: string;
  /** Headers of the answer, as a flow map. */
  readonly headers?: string;
  /** Words of the operation. */
  readonly description?: string;
  /** An example of the answer, as a flow map. */
  readonly example?: string;
  /** More properties of a book, as entries of a flow map. */
  readonly properties?: string;
  /** More properties of a book that no body sets. */
  readonly answered?: string;
  /** More paths and schemas. */
  readonly paths?: string;
  readonly schemas?: string;
}

const rows = '{ type: array, items: { $ref: "#/components/schemas/Book" } }';

/** A contract that makes books and lists them. */
export function booksText(list: BookList = {}): string {
  const { parameters = [], answer = "rows", headers, description, example, properties } = list;
  const schema = answer.replace(/\brows\b/, rows);
  return `openapi: 3.1.0
info: { title: Library, version: "1" }
paths:
  /books:
    get:
      operationId: listBooks
      description: ${JSON.stringify(description ?? "")}
      parameters: [${parameters.join(", ")}]
      responses:
        "200":
          description: Books
          ${headers === undefined ? "" : `headers: ${headers}`}
          content: { application/json: { schema: ${schema}${example === undefined ? "" : `, example: ${example}`} } }
    post:
      operationId: addBook
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewBook" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } } }
${list.paths ?? ""}
components:
  schemas:
    NewBook: { type: object, required: [title], properties: { title: { type: string }, pages: { type: integer }${properties === undefined ? "" : `, ${properties}`} } }
    Book: { type: object, required: [id, title, pages], properties: { id: { type: integer }, title: { type: string }, pages: { type: integer }${properties === undefined ? "" : `, ${properties}`}${list.answered === undefined ? "" : `, ${list.answered}`} } }
${list.schemas ?? ""}`;
}

/** How the list of books is understood. */
export function readBooks(list: BookList): OperationMeaning {
  const [operation] = understandText(booksText(list)).operations;
  if (!operation) throw new Error("no operation");
  return operation;
}

/** The list of books, or why it is left open. */
export function bookList(list: BookList): ListBehaviour | string {
  const { behaviour } = readBooks(list);
  return behaviour.kind === "list"
    ? behaviour
    : behaviour.kind === "custom"
      ? behaviour.reason
      : behaviour.kind;
}
