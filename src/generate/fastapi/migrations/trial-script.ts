/**
 * Python source that goes up a chain of migrations with rows in the tables, down again and up, one at a time, and holds the
 * rows against those before each step. Called with what each file takes away and renames, as JSON.
 */
export const trialScript = `import asyncio
import json
import os
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Uuid, types
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import sort_tables_and_constraints

URL = os.environ["DATABASE_URL"]
EFFECTS = json.loads(sys.argv[1])
ROWS = 3
# Those before were tried when they were new.
STEPS = 5


def in_database(work):
    async def connect():
        engine = create_async_engine(URL, poolclass=NullPool)
        async with engine.begin() as connection:
            result = await connection.run_sync(work)
        await engine.dispose()
        return result

    return asyncio.run(connect())


def reflected(connection):
    metadata = MetaData()
    metadata.reflect(connection)
    ordered = [table for table, _ in sort_tables_and_constraints(metadata.tables.values()) if table is not None]
    return [table for table in ordered if table.name != "alembic_version"]


def made_up(column, number):
    kind = column.type
    if isinstance(kind, types.Boolean):
        return number % 2 == 0
    if isinstance(kind, types.Integer):
        return number + 1
    if isinstance(kind, types.Float):
        return number + 0.5
    if isinstance(kind, types.Numeric):
        return Decimal(number + 1)
    if isinstance(kind, types.DateTime):
        return datetime(2020, 1, 1 + number, tzinfo=UTC if kind.timezone else None)
    if isinstance(kind, types.Date):
        return date(2020, 1, 1 + number)
    if isinstance(kind, Uuid):
        return UUID(int=number + 1)
    if isinstance(kind, types.LargeBinary):
        return f"{number}{column.name}".encode()
    length = getattr(kind, "length", None) or 40
    return f"{number}{column.name}"[:length]


def fill(connection):
    """Put rows into tables that have none: what migrations meet in the field."""
    for table in reflected(connection):
        if connection.execute(table.select()).first() is not None:
            continue
        for number in range(ROWS):
            row = {}
            for column in table.columns:
                keys = [key for key in column.foreign_keys if key.column.table is not table]
                if keys:
                    found = connection.execute(keys[0].column.table.select()).mappings().all()
                    row[column.name] = found[number][keys[0].column.name] if len(found) > number else None
                elif column.foreign_keys:
                    row[column.name] = None
                else:
                    row[column.name] = made_up(column, number)
            if any(row[column.name] is None and not column.nullable for column in table.columns):
                break
            connection.execute(table.insert().values(row))


def snapshot(connection):
    return {
        table.name: {
            tuple(str(row[column.name]) for column in table.primary_key): dict(row)
            for row in connection.execute(table.select()).mappings()
        }
        for table in reflected(connection)
    }


def lost(before, after, drops, renames):
    """Tell what is not there any more, though nothing was said of it."""
    for name, rows in before.items():
        table = renames.get(name, name)
        if name in drops:
            continue
        if table not in after:
            yield f"the table {name}"
            continue
        for key, row in rows.items():
            there = after[table].get(key)
            if there is None:
                yield f"a row of {name}: {row}"
                continue
            for column, value in row.items():
                place = f"{name}.{column}"
                now = renames.get(place, f"{table}.{column}").split(".")[1]
                if place in drops:
                    continue
                if now not in there:
                    yield f"{place}, which became no other column"
                elif value is not None and not alike(value, there[now]):
                    yield f"{place}: {value!r} became {there[now]!r}"


def alike(one, other):
    return one == other or str(one) == str(other) or str(one).replace("-", "") == str(other).replace("-", "")


def shown(before, after):
    """What a step down takes away with the columns and tables that only the later revision has."""
    drops = {name for name in before if name not in after}
    for name, rows in before.items():
        for row in rows.values():
            columns = {column for other in after.get(name, {}).values() for column in other}
            drops |= {f"{name}.{column}" for column in row if after.get(name) and column not in columns}
    return drops


def step(title, move, drops, renames, *, down=False):
    before = in_database(snapshot)
    move()
    after = in_database(snapshot)
    if down:
        drops = shown(before, after) - set(renames) | drops
    problems = list(dict.fromkeys(lost(before, after, drops, renames)))
    for problem in problems[:5]:
        print(f"{title} loses {problem}")
    if problems:
        sys.exit(1)


config = Config("alembic.ini")
config.set_main_option("path_separator", "os")
every = list(ScriptDirectory.from_config(config).walk_revisions())[::-1]
first = max(0, len(every) - STEPS - 1)
command.upgrade(config, every[first].revision)
in_database(fill)
revisions = every[first + 1 :]
for entry in revisions:
    effects = EFFECTS.get(Path(entry.path).name, {})
    step(
        f"going up to {entry.revision}",
        lambda entry=entry: command.upgrade(config, entry.revision),
        set(effects.get("drops", [])),
        effects.get("renames", {}),
    )
    in_database(fill)
for entry in revisions[::-1]:
    effects = EFFECTS.get(Path(entry.path).name, {})
    step(
        f"going down from {entry.revision}",
        lambda: command.downgrade(config, "-1"),
        set(),
        {new: old for old, new in effects.get("renames", {}).items()},
        down=True,
    )
command.upgrade(config, "head")
print(f"{len(revisions)} steps, with rows")
`;
