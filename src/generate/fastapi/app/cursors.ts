import { imported, type Py, py } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { type SliceNeeds, sliceNeeds } from "../told.ts";
import { pythonFile } from "./names.ts";

const any = (): Py => imported("typing", "Any");
const sequence = (): Py => imported("collections.abc", "Sequence");
const session = (): Py => imported("sqlalchemy.ext.asyncio", "AsyncSession");
const condition = (): Py => py`${imported("sqlalchemy", "ColumnElement")}[bool]`;

/** `app/cursors.py`: pages that go on from a row, where some list has them. */
export function emitCursors(blueprint: Blueprint): readonly GeneratedFile[] {
  const needs = sliceNeeds(blueprint.domain);
  if (!needs) return [];
  const parts = [
    key(),
    windowClass(needs),
    slice(needs),
    readSlice(needs),
    ...(needs.opaque ? [readCursor(needs)] : []),
    ...(needs.key ? [findPlace()] : []),
    ...(needs.start || needs.end ? [writeCursor(needs)] : []),
    beyond(),
    ...(needs.previous || (needs.backwards && needs.next) ? [isAny()] : []),
    ...(needs.opaque && needs.sorted ? [spell()] : []),
    refusal(),
  ];
  return [pythonFile("app/cursors.py", parts)];
}

function key(): Py {
  return py`
    @${imported("dataclasses", "dataclass")}(frozen=True, slots=True)
    class Key:
        """One of the columns that rows are ordered by; no two rows have the same values in all."""

        column: ${imported("sqlalchemy.orm", "InstrumentedAttribute")}[${any()}]
        written: ${any()}
        descending: bool = False

        @property
        def ordering(self) -> ${imported("sqlalchemy", "ColumnElement")}[${any()}]:
            return self.column.desc() if self.descending else self.column.asc()`;
}

function windowClass({ backwards }: SliceNeeds): Py {
  return py`
    @${imported("dataclasses", "dataclass")}(frozen=True, slots=True)
    class Window:
        """How many rows are read, and from where: places are values of the keys."""

        limit: int
        after: ${sequence()}[object] | None = None
        ${backwards && py`before: ${sequence()}[object] | None = None`}`;
}

function slice({ next, previous, start, end }: SliceNeeds): Py {
  return py`
    @${imported("dataclasses", "dataclass")}(frozen=True, slots=True)
    class Slice[T]:
        """Rows that follow one another, and where they stand among all."""

        rows: ${sequence()}[T]
        ${previous && py`has_previous: bool`}
        ${next && py`has_next: bool`}
        ${start && py`start: str | None`}
        ${end && py`end: str | None`}`;
}

/** Only forwards, or both ways. */
function readSlice(needs: SliceNeeds): Py {
  return needs.backwards ? readBothWays(needs) : readForwards(needs);
}

function readForwards(needs: SliceNeeds): Py {
  const { next, previous } = needs;
  return py`
    async def read_slice[T](
        session: ${session()},
        statement: ${imported("sqlalchemy", "Select")}[tuple[T]],
        keys: ${sequence()}[Key],
        window: Window,
    ) -> Slice[T]:
        """Read the first rows, or those after a place."""
        inside = [] if window.after is None else [_beyond(keys, window.after)]
        found = await session.scalars(
            statement.where(*inside).order_by(*(key.ordering for key in keys)).limit(window.limit${next && py` + 1`})
        )
        rows = found.all()
        ${next && py`shown = rows[: window.limit]`}
        return Slice(
            ${next ? py`rows=shown,` : py`rows=rows,`}
            ${previous && py`has_previous=await _is_any(session, statement, inside),`}
            ${next && py`has_next=len(rows) > window.limit,`}
            ${ends(needs, next ? py`shown` : py`rows`)}
        )`;
}

function readBothWays(needs: SliceNeeds): Py {
  const { next, previous } = needs;
  const looks = next || previous;
  return py`
    async def read_slice[T](
        session: ${session()},
        statement: ${imported("sqlalchemy", "Select")}[tuple[T]],
        keys: ${sequence()}[Key],
        window: Window,
    ) -> Slice[T]:
        """Read the first rows, those after a place, or the last ones before it."""
        reversed_keys = [${imported("dataclasses", "replace")}(key, descending=not key.descending) for key in keys]
        later = [] if window.after is None else [_beyond(keys, window.after)]
        earlier = [] if window.before is None else [_beyond(reversed_keys, window.before)]
        forwards = window.after is not None or window.before is None
        found = await session.scalars(
            statement.where(*later, *earlier)
            .order_by(*(key.ordering for key in (keys if forwards else reversed_keys)))
            .limit(window.limit${looks && py` + 1`})
        )
        rows = found.all()
        shown = rows[: window.limit] if forwards else rows[: window.limit][::-1]
        ${looks && py`more = len(rows) > window.limit`}
        return Slice(
            rows=shown,
            ${previous && py`has_previous=(more and not forwards) or await _is_any(session, statement, later),`}
            ${next && py`has_next=(more and forwards) or await _is_any(session, statement, earlier),`}
            ${ends(needs, py`shown`)}
        )`;
}

