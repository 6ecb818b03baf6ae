import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { takesTokens } from "../outside/credentials.ts";

/** `.gitignore` and `.dockerignore`. */
export function emitIgnoreFiles({ domain }: Blueprint): readonly GeneratedFile[] {
  const keyFile = takesTokens(domain) ? ".issuer.pem\n" : "";
  return [
    { path: ".gitignore", text: `${keyFile}${gitignore}` },
    { path: ".dockerignore", text: dockerignore },
  ];
}

const gitignore = `.env
.venv/
__pycache__/
*.py[cod]
.coverage
.coverage.*
.hypothesis/
.mypy_cache/
.pytest_cache/
.ruff_cache/
*.sqlite3
*.sqlite3-journal
*.sqlite3-shm
*.sqlite3-wal
`;

// Everything is left out but what the image needs, so that no secret or database slips in.
const dockerignore = `*
!alembic.ini
!app
!migrations
!requirements.txt
**/__pycache__
`;
