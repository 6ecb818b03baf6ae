import { type Field, fieldOf } from "#domain";
import { importedModule, name, type Py, py, str } from "#python";
import { attributeName, slugLength } from "../../tables.ts";
import { call, details, invocation } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { entityIn, type Kit, keyOf, listOf, needsAccount, readOf } from "../kit.ts";
import { sceneOf } from "../scenes.ts";
import { rowsOf } from "../sights.ts";
import { indefinite } from "../words.ts";
import type { CreateScene } from "./create-scene.ts";

interface SlugScene extends CreateScene {
  /** The field that the slug is made from. */
  readonly source: Field;
  readonly slug: Field;
  /** The row found by a key. */
  readonly found: (key: Py) => Py;
}

/** Keys made from a text: readable, each only once, and there for every script. */
export function slugCases(scene: CreateScene): readonly TestCase[] {
  const { kit, operation } = scene;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const slug = fieldOf(entity, entity.identity.field);
  const read = readOf(kit, entity.name);
  const source = slug?.meaning.kind === "slug" ? fieldOf(entity, slug.meaning.of) : undefined;
  if (!slug || !source || !read || needsAccount(read) || read.meaning.behaviour.parent) return [];
  const bounded = source.bounds.maxLength !== undefined || source.bounds.pattern !== undefined;
  const found = (key: Py): Py => py`(${call(read, { rows: { item: key } })})[${str(source.name)}]`;
  const slugs: SlugScene = { ...scene, source, slug, found };
  return [
    derivedCase(slugs, bounded),
    scriptCase(slugs),
    ...takenCases(slugs),
    ...(bounded ? [] : [longCase(slugs)]),
    ...reservedCases(slugs),
    raceCase(slugs),
  ];
}

const derivations: readonly (readonly [string, string])[] = [
  ["Plain", "plain"],
  ["  Many   words,\n here! ", "many-words-here"],
  ["Crème Brûlée №5", "creme-brulee-no5"],
  ["snake_case/../etc", "snake-case-etc"],
];

function derivedCase({ made, source, slug, found }: SlugScene, bounded: boolean): TestCase {
  const { statements } = made([py`${name(attributeName(source.name))}=text`]);
  const pairs = [
    ...derivations.map(([text, key]) => py`(${str(text)}, ${str(key)})`),
    ...(bounded ? [] : [py`("x" * ${slugLength + 1}, "x" * ${slugLength})`]),
  ];
  return {
    name: `derives the ${slug.name} from the ${source.name}`,
    fixtures: ["client"],
    parameters: [
      {
        names: [
          { name: "text", type: py`str` },
          { name: "key", type: py`str` },
        ],
        values: py`[${pairs}]`,
      },
    ],
    body: [paragraph(...statements), py`assert ${found(name("key"))} == text`],
  };
}

function scriptCase({ kit, operation, made, source, slug, found }: SlugScene): TestCase {
  const { statements, row } = made([py`${name(attributeName(source.name))}=text`]);
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  return {
    name: `makes ${indefinite(slug.name)} up where the ${source.name} has no latin letters`,
    fixtures: ["client"],
    parameters: [{ names: [{ name: "text", type: py`str` }], values: py`["!?", "文字"]` }],
    body: [
      paragraph(...statements),
      paragraph(
        py`assert ${importedModule("re")}.fullmatch("[a-z0-9-]+", ${keyOf(kit, entity, row)})`,
        py`assert ${found(keyOf(kit, entity, row))} == text`,
      ),
    ],
  };
}

function takenCases({ kit, operation, act, made, source, slug }: SlugScene): readonly TestCase[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const other = act.fields.find(
    ({ field }) => field !== source && field.meaning.kind === "scalar" && field.meaning.type === "string",
  )?.field;
  const read = readOf(kit, entity.name);
  if (!other || !read) return [];
  const first = made(
    details([
      [source, "Equal"],
      [other, "the first"],
    ]),
  );
  const second = call(operation, {
    rows: first.rows,
    ...(first.owner && { account: first.owner }),
    extra: details([
      [source, "Equal"],
      [other, "the second"],
    ]),
  });
  const sees = (key: Py, text: string): Py =>
    py`assert (${call(read, { rows: { item: key } })})[${str(other.name)}] == ${str(text)}`;
  return [
    {
      name: `adds to the ${slug.name} where it is taken`,
      fixtures: ["client"],
      body: [
        paragraph(...first.statements),
        py`other = ${second}`,
        paragraph(
          py`assert ${keyOf(kit, entity, first.row)} == "equal"`,
          py`assert ${keyOf(kit, entity, name("other"))}.startswith("equal-")`,
          sees(keyOf(kit, entity, first.row), "the first"),
          sees(keyOf(kit, entity, name("other")), "the second"),
        ),
      ],
    },
  ];
}

