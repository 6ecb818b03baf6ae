import { commaList, name, py, str } from "#python";
import { type Act, actOf } from "../acts.ts";
import { request } from "../calls.ts";
import { paragraph, type TestModule } from "../cases.ts";
import type { Kit } from "../kit.ts";
import { headersWith, statusOf } from "../media/sent-as.ts";

/** How the media type of an answer is chosen, shown on one operation that has several. */
export function mediaModules(kit: Kit): readonly TestModule[] {
  const acts = kit.operations
    .filter(({ meaning }) => (meaning.media?.answered.length ?? 0) > 0)
    .map((operation) => actOf(kit, operation))
    .filter((act): act is Act => act !== undefined);
  const act = acts.find(({ operation }) => operation.meaning.behaviour.kind === "read") ?? acts[0];
  const [xml] = act?.operation.meaning.media?.answered ?? [];
  if (!act || xml === undefined) return [];
  const json = "application/json";
  const wishes: readonly (readonly [string, string])[] = [
    ["*/*", json],
    ["application/*", json === xml ? xml : json],
    [`${json};q=0.5, ${xml}`, xml],
    [`${xml};q=0.5, ${json}`, json],
    [`${xml}, */*;q=0.8`, xml],
    [`${xml};q=0`, json],
    ["text/html", json],
  ];
  const pairs = wishes.map(([accept, chosen]) => py`(${str(accept)}, ${str(chosen)})`);
  const sent = request(act.operation, {
    rows: act.rows,
    ...(act.body && { body: act.body }),
    headers: headersWith(act.caller, py`"Accept": accept`),
  });
  return [
    {
      path: "tests/test_media_types.py",
      cases: [
        {
          name: "answers what the caller would rather have",
          kind: "shape",
          fixtures: ["client"],
          parameters: [
            {
              names: [
                { name: "accept", type: py`str` },
                { name: "media_type", type: py`str` },
              ],
              values: py`[${commaList(pairs)}]`,
            },
          ],
          body: [
            paragraph(...act.statements),
            py`response = ${sent}`,
            paragraph(
              py`assert response.status_code == ${statusOf(act.operation)}`,
              py`assert response.headers["Content-Type"] == ${name("media_type")}`,
              py`assert response.headers["Vary"] == "Accept"`,
            ),
          ],
        },
      ],
    },
  ];
}
