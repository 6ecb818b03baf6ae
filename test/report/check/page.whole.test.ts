import { deepStrictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { reportCheck } from "#report";
import { finding, note, told } from "./told.ts";

const browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const folder = mkdtempSync(join(tmpdir(), "keelback-page-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What is shown after somebody has done something with the page in a real browser. */
async function shownAfter(action: string, hash = ""): Promise<unknown> {
  const other = {
    ...finding,
    rule: "errors/swallowed-error",
    severity: "warning",
    message: "every error",
  } as const;
  const page = reportCheck(await told("html", [finding, other, note]), { colour: false, width: 80 }).join(
    "\n",
  );
  const look = `
    <script>
    ${action}
    document.title = JSON.stringify({
      shown: [...document.querySelectorAll(".finding")].filter((each) => !each.hidden).map((each) => each.dataset.rule),
      said: document.getElementById("shown").textContent,
      open: [...document.querySelectorAll("#rules details[open]")].map((each) => each.id),
    });
    </script>`;
  const file = join(folder, "page.html");
  writeFileSync(
    file,
    page.replace("</body>", () => `${look}</body>`),
  );
  const options = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--user-data-dir=${join(folder, "profile")}`,
  ];
  if (browser === undefined) throw new Error(missing);
  const { stdout } = spawnSync(browser, [...options, "--dump-dom", `file://${file}${hash}`], {
    encoding: "utf8",
    timeout: 60_000,
  });
  const title = /<title>(.*?)<\/title>/.exec(stdout)?.[1] ?? "{}";
  return JSON.parse(title.replaceAll("&quot;", '"'));
}

const missing = "no Chromium is installed: apt-get install chromium";
/** Where nobody reads what was left out, these tests fail for want of a browser. */
const skip = browser === undefined && process.env["CI"] === undefined ? missing : false;
const choose = (name: string, value: string): string =>
  `document.forms[0].elements[${JSON.stringify(name)}].value = ${JSON.stringify(value)};
   document.forms[0].dispatchEvent(new Event("input", { bubbles: true }));`;

test("the page in a browser: all is shown first, most severe on top", { skip }, async () => {
  deepStrictEqual(await shownAfter(""), {
    shown: ["django/n-plus-one", "errors/swallowed-error", "source/unread-file"],
    said: "3 of 3 shown",
    open: [],
  });
});

test("filters leave what fits, and say how many", { skip }, async () => {
  deepStrictEqual(await shownAfter(choose("rule", "errors/swallowed-error")), {
    shown: ["errors/swallowed-error"],
    said: "1 of 3 shown",
    open: [],
  });
  deepStrictEqual(await shownAfter(choose("words", "BUYER views.py:2 N queries")), {
    shown: ["django/n-plus-one"],
    said: "1 of 3 shown",
    open: [],
  });
  const unticked = 'document.querySelector("[value=error]").click();';
  deepStrictEqual(await shownAfter(unticked), {
    shown: ["errors/swallowed-error", "source/unread-file"],
    said: "2 of 3 shown",
    open: [],
  });
});

test("the text of a rule opens from its link", { skip }, async () => {
  deepStrictEqual(await shownAfter("", "#rule:errors/swallowed-error"), {
    shown: ["django/n-plus-one", "errors/swallowed-error", "source/unread-file"],
    said: "3 of 3 shown",
    open: ["rule:errors/swallowed-error"],
  });
});