/** Where the key is as long as it may be, what is added takes the place of its end. */
function longCase({ kit, operation, made, source, slug }: SlugScene): TestCase {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  // Cut for eight digits and a hyphen, the key ends in the hyphen between the words: two would stand there.
  const kept = slugLength - 10;
  const text = py`"x" * ${kept} + " " + "y" * 20`;
  const titled = py`${name(attributeName(source.name))}=text`;
  const first = made([titled]);
  const second = call(operation, {
    rows: first.rows,
    ...(first.owner && { account: first.owner }),
    extra: [titled],
  });
  return {
    name: `keeps the ${slug.name} as short as it must be where it is taken`,
    fixtures: ["client"],
    body: [
      py`text = ${text}`,
      paragraph(...first.statements),
      py`other = ${second}`,
      paragraph(
        py`assert ${keyOf(kit, entity, first.row)} == "x" * ${kept} + "-" + "y" * 9`,
        py`assert ${importedModule("re")}.fullmatch(${str(`x{${kept}}-[0-9a-f]{8}`)}, ${keyOf(kit, entity, name("other"))})`,
      ),
    ],
  };
}

/** Words that stand in the paths beside the keys: a row must be found there too. */
function reservedCases({ kit, operation, made, source, slug, found }: SlugScene): readonly TestCase[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const read = readOf(kit, entity.name);
  const collection = read?.contract.segments.slice(0, -1) ?? [];
  const words = kit.blueprint.contract.operations.flatMap(({ segments, method }) => {
    const last = segments.at(-1);
    const beside =
      method === read?.contract.method &&
      segments.length === collection.length + 1 &&
      collection.every((segment, index) => JSON.stringify(segment) === JSON.stringify(segments[index]));
    return beside && last?.kind === "literal" && /^[a-z0-9-]+$/.test(last.text) ? [last.text] : [];
  });
  return [...new Set(words)].map((word): TestCase => {
    const text = word.charAt(0).toUpperCase() + word.slice(1);
    const { statements, row } = made(details([[source, text]]));
    return {
      name: `makes another ${slug.name} than the path ${word}`,
      fixtures: ["client"],
      body: [
        paragraph(...statements),
        paragraph(
          py`assert ${keyOf(kit, entity, row)}.startswith(${str(`${word}-`)})`,
          py`assert ${found(keyOf(kit, entity, row))} == ${str(text)}`,
        ),
      ],
    };
  });
}

function raceCase({ kit, operation, source, slug }: SlugScene): TestCase {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const client = name("committing_client");
  const before = sceneOf(kit, entity.name, { client, before: true });
  const made = invocation(operation, {
    client,
    rows: before?.rows ?? {},
    ...(before?.owner && { account: before.owner }),
    extra: details([[source, "Equal"]]),
  });
  const list = listOf(kit, entity.name);
  const total = list && !needsAccount(list) && !list.meaning.behaviour.parent && countOf(kit, list, client);
  return {
    name: `gives each of many at once ${indefinite(slug.name)}`,
    fixtures: ["committing_client"],
    body: [
      paragraph(...(before?.statements ?? [])),
      py`rows = await ${importedModule("asyncio")}.gather(*(${made} for _ in range(4)))`,
      paragraph(
        py`keys = {row[${str(slug.name)}] for row in rows}`,
        py`assert len(keys) == 4`,
        py`assert "equal" in keys`,
        total && py`assert ${total} == 4`,
      ),
    ],
  };
}

function countOf(kit: Kit, list: NonNullable<ReturnType<typeof listOf>>, client: Py): Py {
  return py`len(${rowsOf(kit, list, { client })})`;
}
