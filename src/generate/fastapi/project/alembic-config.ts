import type { GeneratedFile } from "../file.ts";

/** `alembic.ini` and the template of later migrations. */
export function emitAlembicConfig(): readonly GeneratedFile[] {
  return [
    { path: "alembic.ini", text: ini },
    { path: "migrations/script.py.mako", text: template },
  ];
}

const ini = `[alembic]
script_location = %(here)s/migrations
prepend_sys_path = %(here)s
path_separator = os
file_template = %%(rev)s_%%(slug)s

[post_write_hooks]
hooks = fix, format
fix.type = module
fix.module = ruff
fix.options = check --fix REVISION_SCRIPT_FILENAME
format.type = module
format.module = ruff
format.options = format REVISION_SCRIPT_FILENAME
`;

const template = `"""\${message}.

Revision ID: \${up_revision}
Revises: \${down_revision | comma,n}
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
\${imports if imports else ""}

revision: str = \${repr(up_revision)}
down_revision: str | Sequence[str] | None = \${repr(down_revision)}
branch_labels: str | Sequence[str] | None = \${repr(branch_labels)}
depends_on: str | Sequence[str] | None = \${repr(depends_on)}


def upgrade() -> None:
    \${upgrades if upgrades else "pass"}


def downgrade() -> None:
    \${downgrades if downgrades else "pass"}
`;
