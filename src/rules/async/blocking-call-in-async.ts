import { isMigration, isTest, placeIn, type WaitInAsync } from "#facts";
import { flowEvents } from "../flow-events.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { nameOf } from "../tell-event.ts";

/** An asynchronous function calls, directly or through others, what waits without awaiting: the whole event loop stands still. */
export const blockingCallInAsync: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  covers: ["ASYNC210", "ASYNC212", "ASYNC220", "ASYNC221", "ASYNC222", "ASYNC230", "ASYNC251"],
  find: (input) => {
    const found = new Map<string, Hit>();
    for (const event of flowEvents(input)) {
      if (event.kind !== "wait" || event.refused || !counts(event)) continue;
      const { module, start } = outermost(event);
      const key = `${module.path}:${start}`;
      const before = found.get(key);
      const hit = tell(input, event);
      // Of several ways to wait below one call, the shortest shows it best.
      if (before === undefined || (hit.path?.length ?? 0) < (before.path?.length ?? 0)) found.set(key, hit);
    }
    return [...found.values()];
  },
};

function outermost({ calls, place }: WaitInAsync): WaitInAsync["place"] {
  return calls[0]?.place ?? place;
}

function counts(event: WaitInAsync): boolean {
  const { path } = outermost(event).module;
  return !isTest(path) && !isMigration(path);
}

function tell(input: RuleInput, event: WaitInAsync): Hit {
  const { calls, place, path, within } = event;
  const [first, ...rest] = calls;
  const from = outermost(event);
  const route = input.facts.routes.find(({ handler }) => handler === within);
  const called = tellPath(path);
  const where = first === undefined ? called : `${nameOf(first.callee)} calls ${called}, which`;
  return {
    span: placeIn(from.module, from),
    message: `${where} waits without awaiting: until it answers, nothing else runs on this event loop${route === undefined ? "" : `, and every request to ${route.method} ${route.path} stops all others`}`,
    mend: mendOf(path, first === undefined ? called : nameOf(first.callee)),
    path: [
      ...(first === undefined
        ? []
        : [{ message: `${nameOf(within)} calls ${nameOf(first.callee)}`, span: placeIn(from.module, from) }]),
      ...rest.map((step) => ({
        message: nameOf(step.callee),
        span: placeIn(step.place.module, step.place),
      })),
      { message: `${called} waits`, span: placeIn(place.module, place) },
    ],
  };
}

/** `put_object of boto3.client` */
function tellPath(path: string): string {
  const end = path.lastIndexOf(".");
  const of = path.slice(0, end);
  return /[A-Z]\w*$|\.client$|\.resource$/.test(of) ? `${path.slice(end + 1)} of ${of}` : path;
}

function mendOf(path: string, called: string): string {
  if (path === "time.sleep") return "await asyncio.sleep(…) instead";
  if (/^(?:requests|httpx|urllib3?)\b/.test(path)) return "ask through httpx.AsyncClient and await it";
  if (/\.orm\.(?:session\.)?Session\./.test(path))
    return "use an AsyncSession here, or make this function a plain one, which runs in a thread";
  if (/^(?:psycopg2?|pymysql|MySQLdb)\b/.test(path))
    return "connect through an asynchronous driver and await it";
  if (path.startsWith("subprocess.")) return "await asyncio.create_subprocess_exec(…) instead";
  if (path.startsWith("redis.")) return "use redis.asyncio and await it";
  const handed = called.includes(" of ")
    ? "await it through asyncio.to_thread(…)"
    : `await asyncio.to_thread(${called}, …)`;
  return `${handed}, or use an asynchronous client`;
}
