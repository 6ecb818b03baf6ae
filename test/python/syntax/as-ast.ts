import type { Body, Pattern, Statement } from "../../../src/python/syntax/statements-tree.ts";
import type {
  Argument,
  Expression,
  FormattedPart,
  Parameter,
  TypeParameter,
} from "../../../src/python/syntax/tree.ts";

type Json = unknown;

/** Our tree in the shape in which `dump-ast.py` prints CPython's. */
export function asAst(body: Body, text: string): Json {
  return dumper(text).body(body);
}

const binaries: Readonly<Record<string, string>> = {
  "+": "Add",
  "-": "Sub",
  "*": "Mult",
  "/": "Div",
  "//": "FloorDiv",
  "%": "Mod",
  "@": "MatMult",
  "**": "Pow",
  "<<": "LShift",
  ">>": "RShift",
  "|": "BitOr",
  "^": "BitXor",
  "&": "BitAnd",
};
const unaries: Readonly<Record<string, string>> = { not: "Not", "-": "USub", "+": "UAdd", "~": "Invert" };
const comparisons: Readonly<Record<string, string>> = {
  "==": "Eq",
  "!=": "NotEq",
  "<": "Lt",
  "<=": "LtE",
  ">": "Gt",
  ">=": "GtE",
  is: "Is",
  "is not": "IsNot",
  in: "In",
  "not in": "NotIn",
};
const collections = { tuple: "Tuple", list: "List", set: "Set" } as const;
const comprehensions = {
  list: "ListComp",
  set: "SetComp",
  dictionary: "DictComp",
  generator: "GeneratorExp",
} as const;

