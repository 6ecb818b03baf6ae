import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ChangingPlaces,
  type ContractChangeName,
  changeNames,
  contractAfter,
} from "../verbs/changes-of-contracts.ts";
import type { Changing, HandEdit } from "./changing.ts";
import { root } from "./harness.ts";

/** The contract of an example in one file. */
export function documentOf(path: string): string {
  return readFileSync(join(root, "examples", path), "utf8");
}

/** The usual changes, in the places of one contract. */
export function changesOf(
  path: string,
  places: ChangingPlaces,
): Pick<Changing<ContractChangeName>, "after" | "names"> {
  const document = documentOf(path);
  return { after: (...names) => contractAfter(document, places, names), names: changeNames };
}

/** What the removal of a field asks for. */
export const options = { removedField: ["--allow-data-loss"] };

export const notes: HandEdit = {
  path: "README.md",
  from: "## ",
  to: "## Our notes\n\nAsk the keepers first.\n\n## ",
};

/** A method of one's own for a row that has this text. */
export function ownMethod(text: string): string {
  return `    def shout(self) -> str:\n        """Give the ${text}, loudly."""\n        return self.${text}.upper()\n`;
}

/** A module that calls the own method, and a test of both. */
export function ownReport(
  module: string,
  title: string,
  text: string,
): Readonly<Record<"app/report.py" | "tests/test_report.py", string>> {
  const imports = [`from app.${module}.models import ${title}`, "from app.report import headline_of"].sort();
  return {
    "app/report.py": `"""What the keepers read on Mondays."""

from app.${module}.models import ${title}


def headline_of(row: ${title}) -> str:
    """Give the line that stands in the report."""
    return row.shout()
`,
    "tests/test_report.py": `"""The report of the keepers."""

${imports.join("\n")}


def test_a_headline_is_loud() -> None:
    assert headline_of(${title}(${text}="quiet")) == "QUIET"
`,
  };
}
