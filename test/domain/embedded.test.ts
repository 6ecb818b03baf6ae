import assert from "node:assert/strict";
import { test } from "node:test";
import type { Domain } from "#domain";
import { summarise, understandText } from "./check.ts";

interface Given {
  /** What is sent of a loan beside its reader: `, bookId: { type: integer }`. */
  readonly sent?: string;
  readonly required?: string;
  /** What is shown of it. */
  readonly shown: string;
  readonly promised?: string;
  /** What a book shows beside its title. */
  readonly book?: string;
}

/** Loans, which show the books that they name. */
function loans({ sent = "", required = "reader", shown, promised = "id, reader", book = "" }: Given): Domain {
  return understandText(`openapi: 3.1.0
info: { title: Loans, version: "1" }
paths:
  /books:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [title], properties: { title: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Book" } } } } }
  /loans:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [${required}], properties: { reader: { type: string }${sent} } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Loan" } } } } }
components:
  schemas:
    Book: { type: object, required: [id, title], properties: { id: { type: integer }, title: { type: string }${book} } }
    Loan: { type: object, required: [${promised}], properties: { id: { type: integer }, reader: { type: string }, ${shown} } }
`);
}

/** `book by bookId never` for each row that is shown inside another. */
function embedded({ entities }: Domain): readonly string[] {
  return entities.flatMap(({ fields }) =>
    fields.flatMap(({ name, meaning, missing }) =>
      meaning.kind === "reference" ? [`${name} by ${meaning.by ?? "nothing"} ${missing}`] : [],
    ),
  );
}

function reasons({ operations }: Domain): readonly string[] {
  return operations.flatMap(({ behaviour }) => (behaviour.kind === "custom" ? [behaviour.reason] : []));
}

const book = 'book: { $ref: "#/components/schemas/Book" }';
const bookId = ", bookId: { type: integer }";

test("a row that answers show is the one that a given field names by its key", () => {
  const domain = loans({
    sent: bookId,
    required: "reader, bookId",
    shown: book,
    promised: "id, reader, book",
  });
  assert.deepEqual(embedded(domain), ["book by bookId never"]);
  assert.deepEqual(summarise(domain), ["POST /books create public", "POST /loans create public"]);
});

test("of several such fields it is the one that is called like it", () => {
  const domain = loans({
    sent: `${bookId}, nextBookId: { type: [integer, "null"] }`,
    required: "reader, bookId",
    shown: `${book}, nextBook: { oneOf: [{ $ref: "#/components/schemas/Book" }, { type: "null" }] }`,
  });
  assert.deepEqual(embedded(domain), ["book by bookId never", "nextBook by nextBookId null"]);
});

test("one that may name none is shown as null, or not at all", () => {
  const shownAs = (shown: string): readonly string[] => embedded(loans({ sent: bookId, shown }));
  assert.deepEqual(shownAs(book), ["book by bookId absent"]);
  assert.deepEqual(shownAs('book: { anyOf: [{ $ref: "#/components/schemas/Book" }, { type: "null" }] }'), [
    "book by bookId null",
  ]);
});

test("what is promised and may name none is left open", () => {
  const domain = loans({ sent: bookId, shown: book, promised: "id, reader, book" });
  assert.deepEqual(reasons(domain), ["answers promise the book of a Loan, and it may have none (Loan)"]);
});

test("what nothing names is left open, and so is what shows itself again", () => {
  assert.deepEqual(reasons(loans({ shown: book })), ["nothing says which Book the book of a Loan is (Loan)"]);
  const circle = loans({ sent: bookId, shown: book, book: ', loan: { $ref: "#/components/schemas/Loan" }' });
  assert.deepEqual(reasons(circle), [
    "nothing says where loan ends, which shows a Loan that shows it again (Book)",
    "nothing says where book ends, which shows a Book that shows it again (Loan)",
  ]);
});

test("a list of keys that nothing looks up leaves open what takes it", () => {
  const domain = loans({
    sent: ", book_ids: { type: array, items: { type: string } }",
    shown: "book_ids: { type: array, items: { type: string } }",
  });
  assert.deepEqual(reasons(domain), ["the Book rows that book_ids names are not looked up"]);
});
