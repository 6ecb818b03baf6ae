import { type Command, type CommandResult, type MemoryWorkspace, openMemory } from "#workspace";

export interface PlayedPython {
  readonly version: string;
  readonly missing?: readonly string[];
  readonly implementation?: string;
  /** Where it says that it is, behind a shim. */
  readonly executable?: string;
  readonly venv?: boolean;
  readonly pip?: boolean;
}

export interface PlayedMachine {
  readonly pythons?: Readonly<Record<string, PlayedPython>>;
  readonly uvs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** What uv answers to a call, by a word of it. */
  readonly uv?: (command: Command) => Partial<CommandResult> | undefined;
}

/** A machine with these Pythons and uvs, in memory. */
export function playMachine(machine: PlayedMachine): MemoryWorkspace {
  const present = Object.fromEntries(
    [...Object.keys(machine.pythons ?? {}), ...Object.keys(machine.uvs ?? {})].map((path) => [path, ""]),
  );
  const uvs: Record<string, string> = { ...machine.uvs };
  return openMemory({
    files: { ...present, ...machine.files },
    environment: { PATH: "/usr/bin:/bin", HOME: "/home/u", ...machine.environment },
    run: (command, workspace) => {
      if (uvs[command.program] !== undefined) {
        if (command.arguments[0] === "--version") return { stdout: `uv ${uvs[command.program]} (x)\n` };
        return machine.uv?.(command) ?? playUv(command, workspace);
      }
      const python = machine.pythons?.[command.program];
      if (command.program === "/cache/uv/0.13.9/bin/python") return playInstall(command, uvs);
      return python === undefined ? undefined : playPython(command, python, uvs);
    },
  });
}

function playUv(command: Command, workspace: MemoryWorkspace): Partial<CommandResult> {
  if (command.arguments[0] === "venv") {
    const folder = command.arguments.find((argument) => argument.startsWith("/cache/environments/")) ?? "";
    workspace.at(folder).apply([{ kind: "write", path: "bin/python", text: "" }]);
  }
  return {};
}

function playPython(
  command: Command,
  python: PlayedPython,
  uvs: Record<string, string>,
): Partial<CommandResult> {
  if (command.arguments[0] === "-I") {
    const answer = {
      version: python.version,
      platform: "linux-x86_64",
      implementation: "cpython",
      missing: [],
    };
    return { stdout: `${JSON.stringify({ ...answer, executable: command.program, ...python })}\n` };
  }
  if (command.arguments[1] === "venv")
    return python.venv === false ? { code: 1, stderr: "No module named venv" } : {};
  return python.pip === false ? { code: 1, stderr: "No module named pip" } : playInstall(command, uvs);
}

function playInstall(_: Command, uvs: Record<string, string>): Partial<CommandResult> {
  uvs["/cache/uv/0.13.9/bin/uv"] = "0.13.9";
  return {};
}
