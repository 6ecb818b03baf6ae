import type { PythonEnvironment } from "../environment/index.ts";

type Variables = Readonly<Record<string, string | undefined>>;

const kept = /^(HOME|USER|LOGNAME|LANG|LC_[A-Z]+|TZ|TMPDIR|SHELL|SSL_CERT_FILE|SSL_CERT_DIR|SYSTEMROOT)$/;

/**
 * What a run of the project sees of the user's environment: only what any program needs. A setting or a PYTHON…
 * variable of the user's shell must not decide whether a test passes.
 */
export function bareEnvironment(variables: Variables, environment: PythonEnvironment): Variables {
  const dropped = Object.keys(variables).filter((name) => !kept.test(name));
  return {
    ...Object.fromEntries(dropped.map((name) => [name, undefined])),
    PATH: `${environment.folder}/bin:${variables["PATH"] ?? "/usr/bin:/bin"}`,
    VIRTUAL_ENV: environment.folder,
    NO_COLOR: "1",
  };
}
