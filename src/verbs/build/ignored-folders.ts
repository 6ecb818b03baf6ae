/** Folders that hold nothing of a project's own. */
export const ignoredFolders: readonly string[] = [
  ".git",
  ".venv",
  "venv",
  ".tox",
  ".nox",
  "node_modules",
  "__pycache__",
  ".mypy_cache",
  ".ruff_cache",
  ".pytest_cache",
  ".hypothesis",
  "htmlcov",
  ".keelback",
];
