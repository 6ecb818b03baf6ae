import { formatSpan } from "#base";
import type { JsonValue } from "#contract";
import {
  type ApplicationFact,
  type EventFact,
  type FieldFact,
  type JobFact,
  type MigrationFact,
  type ModelFact,
  type PackageFact,
  type PayloadFact,
  type RouteFact,
  type SchemaFact,
  type SettingFact,
  type SignalFact,
  type TaskFact,
  type TestCallFact,
  type TestFact,
  tellType,
} from "#facts";
import { type FactKind, type FactsValue, factKinds } from "#verbs";
import { reportFindings } from "./findings.ts";
import { findingsJson, toJson } from "./json.ts";
import { counted, figure } from "./text/figures.ts";
import { type Look, paint } from "./text/look.ts";
import { layParagraph } from "./text/paragraph.ts";
import { layTable, type Row } from "./text/table.ts";

/** Facts of one kind, at most, that are shown unless all are asked for. */
const most = 200;

/** What the source says, one table for each kind of fact. */
export function reportFacts(value: FactsValue, look: Look): readonly string[] {
  const kinds = value.only === undefined ? factKinds : [value.only];
  const told = reportFindings(value.findings, { look, sources: new Map(), most: 20 });
  const sum = kinds.map((kind) => counted(value[kind].length, kind.slice(0, -1))).join(", ");
  const read = `${counted(value.files, "file")}, ${counted(value.lines, "line")}: ${sum}`;
  return [
    ...kinds.flatMap((kind) => tableOf(kind, value, look)),
    ...(told.length === 0 ? [] : [...told, ""]),
    ...layParagraph(read, look),
  ];
}

function tableOf(kind: FactKind, value: FactsValue, look: Look): readonly string[] {
  const rows = rowsOf(kind, value);
  if (rows.length === 0) return [];
  const shown = value.all ? rows : rows.slice(0, most);
  const hidden = rows.length - shown.length;
  const title = kind.charAt(0).toUpperCase() + kind.slice(1);
  return [
    paint(look, "heading", title),
    ...layTable(shown, { look, indent: 2 }),
    ...(hidden > 0
      ? [paint(look, "faint", `  … ${figure(hidden)} more: keelback facts --only ${kind} --all`)]
      : []),
    "",
  ];
}

function rowsOf(kind: FactKind, value: FactsValue): readonly Row[] {
  const { applications, routes, models, schemas, migrations, tasks } = value;
  const { jobs, signals, events, tests, settings, packages } = value;
  switch (kind) {
    case "applications":
      return applicationRows(applications);
    case "routes":
      return routeRows(routes);
    case "models":
      return modelRows(models);
    case "schemas":
      return schemaRows(schemas);
    case "migrations":
      return migrationRows(migrations);
    case "tasks":
      return taskRows(tasks);
    case "jobs":
      return jobRows(jobs);
    case "signals":
      return signalRows(signals);
    case "events":
      return eventRows(events);
    case "tests":
      return testRows(tests);
    case "settings":
      return settingRows(settings);
    case "packages":
      return packageRows(packages);
  }
}

function applicationRows(applications: readonly ApplicationFact[]): readonly Row[] {
  return applications.map(({ framework, middleware, lifespan, errors, span }) => ({
    cells: [{ text: framework, style: "heading" }],
    body: {
      text: [
        ...middleware.map(({ id }) => `middleware ${lastName(id)}`),
        ...lifespan.map(({ id }) => `lifespan ${lastName(id)}`),
        ...errors.map(({ error, id }) => `${lastName(error)} → ${lastName(id)}`),
      ].join(", "),
    },
    end: { text: formatSpan(span), style: "faint" },
  }));
}

