import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { type ContractChangeName, changeNames, contractAfter } from "../verbs/changes-of-contracts.ts";
import { buildThroughChanges } from "./changing.ts";
import { changesOf, documentOf, notes, options, ownMethod, ownReport } from "./changing-examples.ts";

test("eleven changes of the Cafe after hand edits: nothing of them is lost, all else comes in, and the suite passes", async () => {
  const security = [{ OAuth2: ["orders:read"] }];
  const item = { "application/json": { schema: { $ref: "#/components/schemas/MenuItem" } } };
  const getMenuItem = {
    operationId: "getMenuItem",
    tags: ["Products"],
    responses: {
      200: { description: "As it is.", content: item },
      404: { $ref: "#/components/responses/NotFound" },
    },
  };
  const read = await buildThroughChanges({
    // The contract of the built project is the one that stands in one file.
    ...changesOf("cafe-fastapi/docs/openapi.yaml", {
      schemas: [{ name: "Order", demands: true }],
      text: "customerName",
      list: "/orders",
      security,
      newOperation: { path: "/menu/{menuItemId}", method: "get", operation: getMenuItem },
    }),
    options,
    settings: { renamedField: "domain:\n  renamed:\n    Order.shelter: refuge\n" },
    edits: [
      {
        path: "app/orders/models.py",
        from: '    object_: ClassVar[Literal["order"]] = "order"\n',
        to: `    object_: ClassVar[Literal["order"]] = "order"\n\n${ownMethod("customer_name")}`,
      },
      {
        path: "app/orders/service.py",
        from: "    now = clock.now()\n",
        to: "    now = clock.now()  # when the kitchen said so\n",
      },
      notes,
    ],
    own: ownReport("orders", "Order", "customer_name"),
  });
  assert.ok(read("app/orders/models.py").includes("refuge: Mapped[str]"));
  assert.ok(read("app/keepers/service.py").includes("async def add_keeper("));
  assert.ok(read("app/menu_items/service.py").includes("async def get_menu_item("));
});

/** What only a board can have. */
const boardChanges = {
  largerBoard({ components: { schemas } }: BoardContract): void {
    schemas.coordinate.maximum = 4;
    Object.assign(schemas.board, { minItems: 4, maxItems: 4 });
    Object.assign(schemas.board.items, { minItems: 4, maxItems: 4 });
  },
  newMark({ components: { schemas } }: BoardContract): void {
    schemas.mark.enum.push("Z");
  },
};

type BoardChangeName = keyof typeof boardChanges;

interface BoardContract {
  readonly components: {
    readonly schemas: {
      readonly coordinate: { maximum: number };
      readonly board: { readonly items: object };
      readonly mark: { readonly enum: string[] };
    };
  };
}

test("thirteen changes of Tic Tac Toe after hand edits: nothing of them is lost, all else comes in, and the proof holds", async () => {
  const document = documentOf("tictactoe/openapi.yaml");
  const security = [{ defaultApiKey: [] }];
  const places = {
    schemas: [
      { name: "NewKeeper", demands: true },
      { name: "Keeper", demands: true },
    ],
    text: "name",
    list: "/keepers",
    security,
    newOperation: {
      path: "/keepers/{id}",
      method: "delete",
      operation: {
        tags: ["Keepers"],
        operationId: "dismissKeeper",
        security,
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "integer" } }],
        responses: { 204: { description: "Gone" } },
      },
    },
  };
  const isOfBoard = (name: ContractChangeName | BoardChangeName): name is BoardChangeName =>
    name in boardChanges;
  const others = changeNames.filter((name) => name !== "newEntity");
  const read = await buildThroughChanges<ContractChangeName | BoardChangeName>({
    names: ["largerBoard", "newMark", "newEntity", ...others],
    after: (...names) => {
      const usual = names.filter((name) => !isOfBoard(name)) as ContractChangeName[];
      const contract = usual.length === 0 ? parse(document) : contractAfter(document, places, usual);
      for (const name of names.filter(isOfBoard)) boardChanges[name](contract as BoardContract);
      return contract;
    },
    options,
    settings: { renamedField: "domain:\n  renamed:\n    Keeper.shelter: refuge\n" },
    edits: [
      {
        path: "app/squares/models.py",
        from: "    mark: Mapped[Mark] = mapped_column(String(1))\n",
        to: `    mark: Mapped[Mark] = mapped_column(String(1))\n\n${ownMethod("mark")}`,
      },
      {
        path: "app/squares/service.py",
        from: '        raise InvalidError("Square is not empty.")\n',
        to: '        raise InvalidError("Square is not empty.")  # and stays as it is\n',
      },
      notes,
    ],
    own: ownReport("squares", "Square", "mark"),
    operations: 7,
  });
  assert.ok(read("app/squares/models.py").includes("ROWS = range(1, 5)"));
  assert.ok(read("app/keepers/models.py").includes("refuge: Mapped[str]"));
  assert.ok(read("app/keepers/service.py").includes("async def dismiss_keeper("));
});
