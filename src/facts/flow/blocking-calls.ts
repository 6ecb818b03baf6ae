import { remember } from "#base";
import type { BlockingCall } from "./events.ts";
import { type Arguments, type Frame, placeOf } from "./flow.ts";
import type { FlowValue } from "./values.ts";

/** Functions of packages that wait for the network, a process, a disk or a clock, by their dotted names. */
const functions: readonly RegExp[] = [
  /^time\.sleep$/,
  /^requests\.(?:api\.)?(?:get|post|put|patch|delete|head|options|request)$/,
  /^httpx\.(?:get|post|put|patch|delete|head|options|request|stream)$/,
  /^urllib\.request\.(?:urlopen|urlretrieve)$/,
  /^subprocess\.(?:run|call|check_call|check_output|getoutput|getstatusoutput)$/,
  /^os\.(?:system|wait|waitpid)$/,
  /^socket\.(?:create_connection|gethostbyname|getaddrinfo)$/,
  /^(?:psycopg2|psycopg|pymysql|MySQLdb|pyodbc|cx_Oracle)\.connect$/,
  /^stripe\.(?:\w+\.)*[A-Z]\w*\.(?:create|retrieve|modify|delete|list|search|confirm|cancel|capture|finalize_invoice|pay)$/,
];

/** Objects of packages whose methods wait, by the names of their classes or makers; those that only compute are left out. */
const objects: readonly { readonly of: RegExp; readonly but?: RegExp }[] = [
  { of: /^requests\.(?:sessions\.)?[Ss]ession$/, but: /^(?:mount|close|prepare_request|__\w+__)$/ },
  { of: /^httpx\.Client$/, but: /^(?:close|build_request|__\w+__)$/ },
  { of: /^urllib3\.(?:\w+\.)?(?:PoolManager|HTTPConnectionPool)$/, but: /^(?!request|urlopen)/ },
  {
    of: /^(?:boto3\.(?:session\.Session\(\)\.)?(?:client|resource)|mypy_boto3_\w+\.(?:client|service_resource)\.\w+|botocore\.client\.BaseClient)$/,
    but: /^(?:generate_presigned_(?:url|post)|can_paginate|get_paginator|get_waiter|close|exceptions|meta)$/,
  },
  { of: /^smtplib\.SMTP(?:_SSL)?$/, but: /^(?:close|set_debuglevel)$/ },
  {
    of: /^redis\.(?:client\.)?(?:Redis|StrictRedis)$/,
    but: /^(?:pipeline|register_script|pubsub|lock|close)$/,
  },
  { of: /^subprocess\.Popen$/, but: /^(?!wait$|communicate$)/ },
];

const isWaiting = remember((path) => functions.some((each) => each.test(path)));
const objectOf = remember((of) => objects.find((each) => each.of.test(of)) ?? "none");

/** Functions of packages that make an object with methods of its own. */
const makers = /^(?:boto3\.(?:client|resource)|requests\.session)$/;

/** What a function of a package gives, where that is an object whose methods wait. */
export function madeBy(path: string): FlowValue | undefined {
  return makers.test(path) ? { kind: "object", of: path, attributes: new Map() } : undefined;
}

/** Notes that what is called here makes whoever calls it wait. What is awaited is no such thing. */
export function noteWait(frame: Frame, callee: FlowValue, { call, awaited, positional }: Arguments): void {
  const path = awaited === true ? undefined : waitingPath(frame, callee);
  if (path !== undefined && !(path === "time.sleep" && isShort(positional[0])))
    frame.result.waits.push({ path, place: placeOf(frame, call), calls: [] });
}

/** How many seconds nobody notices. */
const unnoticed = 0.02;

function isShort(seconds: FlowValue | undefined): boolean {
  return seconds?.kind === "truth" && seconds.number !== undefined && seconds.number <= unnoticed;
}

function waitingPath(frame: Frame, callee: FlowValue): string | undefined {
  if (callee.kind === "external") return isWaiting(callee.path) ? callee.path : undefined;
  if (callee.kind !== "method" || callee.of.kind !== "object" || typeof callee.of.of !== "string")
    return undefined;
  const { of } = callee.of;
  for (const waits of frame.flow.answerers.waits) if (waits(of, callee.name)) return `${of}.${callee.name}`;
  const found = objectOf(of);
  return found === "none" || found.but?.test(callee.name) === true ? undefined : `${of}.${callee.name}`;
}

/** Tells the waits of an asynchronous function that was followed: nothing else runs meanwhile. */
export function tellWaits(frame: Frame, name: string, waits: readonly BlockingCall[]): void {
  for (const wait of waits) frame.flow.emit({ kind: "wait", ...wait, within: name, root: frame.root });
}
