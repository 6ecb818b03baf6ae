import { importedModule, py, str } from "#python";
import { paragraph, type TestCase } from "../cases.ts";

/** The id by which a request is found in the log. */
export function requestIdCases(): readonly TestCase[] {
  const re = importedModule("re");
  const values = (texts: readonly string[]) => py`[${texts.map((text) => str(text))}]`;
  const parameter = (texts: ReturnType<typeof values>) => [
    { names: [{ name: "request_id", type: py`str` }], values: texts },
  ];
  return [
    {
      name: "gives each request an id",
      kind: "shape",
      fixtures: ["client"],
      body: [
        py`ids = [(await client.get("/")).headers.get("X-Request-ID", "") for _ in range(2)]`,
        paragraph(
          py`assert all(${re}.fullmatch("[0-9a-f]{32}", request_id) for request_id in ids)`,
          py`assert ids[0] != ids[1]`,
        ),
      ],
    },
    {
      name: "keeps the id of the caller",
      kind: "shape",
      fixtures: ["client"],
      parameters: parameter(py`["a", "Az-9._", "x" * 64]`),
      body: [
        py`response = await client.get("/", headers={"X-Request-ID": request_id})`,
        py`assert response.headers.get("X-Request-ID") == request_id`,
      ],
    },
    {
      name: "replaces an id that might do harm",
      kind: "shape",
      fixtures: ["client"],
      parameters: parameter(py`["", "x" * 65, "a b", ${str('a"}')}, "a\tb", "ä"]`),
      body: [
        py`response = await client.get("/", headers={b"X-Request-ID": request_id.encode("latin-1")})`,
        py`assert ${re}.fullmatch("[0-9a-f]{32}", response.headers.get("X-Request-ID", ""))`,
      ],
    },
  ];
}
