import { assert } from "#base";
import type { Workspace } from "#workspace";
import type { Runtime } from "./verb.ts";

/** A service that some projects need while they are developed or tested here. */
export interface LocalServer {
  readonly name: string;
  /** What needs it. */
  readonly purpose: string;
  /** Ports of the loopback and paths of sockets. */
  readonly addresses: readonly string[];
  /** The command that starts one. */
  readonly mend: string;
}

export interface LocalServerAnswer {
  readonly service: LocalServer;
  /** The address at which something listens. */
  readonly address?: string;
}

/** The services by their usual places, or where the environment says. */
export function knownServices(environment: Workspace["environment"]): readonly LocalServer[] {
  const postgresPort = environment["PGPORT"] ?? "5432";
  const folder = environment["PGHOST"];
  const sockets = folder?.startsWith("/") ? [folder] : ["/var/run/postgresql", "/tmp"];
  return [
    {
      name: "PostgreSQL",
      purpose: "for --database postgresql",
      addresses: [`127.0.0.1:${postgresPort}`, ...sockets.map((path) => `${path}/.s.PGSQL.${postgresPort}`)],
      mend: "docker run --rm -d -p 127.0.0.1:5432:5432 -e POSTGRES_PASSWORD=postgres postgres:17",
    },
    {
      name: "MariaDB",
      purpose: "for a MySQL or MariaDB database",
      addresses: ["127.0.0.1:3306", "/run/mysqld/mysqld.sock"],
      mend: "docker run --rm -d -p 127.0.0.1:3306:3306 -e MARIADB_ROOT_PASSWORD=mariadb mariadb:11",
    },
    {
      name: "Redis",
      purpose: "for background tasks",
      addresses: ["127.0.0.1:6379"],
      mend: "docker run --rm -d -p 127.0.0.1:6379:6379 redis:7",
    },
    {
      name: "RabbitMQ",
      purpose: "for background tasks",
      addresses: ["127.0.0.1:5672"],
      mend: "docker run --rm -d -p 127.0.0.1:5672:5672 rabbitmq:4",
    },
  ];
}

const waitMs = 700;

/** Runs in a process of its own, since this one opens no connection: prints those addresses at which one opens. */
const question = `
const { connect } = require("node:net");
const open = [];
for (const address of process.argv.slice(1)) {
  const [, host, port] = /^([0-9.]+):([0-9]+)$/.exec(address) ?? [];
  const socket = port === undefined ? connect(address) : connect(Number(port), host);
  socket.setTimeout(${waitMs}, () => socket.destroy());
  socket.on("connect", () => { open.push(address); socket.destroy(); });
  socket.on("error", () => socket.destroy());
}
process.on("exit", () => process.stdout.write(JSON.stringify(open)));
`;

/** Asks each address whether something listens there. */
export async function findServices(
  workspace: Workspace,
  runtime: Runtime,
): Promise<readonly LocalServerAnswer[]> {
  const services = knownServices(workspace.environment);
  const result = await workspace.run({
    program: runtime.program,
    arguments: ["-e", question, "--", ...services.flatMap(({ addresses }) => addresses)],
    timeoutMs: 10_000,
  });
  const open = readAddresses(result.stdout);
  return services.map((service) => {
    const address = service.addresses.find((candidate) => open.includes(candidate));
    return { service, ...(address !== undefined && { address }) };
  });
}

function readAddresses(text: string): readonly string[] {
  if (!text.startsWith("[")) return [];
  const value: unknown = JSON.parse(text);
  assert(Array.isArray(value), "our own question is answered with a list");
  return value.map(String);
}
