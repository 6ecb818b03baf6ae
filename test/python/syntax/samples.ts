/** Modules of each version's new syntax, all of them Python of some version from 3.8 to 3.14. */
export const samples: Readonly<Record<string, string>> = {
  "3.8 positional-only, walrus, f-string =": `
def f(a, b=1, /, c=2, *args, d, e=3, **kwargs): return (n := len(a))
print(f"{a=!r:>{width}}", f'{x!s}', f"{y:%Y-%m-%d}")
`,
  "3.9 decorators, unpacking": `
@buttons[0].clicked.connect
@(lambda f: f)
class A(B, metaclass=M, **kw):
    x: int
    (y): str = "1"

def g() -> tuple[int, ...]:
    return 1, *rest
    yield 1, *rest
`,
  "3.10 match and with": `
match command.split():
    case ["go", ("north" | "south") as direction, *rest] if ok: pass
    case {"a": 1, "b": [x, _], **others}: pass
    case Point(x=0, y=-1.5) | Color.RED | None | 1 + 2j: pass
    case _: pass
match = 3
match(x)
match[1] = case
match.x: int = 1
match, case = 1, 2
print(match - 1, match * 2)
with (open("a") as a, open("b") as b,):
    pass
with (yield x): pass
with (a, b): pass
with (a).b as c, d(): pass
with (x for x in y) as z: pass
`,
  "3.11 except star": `
try: pass
except* (A, B) as error: pass
else: pass
finally: pass
def f(*args: *Ts): ...
`,
  "3.12 type parameters and nested formatted strings": `
type Point[T: (int, str), *Ts, **P] = tuple[T, *Ts]
type = 3
type(x)
def first[T](items: list[T]) -> T: return items[0]
class Box[T](Base): item: T
print(f"{x + f'{y!r}'}", f"{'\\n'.join(a)} {d["k"]:{'>'}{10}}", f'''{
    a  # comment
    + b
}''', f"{{}} {x!r:{{}}}", rf"\\{x}\\d{{3}}")
`,
  "3.13 type parameter defaults": `
class A[T = int, *Ts = *tuple[int, ...], **P = [int]]: pass
`,
  "3.14 except without parentheses, template strings": `
try: pass
except A, B: pass
try: pass
except* A, B: pass
print(t"hello {name!r:>10}", rt"\\{x}", t'{x=}')
`,
  layout: `
if x:
\tif y:
\t    z = 1
\telse: pass
elif a: b = 1; c = 2;
else:
    pass # end

    # further out
  # odd
    d = [
1,
  2, # two
]
e = 1 + \\
    2
async def f():
    async with a as b, c: pass
    async for x in y: await z
    return [i async for i in aiter() if await i if not j]
x = a if b else lambda *, k=1, **kw: c
del (a), b[0], c.d
del (a, b)
a = b = yield
x = not a == b is not c not in d
print(*args, sep="", **kwargs)
y = -x ** -y ** z
s = r"\\d" if b"" b"" else 'it''s' "a\\
b"
a[1:2, ::3, ...] = *b, c
n = 0x_ff + 0o17 + 0b1_0 + 1_000.5e-3j + 1if 1else 2
global g1, g2
raise E from None
assert x, "y"
from . import a as b, c
from ...x.y import (a, b as c,)
from .. import *
import a.b.c as d, e
`,
};
