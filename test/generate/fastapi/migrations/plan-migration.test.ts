import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { conduitAfter } from "../../../verbs/conduit-changes.ts";
import {
  afterEach,
  folder,
  type Migrated,
  migrate,
  namesOf,
  planFor,
  refusalOf,
  textOf,
  withFile,
} from "./migrating.ts";

describe("migrations of a contract that changes", () => {
  test("a new field is a new revision behind the accepted one, which stays as it is", () => {
    const before = afterEach();
    const after = migrate(conduitAfter("optionalField"), before);
    deepStrictEqual(namesOf(after), ["0001_initial.py", "0002_add_subtitle_to_articles.py"]);
    strictEqual(textOf(after, "0001_initial.py"), textOf(before, "0001_initial.py"));
    const text = textOf(after, "0002_add_subtitle_to_articles.py");
    match(text, /down_revision: .* = "0001"/);
    match(text, /upgrade.*add_column\(sa\.Column\("subtitle", sa\.Text\(\), nullable=True\)\)/s);
    match(text, /downgrade.*drop_column\("subtitle"\)/s);
    deepStrictEqual(migrate(conduitAfter("optionalField"), after), after);
  });

  test("a change that leaves the tables alone is none", () => {
    const before = afterEach();
    deepStrictEqual(migrate(conduitAfter("newOperation", "description"), before), before);
  });

  test("an accepted migration is not written again, even where a hand has edited it, which is told", () => {
    const before = withFile(
      afterEach(),
      "0001_initial.py",
      `${textOf(afterEach(), "0001_initial.py")}\n# ours\n`,
    );
    const { warnings } = planFor(conduitAfter("optionalField"), before);
    strictEqual(warnings.length, 1);
    match(warnings[0] ?? "", /0001_initial\.py was edited/);
    match(textOf(migrate(conduitAfter("optionalField"), before), "0001_initial.py"), /# ours/);
  });

  test("line ends of a checkout are no edit", () => {
    const before = withFile(
      afterEach(),
      "0001_initial.py",
      textOf(afterEach(), "0001_initial.py").replaceAll("\n", "\r\n"),
    );
    deepStrictEqual(planFor(conduitAfter(), before).warnings, []);
  });

  test("what would be destroyed is refused unless it is allowed", () => {
    const before = afterEach("optionalField");
    match(refusalOf(conduitAfter(), before), /destroy articles\.subtitle of all rows.*--allow-data-loss/);
    const after = migrate(conduitAfter(), before, { allowDataLoss: true });
    match(textOf(after, "0003_drop_subtitle_of_articles.py"), /upgrade.*drop_column.*downgrade.*add_column/s);
  });

  test("a table that is new refers to those that are there", () => {
    const text = textOf(afterEach("newEntity"), "0002_add_reviews.py");
    match(text, /create_table\(\s*"reviews".*fk_reviews_article_id_articles.*sqlite_autoincrement=True/s);
    match(text, /downgrade.*drop_table\("reviews"\)/s);
  });

  test("a table whose identities are never given again keeps them while it is rebuilt", () => {
    const contract = JSON.parse(JSON.stringify(conduitAfter()).replaceAll("bio", "about"));
    const after = migrate(contract, afterEach(), { renamed: { "User.bio": "about" } });
    doesNotMatch(textOf(after, "0002_rename_bio_of_users_to_about.py"), /sqlite_sequence/);
    const dropped = migrate(contract, afterEach(), { allowDataLoss: true });
    const [, name = ""] = namesOf(dropped);
    match(textOf(dropped, name), /with rebuilding\("users"\) as batch:/);
    match(textOf(dropped, name), /INSERT INTO sqlite_sequence/);
  });

  test("names that are long or of another script give a file of a plain name", () => {
    const text = JSON.stringify(conduitAfter("optionalField")).replaceAll(
      "subtitle",
      `untertitel名前${"x".repeat(90)}`,
    );
    const names = namesOf(migrate(JSON.parse(text), afterEach()));
    match(names[1] ?? "", /^0002_[a-z0-9_]{1,50}\.py$/);
  });
});

describe("rows that exist", () => {
  test("get the contract's default in a field that they must have", () => {
    const plan = planFor(conduitAfter("enumField"), afterEach());
    const text = textOf(migrate(conduitAfter("enumField"), afterEach()), "0002_add_state_to_articles.py");
    match(text, /server_default="draft", nullable=False/);
    match(text, /alter_column\("state", server_default=None\)/);
    deepStrictEqual(plan.assumptions, []);
  });

  test("get what is settled, or what is assumed aloud", () => {
    const contract = conduitAfter("requiredField");
    const { assumptions } = planFor(contract, afterEach());
    deepStrictEqual(
      assumptions.map(({ setting, chosen }) => [setting, chosen]),
      [["domain.existing.Article.category", '""']],
    );
    const name = "0002_add_category_to_articles.py";
    match(textOf(migrate(contract, afterEach()), name), /server_default="", nullable=False/);
    const existing = { "Article.category": "general" };
    deepStrictEqual(planFor(contract, afterEach(), { existing }).assumptions, []);
    match(textOf(migrate(contract, afterEach(), { existing }), name), /server_default="general"/);
  });

  test("cannot get what the contract does not allow", () => {
    const existing = { "Article.state": "gone" };
    match(
      refusalOf(conduitAfter("enumField"), afterEach(), { existing }),
      /"gone".*articles\.state.*choose another value for domain\.existing\.Article\.state/,
    );
  });

  test("are asked about where nothing is right for all of them", () => {
    const contract = JSON.parse(
      JSON.stringify(conduitAfter("requiredField")).replaceAll('"category":{', '"category":{"minLength":3,'),
    );
    match(
      refusalOf(contract, afterEach()),
      /articles\.category.*say in keelback\.yaml.*domain\.existing\.Article\.category/,
    );
    strictEqual(
      namesOf(migrate(contract, afterEach(), { existing: { "Article.category": "none" } })).length,
      2,
    );
  });

  test("may be longer than a new bound: that is said", () => {
    const { assumptions, changes } = planFor(conduitAfter("tighterBound"), afterEach());
    match(assumptions[0]?.text ?? "", /no row has a longer articles\.title than 120 characters/);
    deepStrictEqual(changes, ["articles.title changes from text to 120 characters"]);
  });

  test("are not turned from one type into another on a guess", () => {
    const contract = JSON.parse(
      JSON.stringify(conduitAfter()).replaceAll('"bio":{"type":"string"}', '"bio":{"type":"integer"}'),
    );
    match(refusalOf(contract, afterEach()), /users\.bio cannot be turned from text into integer.*--migrated/);
  });
});

describe("what got another name", () => {
  const before = () => afterEach("requiredField", "newFilter");
  const contract = conduitAfter("requiredField", "newFilter", "renamedField");

  test("is told from a removal with an addition by the owner alone", () => {
    match(refusalOf(contract, before()), /destroy articles\.category.*domain\.renamed/);
    const renamed = { "Article.category": "headline" };
    const after = migrate(contract, before(), { renamed });
    const text = textOf(after, "0004_rename_category_of_articles_to_headline.py");
    match(
      text,
      /drop_index\("ix_articles_category.*RENAME COLUMN "category" TO "headline".*create_index\(\s*"ix_articles_headline/s,
    );
    doesNotMatch(text, /drop_column|add_column/);
    // What has been done once is not done again, and the line may stay.
    deepStrictEqual(migrate(contract, after, { renamed }), after);
  });

  test("may be a field that refers to another row", () => {
    const contract = JSON.parse(JSON.stringify(conduitAfter()).replaceAll('"author"', '"writer"'));
    const renamed = { "Article.author": "writer", "Comment.author": "writer" };
    const after = migrate(contract, afterEach(), { renamed });
    const text = textOf(after, namesOf(after)[1] ?? "");
    match(text, /ALTER TABLE "articles" RENAME COLUMN "author_id" TO "writer_id"/);
    match(text, /drop_constraint\("fk_articles_author_id_users", type_="foreignkey"\)/);
    match(text, /create_foreign_key\(\s*"fk_articles_writer_id_users"/);
  });

  test("may be an entity: its rows stay, and so do those that refer to it", () => {
    const text = JSON.stringify(conduitAfter("newEntity"))
      .replaceAll("Review", "Opinion")
      .replaceAll("review", "opinion");
    const standing = afterEach("newEntity");
    match(refusalOf(JSON.parse(text), standing), /destroy the table reviews/);
    const after = migrate(JSON.parse(text), standing, { renamed: { Review: "Opinion" } });
    match(textOf(after, "0003_rename_reviews_to_opinions.py"), /rename_table\("reviews", "opinions"\)/);
  });

  test("is nothing where there is no such name", () => {
    const renamed = {
      "Article.nothing": "title",
      Nobody: "Article",
      "Nobody.title": "body",
      "Article.title": "no",
    };
    deepStrictEqual(migrate(conduitAfter(), afterEach(), { renamed }), afterEach());
  });
});

describe("the record of tables", () => {
  test("lost, is made again where the first migration is just what the contract leads to", () => {
    const before = afterEach();
    deepStrictEqual(migrate(conduitAfter(), { ...before, record: undefined }), before);
  });

  test("lost or broken otherwise, is asked for; --migrated says that the migrations are enough", () => {
    const broken = [
      "{",
      "null",
      '{"format": 2, "database": "sqlite", "migrations": {}, "tables": {}}',
      '{"format": 1, "database": "sqlite", "migrations": {}, "tables": {"a": 1}}',
      '{"format": 1, "database": "sqlite", "migrations": {}, "tables": {"a\\"; DROP": {"columns": {}, "primaryKey": ""}}}',
    ];
    for (const record of [undefined, ...broken]) {
      const standing = { ...afterEach("optionalField"), record };
      match(refusalOf(conduitAfter("optionalField"), standing), /tables\.json.*version control.*--migrated/);
      const after = migrate(conduitAfter("optionalField"), standing, { migrated: true });
      deepStrictEqual(after, afterEach("optionalField"));
    }
  });

  test("names a migration that is gone: that is asked for", () => {
    const { files, record } = afterEach("optionalField");
    const left = new Map([...files].filter(([path]) => !path.includes("0002")));
    match(
      refusalOf(conduitAfter("optionalField"), { files: left, record }),
      /0002_add_subtitle_to_articles\.py is gone/,
    );
  });

  test("is of one database", () => {
    match(refusalOf(conduitAfter(), afterEach(), { database: "postgresql" }), /are of sqlite.*empty folder/);
  });
});

describe("migrations of the user's own", () => {
  const own = (revision: string, after: string, body: string): string =>
    `from alembic import op\n\nrevision = '${revision}'\ndown_revision = "${after}"\n\n\ndef upgrade():\n    ${body}\n`;
  const contract = conduitAfter("optionalField");

  test("are gone on from", () => {
    const standing = withFile(
      afterEach(),
      "ab12_own.py",
      own("ab12", "0001", 'op.execute("UPDATE users SET bio = 1")'),
    );
    const after = migrate(contract, standing);
    match(textOf(after, "0002_add_subtitle_to_articles.py"), /down_revision: .* = "ab12"/);
    ok(after.files.has(`${folder}/ab12_own.py`));
    deepStrictEqual(migrate(contract, after), after);
  });

  test("with two ends must be joined first", () => {
    const standing: Migrated = withFile(
      withFile(afterEach(), "a.py", own("a", "0001", "pass")),
      "b.py",
      own("b", "0001", "pass"),
    );
    match(refusalOf(contract, standing), /2 heads: a, b.*merge heads/);
    const joined = `revision = "m"\ndown_revision: tuple[str, ...] = ("a", "b")\n`;
    match(
      textOf(migrate(contract, withFile(standing, "m.py", joined)), "0002_add_subtitle_to_articles.py"),
      /= "m"/,
    );
  });

  test("that seem to do the same are asked about", () => {
    const body = 'op.add_column("articles", sa.Column("subtitle", sa.Text()))';
    const standing = withFile(afterEach(), "a.py", own("a", "0001", body));
    match(refusalOf(contract, standing), /a\.py.*articles\.subtitle.*--migrated/);
    const after = migrate(contract, standing, { migrated: true });
    deepStrictEqual(namesOf(after), ["0001_initial.py", "a.py"]);
    deepStrictEqual(migrate(contract, after), after);
  });
});
