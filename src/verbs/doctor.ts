import type { Finding } from "#base";
import { findPython, findUv, type PythonSearch, type UvSearch } from "#prove";
import type { Workspace } from "#workspace";
import type { DoctorInput } from "./doctor-input.ts";
import { findServices, type LocalServerAnswer } from "./services.ts";
import type { Runtime, Verb } from "./verb.ts";

/** One thing that was looked for on this machine. */
export interface Check {
  readonly name: string;
  /** `absent`: not here, and only some projects need it. */
  readonly state: "ok" | "missing" | "absent";
  /** What was found, or what it is for. */
  readonly detail: string;
  /** Where it was looked for, and what was there. */
  readonly looked: readonly string[];
  /** The command that mends it. */
  readonly mend?: string;
}

export interface DoctorValue {
  readonly checks: readonly Check[];
}

/** How the machine is asked; a parameter so that tests need no machine. */
export interface Machine {
  python(workspace: Workspace): Promise<PythonSearch>;
  /** Looks only: installs nothing. */
  uv(workspace: Workspace): Promise<UvSearch>;
  services(workspace: Workspace, runtime: Runtime): Promise<readonly LocalServerAnswer[]>;
}

const thisMachine: Machine = {
  python: (workspace) => findPython(workspace, true),
  uv: (workspace) => findUv(withoutLocks(workspace)),
  services: findServices,
};

/** What is missing on this machine and the command that mends it. */
export const doctor = examine(thisMachine);

export function examine(machine: Machine): Verb<DoctorInput, DoctorValue> {
  return {
    async run(workspace, _input, { runtime }) {
      const [python, uv, services] = await Promise.all([
        machine.python(workspace),
        machine.uv(workspace),
        machine.services(workspace, runtime),
      ]);
      const checks = [
        checkNode(runtime),
        checkPython(python),
        checkUv(uv, python.kind === "found"),
        ...services.map(checkService),
      ];
      return { exitCode: checks.some(({ state }) => state === "missing") ? 1 : 0, value: { checks } };
    },
  };
}

/** Installing uv begins with a lock; refused, the search ends with what is here. */
function withoutLocks(workspace: Workspace): Workspace {
  const refused = { ok: false, reason: "locked", message: "doctor installs nothing" } as const;
  return { ...workspace, lock: async () => refused, at: (root) => withoutLocks(workspace.at(root)) };
}

const oldestNode = [22, 18] as const;

function checkNode({ version, program }: Runtime): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const recent = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  const looked = [`${program}: ${version}`];
  return recent
    ? { name: "Node.js", state: "ok", detail: version, looked }
    : {
        name: "Node.js",
        state: "missing",
        detail: `${version} is older than ${oldestNode.join(".")}`,
        looked,
        mend: "npx --yes n 24",
      };
}

function checkPython(search: PythonSearch): Check {
  const looked = search.looked.map(({ path, verdict }) => `${path}: ${verdict}`);
  if (search.kind === "found")
    return {
      name: "Python",
      state: "ok",
      detail: `${search.python.version} at ${search.python.path}`,
      looked,
    };
  return { name: "Python", state: "missing", looked, ...fromFindings(search.findings) };
}

function checkUv(search: UvSearch, hasPython: boolean): Check {
  if (search.kind === "found")
    return { name: "uv", state: "ok", detail: `${search.uv.version} at ${search.uv.path}`, looked: [] };
  const install = "curl -LsSf https://astral.sh/uv/install.sh | sh";
  return hasPython
    ? { name: "uv", state: "absent", detail: "build installs its own, once", looked: [], mend: install }
    : {
        name: "uv",
        state: "missing",
        detail: "there is no Python to install it with",
        looked: [],
        mend: install,
      };
}

function fromFindings(findings: readonly Finding[]): { readonly detail: string; readonly mend?: string } {
  const [finding] = findings;
  return {
    detail: finding?.message ?? "not found",
    ...(finding?.mend !== undefined && { mend: finding.mend }),
  };
}

function checkService({ service, address }: LocalServerAnswer): Check {
  const { name, purpose, mend } = service;
  return address === undefined
    ? { name, state: "absent", detail: purpose, looked: service.addresses, mend }
    : { name, state: "ok", detail: `listens at ${address}`, looked: [] };
}