function dumper(text: string) {
  const node = (name: string, at: { start: number; end: number }, fields: Json): Json => [
    name,
    [at.start, at.end],
    fields,
  ];
  const bare = (name: string, fields: Json = {}): Json => [name, [], fields];
  const maybe = (value: Expression | undefined): Json => (value === undefined ? null : expression(value));

  function expression(value: Expression): Json {
    switch (value.kind) {
      case "name":
        return node("Name", value, { id: value.id });
      case "number":
        return node("Constant", value, "number");
      case "constant":
        return node("Constant", value, value.value);
      case "string":
        return node("Constant", value, value.bytes ? { bytes: value.value } : { str: value.value });
      case "formatted":
        return node(value.template ? "TemplateStr" : "JoinedStr", value, { values: parts(value.parts) });
      case "attribute":
        return node("Attribute", value, { value: expression(value.value), attr: value.name });
      case "subscript":
        return node("Subscript", value, { value: expression(value.value), slice: expression(value.index) });
      case "slice":
        return node("Slice", value, {
          lower: maybe(value.lower),
          upper: maybe(value.upper),
          step: maybe(value.step),
        });
      case "call":
        return node("Call", value, { func: expression(value.callee), ...args(value.args, "args") });
      case "starred":
        return node("Starred", value, { value: expression(value.value) });
      case "unary":
        return node("UnaryOp", value, {
          op: bare(unaries[value.operator] ?? "?"),
          operand: expression(value.operand),
        });
      case "binary":
        return node("BinOp", value, {
          left: expression(value.left),
          op: bare(binaries[value.operator] ?? "?"),
          right: expression(value.right),
        });
      case "boolean":
        return node("BoolOp", value, {
          op: bare(value.operator === "and" ? "And" : "Or"),
          values: value.values.map(expression),
        });
      case "comparison":
        return node("Compare", value, {
          left: expression(value.left),
          ops: value.operators.map((operator) => bare(comparisons[operator] ?? "?")),
          comparators: value.comparators.map(expression),
        });
      case "lambda":
        return node("Lambda", value, { args: parameters(value.parameters), body: expression(value.body) });
      case "conditional":
        return node("IfExp", value, {
          test: expression(value.test),
          body: expression(value.then),
          orelse: expression(value.otherwise),
        });
      case "tuple":
      case "list":
      case "set":
        return node(collections[value.kind], value, { elts: value.items.map(expression) });
      case "dictionary":
        return node("Dict", value, {
          keys: value.entries.map(({ key }) => maybe(key)),
          values: value.entries.map((entry) => expression(entry.value)),
        });
      case "comprehension": {
        const generators = value.clauses.map((clause) =>
          bare("comprehension", {
            target: expression(clause.target),
            iter: expression(clause.iterable),
            ifs: clause.conditions.map(expression),
            is_async: clause.async ? 1 : 0,
          }),
        );
        const element =
          value.value === undefined
            ? { elt: expression(value.element) }
            : { key: expression(value.element), value: expression(value.value) };
        return node(comprehensions[value.form], value, { ...element, generators });
      }
      case "await":
        return node("Await", value, { value: expression(value.value) });
      case "yield":
        return node(value.from ? "YieldFrom" : "Yield", value, { value: maybe(value.value) });
      case "named":
        return node("NamedExpr", value, { target: expression(value.target), value: expression(value.value) });
      case "broken-expression":
        return node("BROKEN", value, {});
    }
  }

  function parts(all: readonly FormattedPart[]): Json {
    const out: Json[] = [];
    const add = (more: string): void => {
      const last = out.at(-1);
      if (more === "") return;
      if (typeof last === "string") out[out.length - 1] = last + more;
      else out.push(more);
    };
    for (const part of all) {
      if (part.kind === "string") add(part.value);
      else {
        if (part.debug) {
          const equals = /\s*\)*\s*=(?:\s|#[^\n]*)*/y;
          equals.lastIndex = part.value.end;
          equals.test(text);
          add(text.slice(part.start + 1, equals.lastIndex).replace(/#[^\n]*/g, ""));
        }
        const spoken = part.conversion?.charCodeAt(0);
        const silent = part.debug && part.format === undefined ? 114 : -1;
        out.push([
          expression(part.value),
          spoken ?? silent,
          part.format === undefined ? null : parts(part.format),
        ]);
      }
    }
    return out;
  }

  function args(all: readonly Argument[], positional: string): { readonly [field: string]: Json } {
    const first = all.filter(({ name, spread }) => name === undefined && spread !== "**");
    const named = all.filter(({ name, spread }) => name !== undefined || spread === "**");
    return {
      [positional]: first.map((arg) =>
        arg.spread === undefined
          ? expression(arg.value)
          : node("Starred", arg, { value: expression(arg.value) }),
      ),
      keywords: named.map((arg) =>
        node("keyword", arg, { arg: arg.name ?? null, value: expression(arg.value) }),
      ),
    };
  }

  function parameters(all: readonly Parameter[]): Json {
    const of = (form: Parameter["form"]) => all.filter((parameter) => parameter.form === form);
    const arg = (parameter: Parameter | undefined): Json =>
      parameter === undefined
        ? null
        : node("arg", parameter, { arg: parameter.name, annotation: maybe(parameter.annotation) });
    const positional = [...of("positional-only"), ...of("ordinary")];
    return bare("arguments", {
      posonlyargs: of("positional-only").map(arg),
      args: of("ordinary").map(arg),
      vararg: arg(of("variadic")[0]),
      kwonlyargs: of("keyword-only").map(arg),
      kw_defaults: of("keyword-only").map((parameter) => maybe(parameter.default)),
      kwarg: arg(of("keywords")[0]),
      defaults: positional.flatMap((parameter) =>
        parameter.default === undefined ? [] : [expression(parameter.default)],
      ),
    });
  }

  function typeParameters(all: readonly TypeParameter[]): Json {
    const names = { variable: "TypeVar", tuple: "TypeVarTuple", parameters: "ParamSpec" } as const;
    return all.map((parameter) =>
      node(names[parameter.form], parameter, {
        name: parameter.name,
        ...(parameter.form === "variable" ? { bound: maybe(parameter.bound) } : {}),
        default_value: maybe(parameter.default),
      }),
    );
  }

  const body = (all: Body): Json => all.map(statement);

  function statement(value: Statement): Json {
    switch (value.kind) {
      case "expression":
        return node("Expr", value, { value: expression(value.value) });
      case "assign":
        return node("Assign", value, {
          targets: value.targets.map(expression),
          value: expression(value.value),
        });
      case "augmented":
        return node("AugAssign", value, {
          target: expression(value.target),
          op: bare(binaries[value.operator] ?? "?"),
          value: expression(value.value),
        });
      case "annotated":
        return node("AnnAssign", value, {
          target: expression(value.target),
          annotation: expression(value.annotation),
          value: maybe(value.value),
        });
      case "return":
        return node("Return", value, { value: maybe(value.value) });
      case "delete":
        return node("Delete", value, { targets: value.targets.map(expression) });
      case "pass":
        return node("Pass", value, {});
      case "break":
        return node("Break", value, {});
      case "continue":
        return node("Continue", value, {});
      case "raise":
        return node("Raise", value, { exc: maybe(value.error), cause: maybe(value.cause) });
      case "assert":
        return node("Assert", value, { test: expression(value.test), msg: maybe(value.message) });
      case "import":
      case "import-from": {
        const names = value.names.map((name) =>
          node("alias", name, { name: name.path, asname: name.alias ?? null }),
        );
        if (value.kind === "import") return node("Import", value, { names });
        return node("ImportFrom", value, {
          module: value.module === "" ? null : value.module,
          names,
          level: value.level,
        });
      }
      case "global":
      case "nonlocal":
        return node(value.kind === "global" ? "Global" : "Nonlocal", value, { names: value.names });
      case "if":
      case "while": {
        const fields = {
          test: expression(value.test),
          body: body(value.body),
          orelse: body(value.otherwise),
        };
        return node(value.kind === "if" ? "If" : "While", value, fields);
      }
      case "for":
        return node(value.async ? "AsyncFor" : "For", value, {
          target: expression(value.target),
          iter: expression(value.iterable),
          body: body(value.body),
          orelse: body(value.otherwise),
        });
      case "with":
        return node(value.async ? "AsyncWith" : "With", value, {
          items: value.items.map(({ context, target }) =>
            bare("withitem", { context_expr: expression(context), optional_vars: maybe(target) }),
          ),
          body: body(value.body),
        });
      case "try":
        return node(value.group ? "TryStar" : "Try", value, {
          body: body(value.body),
          handlers: value.handlers.map((handler) =>
            node("ExceptHandler", handler, {
              type: maybe(handler.type),
              name: handler.name ?? null,
              body: body(handler.body),
            }),
          ),
          orelse: body(value.otherwise),
          finalbody: body(value.finally),
        });
      case "function":
        return node(value.async ? "AsyncFunctionDef" : "FunctionDef", value, {
          name: value.name.id,
          args: parameters(value.parameters),
          body: body(value.body),
          decorator_list: value.decorators.map(expression),
          returns: maybe(value.returns),
          type_params: typeParameters(value.typeParameters),
        });
      case "class":
        return node("ClassDef", value, {
          name: value.name.id,
          ...args(value.args, "bases"),
          body: body(value.body),
          decorator_list: value.decorators.map(expression),
          type_params: typeParameters(value.typeParameters),
        });
      case "match":
        return node("Match", value, {
          subject: expression(value.subject),
          cases: value.cases.map((one) =>
            bare("match_case", {
              pattern: pattern(one.pattern),
              guard: maybe(one.guard),
              body: body(one.body),
            }),
          ),
        });
      case "type-alias":
        return node("TypeAlias", value, {
          name: expression(value.name),
          type_params: typeParameters(value.typeParameters),
          value: expression(value.value),
        });
      case "broken":
        return node("BROKEN", value, {});
    }
  }

  function pattern(value: Pattern): Json {
    switch (value.kind) {
      case "value-pattern":
        return node("MatchValue", value, { value: expression(value.value) });
      case "singleton-pattern":
        return node("MatchSingleton", value, { value: value.value });
      case "sequence-pattern":
        return node("MatchSequence", value, { patterns: value.patterns.map(pattern) });
      case "mapping-pattern":
        return node("MatchMapping", value, {
          keys: value.entries.map(({ key }) => expression(key)),
          patterns: value.entries.map((entry) => pattern(entry.pattern)),
          rest: value.rest ?? null,
        });
      case "class-pattern":
        return node("MatchClass", value, {
          cls: expression(value.class),
          patterns: value.patterns.map(pattern),
          kwd_attrs: value.keywords.map(({ name }) => name),
          kwd_patterns: value.keywords.map((keyword) => pattern(keyword.pattern)),
        });
      case "star-pattern":
        return node("MatchStar", value, { name: value.name ?? null });
      case "as-pattern":
        return node("MatchAs", value, {
          pattern: value.pattern === undefined ? null : pattern(value.pattern),
          name: value.name ?? null,
        });
      case "or-pattern":
        return node("MatchOr", value, { patterns: value.patterns.map(pattern) });
      case "broken-pattern":
        return node("BROKEN", value, {});
    }
  }

  return { body };
}
