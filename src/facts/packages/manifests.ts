const names =
  /(?:^|\/)(?:pyproject\.toml|Pipfile|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|\.python-version|runtime\.txt|Dockerfile|requirements[\w.-]*\.txt|[\w.-]+[-_.]requirements\.txt|requirements\/[\w.-]+\.txt)$/;

/** Whether a file says which packages a project runs with, and with which Python. */
export function isManifest(path: string): boolean {
  return names.test(path);
}
