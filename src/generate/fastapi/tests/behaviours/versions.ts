import { formatted, literal, name, type Py, py, str } from "#python";
import { anotherVersion, versionMissing } from "../../refusal-texts.ts";
import type { Act } from "../acts.ts";
import { bodyWith } from "../acts.ts";
import { answered, api, type RequestOptions, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { type Kit, needsAccount, type OperationOf, readOf } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { sightOf } from "../sights.ts";
import { changedValue } from "../values.ts";
import { one } from "../words.ts";
import { tellingField, type UpdateScene } from "./update-scene.ts";

/** Who has the row already is told no more than that it is the same. */
export function unchangedCases(act: Act): readonly TestCase[] {
  const { operation, scene } = act;
  if (!operation.meaning.version?.asks || !scene) return [];
  const sent = (known?: Py): Py => asks(act.operation, act, act.caller, known);
  return [
    {
      name: `answers no ${one(scene.entity)} that the caller has already`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, py`etag = (${sent()}).headers["ETag"]`),
        py`
          for known in (etag, f"W/{etag}", f'"another", {etag}', "*"):
              response = ${sent(name("known"))}
              assert response.status_code == 304
              assert response.content == b""
              assert response.headers["ETag"] == etag`,
        paragraph(
          py`response = ${sent(literal('"another"'))}`,
          py`assert response.status_code == ${statusOf(operation)}`,
          py`assert ${answered(operation, name("response"))} == ${scene.row}`,
        ),
      ],
    },
  ];
}

/** Only the version that is meant is changed. */
export function guardCases(kit: Kit, act: Act): readonly TestCase[] {
  const { operation, scene } = act;
  const guard = operation.meaning.version?.guards;
  const tag = guard && scene && currentTag(kit, act, scene);
  if (!guard || !scene || !tag) return [];
  const sight = sightOf(kit, scene.entity, { scene, ...(act.caller && { viewer: act.caller }) });
  const refused = py`${api("assert_refused")}(response, ${guard.stale}, ${str(anotherVersion(scene.entity))})`;
  return [
    {
      name: "refuses tags of other versions",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, py`etag = ${tag}`, sight && py`seen = ${sight.whole}`),
        py`
          for other in ('"another"', f"W/{etag}", etag.strip('"')):
              response = ${sends(act, { version: name("other") })}
              ${refused}`,
        ...(sight ? [py`assert ${sight.whole} == seen`] : []),
      ],
    },
    {
      name: "takes one tag of several",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, py`etag = ${tag}`),
        py`response = ${sends(act, { version: formatted(['"another", ', name("etag")]) })}`,
        py`assert response.status_code == ${statusOf(operation)}`,
      ],
    },
    ...missingCases(act),
  ];
}

/** Where the version must be said, nothing is done without. */
function missingCases(act: Act): readonly TestCase[] {
  const { operation } = act;
  const guard = operation.meaning.version?.guards;
  if (!guard?.required) return [];
  return [
    {
      name: "needs to be told which version is meant",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${sends(act, { version: "unsaid" })}`,
        guard.missing
          ? py`${api("assert_refused")}(response, ${guard.missing}, ${str(versionMissing)})`
          : assertInvalid(operation, "parameters", str("If-Match")),
      ],
    },
  ];
}

/** A change makes a new version: what was meant for the one before comes too late. */
export function countedCases(update: UpdateScene): readonly TestCase[] {
  const { kit, operation, act, scene, sight } = update;
  const field = tellingField(update);
  const read = readOf(kit, scene.entity.name);
  const tag = scene.entity.versioned && field && currentTag(kit, act, scene);
  if (!tag || !field || !read || operation.meaning.behaviour.kind !== "update") return [];
  const changed = literal(changedValue(kit, scene.entity, field));
  const guard = operation.meaning.version?.guards;
  const sent = (value: Py): Py =>
    sends(act, { body: bodyWith(act, str(field.name), value), ...(guard && { version: name("etag") }) });
  const seer = readerOf(read, act);
  return [
    {
      name: `makes a new version of the ${one(scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, py`etag = ${tag}`),
        paragraph(
          py`response = ${sent(changed)}`,
          py`assert response.status_code == ${statusOf(operation)}`,
          operation.meaning.version?.tells && py`assert response.headers["ETag"] not in {etag, ""}`,
        ),
        ...(guard
          ? [
              paragraph(
                py`response = ${sent(py`${scene.row}[${str(field.name)}]`)}`,
                py`${api("assert_refused")}(response, ${guard.stale}, ${str(anotherVersion(scene.entity))})`,
                py`assert ${sight.see(field)} == ${sight.expect(changed)}`,
              ),
            ]
          : []),
        paragraph(
          py`response = ${asks(read, act, seer, name("etag"))}`,
          py`assert response.status_code == ${statusOf(read)}`,
          py`assert response.headers["ETag"] != etag`,
        ),
      ],
    },
  ];
}

/** The tag of the row as it is, from the operation that reads it. */
function currentTag(kit: Kit, act: Act, scene: Scene): Py | undefined {
  const read = readOf(kit, scene.entity.name);
  const { version } = read?.meaning ?? {};
  if (!read || !(version?.tells || version?.asks)) return undefined;
  if (needsAccount(read) && !act.caller) return undefined;
  return py`(${asks(read, act, readerOf(read, act))}).headers["ETag"]`;
}

function readerOf(read: OperationOf<"read">, act: Act): Py | undefined {
  return needsAccount(read) ? act.caller : undefined;
}

function asks(read: Act["operation"], { rows }: Act, caller: Py | undefined, known?: Py): Py {
  const entries = [
    ...(caller ? [py`**${caller}.headers`] : []),
    ...(known ? [py`"If-None-Match": ${known}`] : []),
  ];
  const headers = known ? py`{${entries}}` : caller && py`${caller}.headers`;
  return request(read, { rows, ...(headers && { headers }) });
}

function sends(act: Act, options: RequestOptions): Py {
  return request(act.operation, {
    rows: act.rows,
    ...(act.body && { body: act.body }),
    ...(act.caller && { headers: py`${act.caller}.headers` }),
    ...options,
  });
}

function statusOf({ meaning: { behaviour } }: Act["operation"]): number {
  return "answer" in behaviour ? behaviour.answer.status : 200;
}
