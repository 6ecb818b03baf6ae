/**
 * A contract of any size with accounts, and with rows of many kinds that are listed, made, read, changed and deleted,
 * some below others; each kind with schemas of its own. The same count gives the same text.
 */
export function largeContract(operations: number): string {
  const kinds = Math.max(1, Math.ceil((operations - 3) / 5));
  const names = Array.from({ length: kinds }, (_, index) => nameOf(index));
  const paths = names.map((name, index) => pathsOf(name, index % 4 === 3 ? names[index - 1] : undefined));
  const schemas = names.map((name, index) => schemasOf(name, names[(index + 1) % kinds] ?? name));
  return [
    head,
    accounts,
    ...paths,
    "components:",
    security,
    "  schemas:",
    accountSchemas,
    ...schemas,
    "",
  ].join("\n");
}

const firsts =
  "amber brisk calm dusty early fresh grand hollow iron jolly keen light mild noble open plain".split(" ");
const seconds =
  "anchor basket candle drawer engine folder garden hammer island jacket kettle ladder mirror needle".split(
    " ",
  );

function nameOf(index: number): string {
  const round = Math.floor(index / (firsts.length * seconds.length));
  const words = [firsts[index % firsts.length], seconds[Math.floor(index / firsts.length) % seconds.length]];
  return `${words.join("_")}${round === 0 ? "" : `_${"abcdefgh"[round]}`}`;
}

function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const head = `openapi: 3.1.0
info: {title: Large, version: 1.0.0, description: Many kinds of rows.}
servers: [{url: https://large.test/v1}]
paths:`;

const accounts = `  /members:
    post:
      operationId: registerMember
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewMember'}}}}
      responses:
        '201': {description: made, content: {application/json: {schema: {$ref: '#/components/schemas/Member'}}}}
  /members/login:
    post:
      operationId: loginMember
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Login'}}}}
      responses:
        '200': {description: signed in, content: {application/json: {schema: {$ref: '#/components/schemas/Member'}}}}
  /member:
    get:
      operationId: readMember
      security: [{bearer: []}]
      responses:
        '200': {description: who asks, content: {application/json: {schema: {$ref: '#/components/schemas/Member'}}}}`;

const security = `  securitySchemes:
    bearer: {type: http, scheme: bearer, bearerFormat: JWT}`;

const accountSchemas = `    Member:
      type: object
      required: [email, name, token]
      properties: {email: {type: string, format: email}, name: {type: string}, token: {type: string}}
    NewMember:
      type: object
      required: [email, name, password]
      properties: {email: {type: string, format: email}, name: {type: string}, password: {type: string, format: password}}
    Login:
      type: object
      required: [email, password]
      properties: {email: {type: string, format: email}, password: {type: string, format: password}}
    Problem:
      type: object
      required: [message]
      properties: {message: {type: string}}`;

function pathsOf(name: string, parent: string | undefined): string {
  const title = pascal(name);
  const row = `{description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/${title}'}}}}`;
  const bad = `{description: refused, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}`;
  const body = `{required: true, content: {application/json: {schema: {$ref: '#/components/schemas/New${title}'}}}}`;
  const above = parent === undefined ? "" : `/${parent}s/{${parent}_id}`;
  const key = (which: string): string =>
    `        - {name: ${which}_id, in: path, required: true, schema: {type: integer}}`;
  const keys = parent === undefined ? [] : [key(parent)];
  const parameters = (lines: readonly string[]): string =>
    lines.length === 0 ? "" : `      parameters:\n${lines.join("\n")}\n`;
  return `  ${above}/${name}s:
    get:
      operationId: list${title}s
      summary: Lists what there is, newest first.
${parameters([
  ...keys,
  "        - {name: state, in: query, schema: {type: string, enum: [new, used, broken]}}",
  "        - {name: offset, in: query, schema: {type: integer, minimum: 0, default: 0}}",
  "        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100, default: 20}}",
])}      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/${title}Page'}}}}
        '422': ${bad}
    post:
      operationId: create${title}
      security: [{bearer: []}]
${parameters(keys)}      requestBody: ${body}
      responses:
        '201': ${row}
        '422': ${bad}
  ${above}/${name}s/{${name}_id}:
    get:
      operationId: read${title}
${parameters([...keys, key(name)])}      responses: {'200': ${row}, '404': ${bad}}
    put:
      operationId: update${title}
      security: [{bearer: []}]
${parameters([...keys, key(name)])}      requestBody: ${body}
      responses: {'200': ${row}, '404': ${bad}, '422': ${bad}}
    delete:
      operationId: delete${title}
      security: [{bearer: []}]
${parameters([...keys, key(name)])}      responses: {'204': {description: gone}, '404': ${bad}}`;
}

function schemasOf(name: string, next: string): string {
  const title = pascal(name);
  const fields = `        title: {type: string, maxLength: 100, description: What it is called.}
        state: {type: string, enum: [new, used, broken], default: new}
        weight: {type: number, minimum: 0}
        amount: {type: integer, minimum: 1, maximum: 1000}
        labels: {type: array, items: {type: string, maxLength: 30}}
        measured_at: {type: string, format: date-time}`;
  return `    New${title}:
      type: object
      required: [title, amount]
      properties:
${fields}
    ${title}:
      type: object
      description: One of the ${name.replace("_", " ")}s, kept beside a ${next.replace("_", " ")}.
      required: [${name}_id, title, state, amount, labels, created_at]
      properties:
        ${name}_id: {type: integer, readOnly: true}
${fields}
        created_at: {type: string, format: date-time, readOnly: true}
    ${title}Page:
      type: object
      required: [items, total]
      properties:
        items: {type: array, items: {$ref: '#/components/schemas/${title}'}}
        total: {type: integer}`;
}
