import { placeParts } from "#domain";
import { commaList, name, type Py, py, str } from "#python";
import { countsPages } from "../../told.ts";
import { answered, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { at } from "../list-answers.ts";
import { credentialOf } from "../outside.ts";
import { textsOf } from "../texts.ts";
import { sized } from "./list-pages.ts";
import { inOrder, type ListScene, makes, marks } from "./list-scene.ts";
import { withStanding } from "./list-standing.ts";

const response = name("response");

/** Where an address of another page stands in a response, and how it is absent. */
interface Place {
  readonly address: Py;
  readonly isThere: Py;
  readonly isAbsent: Py;
}

/** Addresses lead from page to page, there and back. */
export function linkCases(scene: ListScene): readonly TestCase[] {
  const { pagination, answer } = scene.operation.meaning.behaviour;
  if (!pagination || pagination.size.limit === undefined || scene.marker.meaning.kind !== "scalar") return [];
  const inBody = (to: "next" | "previous" | "first" | "last"): Place | undefined => {
    const part = placeParts(answer.parts).find(({ tells }) => tells.kind === "link" && tells.to === to);
    return part && bodyPlace(part);
  };
  const header = answer.headers.find(({ tells }) => tells.kind === "links");
  const places = {
    next: inBody("next"),
    previous: inBody("previous"),
    first: inBody("first"),
    last: inBody("last"),
  };
  const inHeader = {
    next: headerPlace("next"),
    previous: headerPlace("prev"),
    first: headerPlace("first"),
    last: countsPages(scene.operation.meaning.behaviour) ? headerPlace("last") : undefined,
  };
  return [
    ...(Object.values(places).some((place) => place) ? [leadsCase(scene, "in the answer", places)] : []),
    ...(header ? [leadsCase(scene, "in its header", inHeader)] : []),
  ];
}

function bodyPlace(part: {
  readonly path: readonly string[];
  readonly nullable: boolean;
  readonly required: boolean;
}): Place {
  const holder = at(py`${response}.json()`, part.path.slice(0, -1));
  const key = str(part.path.at(-1) ?? "");
  const address = py`${holder}[${key}]`;
  return part.nullable
    ? { address, isThere: py`${address} is not None`, isAbsent: py`${address} is None` }
    : { address, isThere: py`${key} in ${holder}`, isAbsent: py`${key} not in ${holder}` };
}

function headerPlace(relation: string): Place {
  const address = py`${response}.links[${str(relation)}]["url"]`;
  return {
    address,
    isThere: py`${str(relation)} in ${response}.links`,
    isAbsent: py`${str(relation)} not in ${response}.links`,
  };
}

type Places = Readonly<Record<"next" | "previous" | "first" | "last", Place | undefined>>;

function leadsCase(scene: ListScene, where: string, places: Places): TestCase {
  const { operation, act, caller, marker } = scene;
  const { pagination } = operation.meaning.behaviour;
  const headers = caller && py`headers=${caller}.headers`;
  const auth = credentialOf(operation);
  const follow = (place: Place): Py =>
    py`response = await client.get(${[py`client.base_url.join(${place.address})`, headers, auth && py`auth=${auth}`]})`;
  const query = withStanding(scene.standing, pagination ? sized(pagination, py`2`) : []);
  const asked = request(operation, {
    rows: act.rows,
    query: py`{${commaList(query.map(([parameter, value]) => py`${str(parameter)}: ${value}`))}}`,
    ...(caller && { headers: py`${caller}.headers` }),
  });
  const numbers = inOrder(scene, 0, 1, 2, 3, 4);
  const sees = (from: number, to: number): Py =>
    py`assert ${textsOf(marker, answered(operation, response))} == ${marks(scene, ...numbers.slice(from, to))}`;
  const { next, previous, first, last } = places;
  const steps = [
    paragraph(
      py`response = ${asked}`,
      sees(0, 2),
      previous && py`assert ${previous.isAbsent}`,
      next && py`assert ${next.isThere}`,
    ),
    ...(next
      ? [
          paragraph(follow(next), sees(2, 4), py`assert ${next.isThere}`),
          paragraph(follow(next), sees(4, 5), py`assert ${next.isAbsent}`),
        ]
      : []),
    ...(last ? [paragraph(follow(last), sees(4, 5))] : []),
    ...(previous && (next ?? last) ? [paragraph(follow(previous), sees(2, 4))] : []),
    ...(first ? [paragraph(follow(first), sees(0, 2))] : []),
  ];
  return {
    name: `leads from page to page ${where}`,
    fixtures: ["client"],
    body: [
      paragraph(
        ...scene.setup,
        py`
          for value in ${marks(scene, 0, 1, 2, 3, 4)}:
              ${makes(scene, name("value"))}`,
      ),
      ...steps,
    ],
  };
}