function lastName(id: string): string {
  return id.slice(Math.max(id.lastIndexOf(":"), id.lastIndexOf(".")) + 1);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function routeRows(routes: readonly RouteFact[]): readonly Row[] {
  return routes
    .toSorted((one, other) => compare(one.path, other.path) || compare(one.method, other.method))
    .map((route) => ({
      cells: [{ text: route.method }, { text: route.path, style: "heading" }],
      body: { text: tellAnswer(route) },
      end: { text: formatSpan(route.span), style: "faint" },
    }));
}

/** `OrderViewSet.list (orders:order-list)`, with what must hold for it. */
function tellAnswer({ handler, action, name, when, opaque }: RouteFact): string {
  const answers = handler.slice(handler.lastIndexOf(":") + 1) + (action === undefined ? "" : `.${action}`);
  const said = [...(name === undefined ? [] : [name]), ...(opaque ? ["and all below"] : [])];
  const held = when === undefined ? "" : `, when ${when.join(" and ")}`;
  return `${answers}${said.length === 0 ? "" : ` (${said.join(", ")})`}${held}`;
}

function modelRows(models: readonly ModelFact[]): readonly Row[] {
  return models
    .toSorted((one, other) => compare(one.name, other.name) || compare(one.id, other.id))
    .map((model) => ({
      cells: [
        { text: model.name, style: "heading" },
        { text: model.abstract ? "abstract" : "", style: "faint" },
      ],
      body: { text: model.fields.map(tellField).join(", ") },
      end: { text: formatSpan(model.span), style: "faint" },
    }));
}

/** `buyer → User`, `slug (indexed)`. */
function tellField({ name, relation, unique, indexed, primaryKey }: FieldFact): string {
  if (relation)
    return `${name} → ${relation.to === undefined ? "?" : relation.to.slice(relation.to.lastIndexOf(":") + 1)}`;
  const said = primaryKey ? " (key)" : unique ? " (unique)" : indexed ? " (indexed)" : "";
  return name + said;
}

function schemaRows(schemas: readonly SchemaFact[]): readonly Row[] {
  return schemas
    .toSorted((one, other) => compare(one.name, other.name) || compare(one.id, other.id))
    .map(({ name, form, fields, span }) => ({
      cells: [
        { text: name, style: "heading" },
        { text: form === "object" ? "" : form, style: "faint" },
      ],
      body: {
        text: fields
          .map((field) => `${field.name}${field.required ? "" : "?"}: ${tellType(field.type)}`)
          .join(", "),
      },
      end: { text: formatSpan(span), style: "faint" },
    }));
}

/** One row for each application: how many migrations it has, and which nothing comes after. */
function migrationRows(migrations: readonly MigrationFact[]): readonly Row[] {
  return [...Map.groupBy(migrations, ({ app }) => app)]
    .toSorted(([one], [other]) => compare(one, other))
    .map(([app, all]) => {
      const leaves = all.filter(({ isLeaf }) => isLeaf);
      const [last] = leaves;
      return {
        cells: [{ text: app, style: "heading" as const }, { text: figure(all.length) }],
        body: { text: leaves.map(({ name }) => name).join(", ") },
        end: { text: last === undefined ? "" : formatSpan(last.span), style: "faint" as const },
      };
    });
}

/** Each task with its queue, how often it is tried again, when it is run by itself, and where it is sent from. */
function taskRows(tasks: readonly TaskFact[]): readonly Row[] {
  return tasks
    .toSorted((one, other) => compare(one.id, other.id))
    .map((task) => ({
      cells: [
        { text: lastName(task.id), style: "heading" as const },
        { text: task.framework, style: "faint" as const },
      ],
      body: { text: tellTask(task).join(", ") },
      end: { text: formatSpan(task.span), style: "faint" as const },
    }));
}

function tellTask({ name, queue, retries, options, schedules, sends }: TaskFact): readonly string[] {
  const retried =
    retries?.most === "endless" ? "tried again without an end" : `tried again ${retries?.most} times`;
  const isKnown = retries !== undefined && retries.most !== "unknown";
  const others = Object.entries(options).filter(([option]) => !isKnown || option !== "max_retries");
  return [
    ...(name === undefined ? [] : [`"${name}"`]),
    ...(queue === undefined ? [] : [`queue ${queue}`]),
    ...(isKnown ? [retried] : []),
    ...others.map(([option, value]) => `${option}=${value}`),
    ...schedules.map(({ when, span }) => `run by itself ${when} ${formatSpan(span)}`),
    ...sends.map(
      ({ how, afterCommit, span }) => `${how}${afterCommit ? " after commit" : ""} ${formatSpan(span)}`,
    ),
  ];
}

/** What is done after requests were answered, and who hands it over. */
function jobRows(jobs: readonly JobFact[]): readonly Row[] {
  return jobs.map(({ id, framework, within, sessions, span }) => ({
    cells: [
      { text: lastName(id), style: "heading" as const },
      { text: framework, style: "faint" as const },
    ],
    body: {
      text: [`after ${lastName(within)}`, ...sessions.map((name) => `with its session ${name}`)].join(", "),
    },
    end: { text: formatSpan(span), style: "faint" as const },
  }));
}

/** What is called when something happens. */
function signalRows(signals: readonly SignalFact[]): readonly Row[] {
  return signals
    .toSorted((one, other) => compare(one.signal, other.signal) || compare(one.receiver, other.receiver))
    .map(({ signal, receiver, sender, span }) => ({
      cells: [
        { text: signal },
        { text: sender === undefined ? "" : lastName(sender), style: "heading" as const },
      ],
      body: { text: lastName(receiver) },
      end: { text: formatSpan(span), style: "faint" as const },
    }));
}

/** Messages that are given and taken, with what they carry; `?` for what is known only at run time. */
function eventRows(events: readonly EventFact[]): readonly Row[] {
  return events.map((event) => ({
    cells: [
      { text: event.direction },
      { text: event.channel ?? "?", style: "heading" as const },
      { text: event.framework, style: "faint" as const },
    ],
    body: {
      text: [
        ...(event.name === undefined || event.name === event.channel ? [] : [event.name]),
        ...(event.exchange === undefined ? [] : [`exchange ${event.exchange}`]),
        event.payload === undefined ? "payload ?" : tellPayload(event.payload),
        ...(event.via === undefined ? [] : [`by ${formatSpan(event.via)}`]),
      ].join(", "),
    },
    end: { text: formatSpan(event.span), style: "faint" as const },
  }));
}

function tellPayload(payload: PayloadFact): string {
  switch (payload.kind) {
    case "type":
      return tellType(payload.type);
    case "list":
      return `list of ${payload.of === undefined ? "?" : tellPayload(payload.of)}`;
    case "fields": {
      const fields = payload.fields.map(
        ({ name, required, value }) =>
          `${name}${required ? "" : "?"}: ${value === undefined ? "?" : tellPayload(value)}`,
      );
      return `{${[...fields, ...(payload.isPartial ? ["…"] : [])].join(", ")}}`;
    }
  }
}

/** Tests that call routes, each with those. */
function testRows(tests: readonly TestFact[]): readonly Row[] {
  return tests
    .toSorted((one, other) => compare(one.id, other.id))
    .map(({ id, calls, span }) => ({
      cells: [{ text: id.slice(id.lastIndexOf(":") + 1), style: "heading" as const }],
      body: { text: [...new Set(calls.map(tellCall))].join(", ") },
      end: { text: formatSpan(span), style: "faint" as const },
    }));
}

/** Variables of the environment, those that must be set marked so. */
function settingRows(settings: readonly SettingFact[]): readonly Row[] {
  return settings
    .toSorted((one, other) => compare(one.variable, other.variable))
    .map(({ variable, reader, name, type, required, default: value, span }) => ({
      cells: [
        { text: variable, style: "heading" as const },
        { text: required ? "required" : "" },
        { text: reader, style: "faint" as const },
      ],
      body: {
        text: [
          ...(name === undefined || name === variable ? [] : [name]),
          ...(type === undefined ? [] : [type]),
          ...(value === undefined ? [] : [`default ${value}`]),
        ].join(", "),
      },
      end: { text: formatSpan(span), style: "faint" as const },
    }));
}

/** Packages with the newest version that is let in, and whether somebody asked for it or a program wrote it down. */
function packageRows(packages: readonly PackageFact[]): readonly Row[] {
  return packages
    .toSorted((one, other) => compare(one.package, other.package) || compare(one.form, other.form))
    .map(({ package: name, limit, form, span }) => ({
      cells: [{ text: name, style: "heading" as const }, { text: tellLimit(form, limit) }],
      body: { text: form },
      end: { text: formatSpan(span), style: "faint" as const },
    }));
}

function tellLimit(form: PackageFact["form"], limit: PackageFact["limit"]): string {
  if (limit === undefined) return "";
  const version = limit.version.join(".");
  return form === "locked" ? version : `${limit.inclusive ? "up to" : "below"} ${version}`;
}

/** `GET /orders/{id}`, or what is asked for where no route of the project answers. */
function tellCall({ method, target, routes }: TestCallFact): string {
  return routes.length > 0 ? routes.join(", ") : `${method} ${target} (no route)`;
}

export function factsJson({
  routes,
  models,
  applications,
  schemas,
  migrations,
  tasks,
  jobs,
  signals,
  events,
  tests,
  settings,
  packages,
  files,
  lines,
  findings,
  only,
}: FactsValue): {
  readonly [key: string]: JsonValue;
} {
  return {
    files,
    lines,
    ...(only === undefined || only === "applications" ? { applications: toJson(applications) } : {}),
    ...(only === undefined || only === "routes" ? { routes: toJson(routes) } : {}),
    ...(only === undefined || only === "models" ? { models: toJson(models) } : {}),
    ...(only === undefined || only === "schemas" ? { schemas: toJson(schemas) } : {}),
    ...(only === undefined || only === "migrations" ? { migrations: toJson(migrations) } : {}),
    ...(only === undefined || only === "tasks" ? { tasks: toJson(tasks) } : {}),
    ...(only === undefined || only === "jobs" ? { jobs: toJson(jobs) } : {}),
    ...(only === undefined || only === "signals" ? { signals: toJson(signals) } : {}),
    ...(only === undefined || only === "events" ? { events: toJson(events) } : {}),
    ...(only === undefined || only === "tests" ? { tests: toJson(tests) } : {}),
    ...(only === undefined || only === "settings" ? { settings: toJson(settings) } : {}),
    ...(only === undefined || only === "packages" ? { packages: toJson(packages) } : {}),
    findings: findingsJson(findings),
  };
}