function ends({ start, end }: SliceNeeds, rows: Py): readonly Py[] {
  return [
    ...(start ? [py`start=_write_cursor(keys, ${rows}[0]) if ${rows} else None,`] : []),
    ...(end ? [py`end=_write_cursor(keys, ${rows}[-1]) if ${rows} else None,`] : []),
  ];
}

function readCursor({ sorted }: SliceNeeds): Py {
  const decode = imported("base64", "b64decode");
  const read = py`${imported("pydantic", "TypeAdapter")}(key.written).validate_python(value)`;
  const zipped = py`for key, value in zip(keys, values, strict=True)`;
  const values = sorted ? py`order, *values` : py`values`;
  return py`
    def read_cursor(keys: ${sequence()}[Key], parameter: str, cursor: str | None) -> ${sequence()}[object] | None:
        """Read where a cursor stands in the order of a list."""
        if cursor is None:
            return None
        padded = cursor + "=" * (-len(cursor) % 4)
        try:
            ${values} = ${imported("pydantic_core", "from_json")}(${decode}(padded, altchars=b"-_", validate=True))
            place = [${read} ${zipped}]
        except (TypeError, ValueError) as error:
            raise _refuse(parameter, cursor) from error
        ${
          sorted &&
          py`
        if order != _spell(keys):
            raise _refuse(parameter, cursor)`
        }
        return place`;
}

function writeCursor({ sorted }: SliceNeeds): Py {
  return py`
    def _write_cursor(keys: ${sequence()}[Key], row: object) -> str:
        ${sorted ? py`place = [_spell(keys), *(getattr(row, key.column.key) for key in keys)]` : py`place = [getattr(row, key.column.key) for key in keys]`}
        return ${imported("base64", "urlsafe_b64encode")}(${imported("pydantic_core", "to_json")}(place)).rstrip(b"=").decode()`;
}

function spell(): Py {
  return py`
    def _spell(keys: ${sequence()}[Key]) -> str:
        return ",".join(f"{'-' if key.descending else ''}{key.column.key}" for key in keys)`;
}

function findPlace(): Py {
  return py`
    async def find_place(
        session: ${session()}, keys: ${sequence()}[Key], parameter: str, identity: object
    ) -> ${sequence()}[object] | None:
        """Find where the row with an identity, the last of the keys, stands in the order of a list."""
        if identity is None:
            return None
        found = await session.execute(
            ${imported("sqlalchemy", "select")}(*(key.column for key in keys)).where(keys[-1].column == identity)
        )
        place = found.one_or_none()
        if place is None:
            raise _refuse(parameter, identity)
        return place`;
}

function beyond(): Py {
  const and = imported("sqlalchemy", "and_");
  const or = imported("sqlalchemy", "or_");
  return py`
    def _beyond(keys: ${sequence()}[Key], place: ${sequence()}[object]) -> ${condition()}:
        """Rows that come after a place: the first key in which they differ from it decides."""
        known = list(zip(keys, place, strict=True))
        return ${or}(
            *(
                ${and}(
                    *(earlier.column == same for earlier, same in known[:number]),
                    key.column < value if key.descending else key.column > value,
                )
                for number, (key, value) in enumerate(known)
            )
        )`;
}

function isAny(): Py {
  return py`
    async def _is_any(
        session: ${session()}, statement: ${imported("sqlalchemy", "Select")}[Any], inside: ${sequence()}[${condition()}]
    ) -> bool:
        """Whether there are rows on the other side of a place."""
        if not inside:
            return False
        outside = statement.where(${imported("sqlalchemy", "not_")}(${imported("sqlalchemy", "and_")}(*inside)))
        return await session.scalar(${imported("sqlalchemy", "select")}(outside.exists())) is True`;
}

function refusal(): Py {
  const error = imported("fastapi.exceptions", "RequestValidationError");
  return py`
    def _refuse(parameter: str, given: object) -> ${error}:
        return ${error}(
            [
                {
                    "type": "cursor",
                    "loc": ("query", parameter),
                    "msg": "must be a place that this list has told",
                    "input": given,
                }
            ]
        )`;
}
