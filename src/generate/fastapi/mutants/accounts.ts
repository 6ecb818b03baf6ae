import type { Fault, Place } from "./apply-fault.ts";
import { clearingFault } from "./cookies.ts";
import { changeFaults } from "./rows.ts";

export function registerFaults(service: Place): readonly Fault[] {
  return [
    {
      ...service,
      name: "answers without keeping",
      find: / {4}return (\w+)\s*$/,
      put: "    session.expunge_all()\n    await session.rollback()\n    return $1",
    },
    {
      path: service.path.replace(/service\.py$/, "schemas.py"),
      within: "refuse_weak",
      name: "takes weak passwords",
      find: /if not all\([^\n]*:\n/,
      put: "if False:\n",
    },
    unnamedConflict(service),
  ];
}

export function loginFaults(service: Place): readonly Fault[] {
  const counting = { ...service, within: "_count_attempt" };
  return [
    {
      ...service,
      name: "takes any password",
      find: /if not await verify_password\([^:]*\):/,
      put: "if False:",
    },
    {
      ...service,
      name: "lets in whom the account's state keeps out",
      find: /if is_barred\(\w+\):/,
      put: "if False:",
    },
    {
      path: "app/security.py",
      within: "_authenticate",
      name: "goes on with whom the account's state keeps out",
      find: /if is_barred\([\w.]+\):/,
      put: "if False:",
    },
    {
      path: "app/security.py",
      within: "is_barred",
      name: "keeps out for ever",
      find: /\(\s*\w+\.\w+ is None or \w+\.\w+ > clock\.now\(\)\s*\)/,
      put: "True",
    },
    {
      ...service,
      name: "does not note when somebody signs in",
      find: /\n {4}\w+\.\w+ = clock\.now\(\)\n/,
      put: "\n",
    },
    {
      ...counting,
      name: "does not throttle",
      find: /if attempts > settings\.sign_in_attempts:/,
      put: "if False:",
    },
    {
      ...counting,
      name: "throttles for ever",
      find: /await session\.execute\(delete\((?:[^()]|\([^()]*\))*\)(?:[^()]|\([^()]*\))*\)\n/,
      put: "pass\n",
    },
  ];
}

export function currentAccountFaults(): readonly Fault[] {
  return [
    {
      path: "app/security.py",
      within: "_read_token",
      name: "takes a token that has expired",
      find: /if claims\["exp"\] <= clock\.now\(\)\.timestamp\(\):/,
      put: "if False:",
    },
  ];
}

export function updateCurrentAccountFaults(service: Place): readonly Fault[] {
  return [...changeFaults(service), unnamedConflict(service)];
}

export function deleteCurrentAccountFaults(service: Place): readonly Fault[] {
  return [
    { ...service, name: "keeps the account", find: /await session\.delete\(\w+\)/, put: "pass" },
    clearingFault(service),
  ];
}

function unnamedConflict(service: Place): Fault {
  return {
    ...service,
    within: "_flush_unique",
    name: "lets a conflict through unnamed",
    find: /raise \w+\(message\) from error/,
    put: "raise",
  };
}
