import assert from "node:assert/strict";
import { test } from "node:test";
import { type ChangeName, conduitAfter, conduitChanges } from "../verbs/conduit-changes.ts";
import { buildThroughChanges } from "./changing.ts";

const ownModule = `"""What the editors read on Mondays."""

from app.articles.models import Article


def headline_of(article: Article) -> str:
    """Give the line that stands in the report."""
    return article.shout()
`;
const ownTest = `"""The report of the editors."""

from app.articles.models import Article
from app.report import headline_of


def test_a_headline_is_loud() -> None:
    assert headline_of(Article(title="quiet")) == "QUIET"
`;

const ownMethod =
  '    def shout(self) -> str:\n        """Give the title, loudly."""\n        return self.title.upper()\n';

test("eleven changes of Conduit after hand edits: nothing of them is lost, all else comes in, and the proof holds", async () => {
  const read = await buildThroughChanges({
    after: conduitAfter,
    names: Object.keys(conduitChanges) as ChangeName[],
    options: { removedField: ["--allow-data-loss"] },
    settings: { renamedField: "domain:\n  renamed:\n    Article.category: headline\n" },
    edits: [
      {
        path: "app/articles/models.py",
        from: "    @property\n    def tag_list",
        to: `${ownMethod}\n    @property\n    def tag_list`,
      },
      {
        path: "app/articles/service.py",
        from: "    now = clock.now()\n",
        to: "    now = clock.now()  # one moment for both columns\n",
      },
      { path: "README.md", from: "## ", to: "## Our notes\n\nAsk the editors first.\n\n## " },
    ],
    own: { "app/report.py": ownModule, "tests/test_report.py": ownTest },
    operations: 22,
  });
  assert.ok(read("app/reviews/service.py").includes("async def create_article_review("));
  assert.ok(read("app/articles/models.py").includes("headline: Mapped[str]"));
});
