import { formatPython } from "#python";
import type { GeneratedFile } from "../file.ts";

/** `app/versions.py`: what requests and answers say of the versions of rows. */
export function emitVersions(used: ReadonlySet<string>): readonly GeneratedFile[] {
  if (used.size === 0) return [];
  const answers = used.has("answer_not_modified");
  const parts = [
    answers ? `${head}from fastapi import Response, status\n\n${pattern}` : `${head}${pattern}`,
    tagOf,
    ...(used.has("is_current") ? [isCurrent] : []),
    ...(answers ? [isKnown, notModified] : []),
  ];
  return [{ path: "app/versions.py", text: formatPython(parts.join("\n\n")) }];
}

const head = `"""Versions of rows, as requests and answers speak of them (RFC 9110, 13.1)."""

import re

`;

const pattern = `TAG = re.compile(r'(W/)?("[^"]*")')
`;

const tagOf = `def tag_of(version: int) -> str:
    return f'"{version}"'
`;

const isCurrent = `def is_current(tags: str | None, version: int) -> bool:
    """Whether a change is meant for this version: as its tag says, or whatever the version is."""
    if tags is None or tags.strip() == "*":
        return True
    # A weak tag says that two versions are alike, which is not enough to change one of them.
    return any(tag == tag_of(version) for weak, tag in TAG.findall(tags) if not weak)
`;

const isKnown = `def is_known(tags: str | None, version: int) -> bool:
    """Whether the caller has this version already."""
    if tags is None:
        return False
    return tags.strip() == "*" or any(tag == tag_of(version) for _, tag in TAG.findall(tags))
`;

const notModified = `def answer_not_modified(version: int) -> Response:
    return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers={"ETag": tag_of(version)})
`;
