import { imported, importedModule, py, str } from "#python";
import { paragraph, type TestCase } from "../cases.ts";

const logging = importedModule("logging");
const structlog = importedModule("structlog");
const makes = py`${imported("app.main", "create_app")}(app.state.settings)`;
const makesTalkative = py`${imported("app.main", "create_app")}(app.state.settings.model_copy(update={"log_level": "INFO"}))`;
const lines = py`lines = [${importedModule("json")}.loads(line) for line in capsys.readouterr().err.splitlines()]`;

/** What is written to the log, and in which form. */
export function loggingCases(): readonly TestCase[] {
  return [eventCase, requestCase, errorCase, serverCase, silentCase];
}

const eventCase: TestCase = {
  name: "writes one JSON object for each event of its level",
  kind: "shape",
  fixtures: ["app", "capsys"],
  uses: ["kept_log"],
  body: [
    makes,
    paragraph(
      py`${structlog}.stdlib.get_logger("shop").warning("worn", part="pump")`,
      py`${structlog}.stdlib.get_logger("shop").error("broken", part="pump")`,
      py`${logging}.getLogger("a.library").error("no %s", "water")`,
    ),
    paragraph(
      lines,
      py`times = [${imported("datetime", "datetime")}.fromisoformat(line.pop("timestamp")) for line in lines]`,
      py`
        assert lines == [
            {"event": "broken", "level": "error", "logger": "shop", "part": "pump"},
            {"event": "no water", "level": "error", "logger": "a.library"},
        ]`,
      py`assert all(time.utcoffset() == ${imported("datetime", "timedelta")}(0) for time in times)`,
    ),
  ],
};

const requestCase: TestCase = {
  name: "names the request that an event belongs to",
  kind: "shape",
  fixtures: ["app", "capsys"],
  uses: ["kept_log"],
  body: [
    makes,
    py`
      with ${structlog}.contextvars.bound_contextvars(request_id="a request"):
          ${structlog}.stdlib.get_logger("shop").error("broken")`,
    paragraph(lines, py`assert [line.get("request_id") for line in lines] == ["a request"]`),
  ],
};

const errorCase: TestCase = {
  name: "tells the place of an error",
  kind: "shape",
  fixtures: ["app", "capsys"],
  uses: ["kept_log"],
  body: [
    makes,
    py`${structlog}.stdlib.get_logger("shop").error("broken", exc_info=RuntimeError("of the pump"))`,
    paragraph(
      lines,
      py`assert ["RuntimeError: of the pump" in line.get("exception", "") for line in lines] == [True]`,
    ),
  ],
};

const serverCase: TestCase = {
  name: "writes what the server tells",
  kind: "shape",
  fixtures: ["app", "capsys", "monkeypatch"],
  uses: ["kept_log"],
  parameters: [
    {
      names: [{ name: "server", type: py`str` }],
      values: py`[${str("uvicorn")}, ${str("uvicorn.access")}]`,
    },
  ],
  body: [
    paragraph(
      py`logger = ${logging}.getLogger(server)`,
      py`monkeypatch.setattr(logger, "handlers", [${logging}.NullHandler()])`,
      py`monkeypatch.setattr(logger, "propagate", False)`,
      py`logger.setLevel(${logging}.DEBUG)`,
    ),
    makesTalkative,
    paragraph(py`logger.debug("in detail")`, py`logger.info("started")`),
    paragraph(lines, py`assert [line["event"] for line in lines] == ["started"]`),
  ],
};

const silentCase: TestCase = {
  name: "leaves a server silent that was silenced",
  kind: "shape",
  fixtures: ["app", "capsys", "monkeypatch"],
  uses: ["kept_log"],
  body: [
    paragraph(
      py`silenced = ${logging}.getLogger("uvicorn.access")`,
      py`monkeypatch.setattr(silenced, "propagate", False)`,
    ),
    makesTalkative,
    paragraph(py`silenced.info("GET /")`, py`${structlog}.stdlib.get_logger("shop").info("open")`),
    paragraph(lines, py`assert [line["event"] for line in lines] == ["open"]`),
  ],
};
