import type { SecurityFact } from "../../operation.ts";
import type { PlaceOf } from "../schemas/place.ts";
import { itemsAt } from "../schemas/source.ts";
import { namedClass, viewSpan } from "./named-class.ts";
import { chosenPermissions } from "./permissions.ts";
import type { RestView } from "./view.ts";

export interface Access {
  readonly security: readonly SecurityFact[];
  /** Whether callers may come without showing who they are, or may do so as far as is known. */
  readonly isOpen: boolean;
  /** Whether a class that is not the framework's decides who may call, or how they show who they are. */
  readonly isDecided: boolean;
}

type Way = Pick<SecurityFact, "scheme" | "kind" | "details">;

/** Who lets callers in, by the classes that look at what they show: https://www.django-rest-framework.org/api-guide/authentication/ */
const ways: Readonly<
  Record<string, Omit<Way, "details"> & { readonly details: Omit<NonNullable<Way["details"]>, "span"> }>
> = {
  SessionAuthentication: {
    scheme: "cookieAuth",
    kind: "apiKey",
    details: { in: "cookie", parameter: "sessionid" },
  },
  BasicAuthentication: { scheme: "basicAuth", kind: "http", details: { scheme: "basic" } },
  TokenAuthentication: {
    scheme: "tokenAuth",
    kind: "apiKey",
    details: { in: "header", parameter: "Authorization", description: "The word Token, and the token" },
  },
  JWTAuthentication: {
    scheme: "jwtAuth",
    kind: "http",
    details: { scheme: "bearer", bearerFormat: "JWT" },
  },
  JWTStatelessUserAuthentication: {
    scheme: "jwtAuth",
    kind: "http",
    details: { scheme: "bearer", bearerFormat: "JWT" },
  },
  OAuth2Authentication: { scheme: "oauth2", kind: "oauth2", details: {} },
};

const asking = /^(?:IsAuthenticated|IsAdminUser|DjangoModelPermissions|DjangoObjectPermissions|TokenHas\w+)$/;
const reading = /^(?:IsAuthenticatedOrReadOnly|DjangoModelPermissionsOrAnonReadOnly)$/;

const known = new RegExp(`^AllowAny$|${asking.source}`);

export function accessOf(view: RestView): Access {
  const permissions = permissionNames(view);
  const isSafe = view.method === "GET";
  const isFree =
    permissions?.every(
      (names) => names.includes("AllowAny") || (isSafe && names.some((name) => reading.test(name))),
    ) === true;
  if (isFree) return { security: [], isOpen: true, isDecided: false };
  const asks =
    permissions?.some((names) => names.some((name) => asking.test(name) || reading.test(name))) === true;
  const isOther =
    permissions?.every((names) => names.some((name) => known.test(name) || reading.test(name))) !== true;
  const { security, isWhole } = authenticators(view);
  return { security, isOpen: !asks && !isOther, isDecided: isOther || !isWhole };
}

/** The names of the lineage of each permission; undefined where they are worked out. */
function permissionNames(view: RestView): readonly (readonly string[])[] | undefined {
  const chosen = chosenPermissions(view);
  const given =
    chosen === "usual"
      ? (decoratorItems(view, "permission_classes") ??
        classesAt(view, "permission_classes", "DEFAULT_PERMISSION_CLASSES"))
      : chosen;
  if (given === "absent") return [["AllowAny"]];
  return given?.map((at) => {
    const of = namedClass(view, at);
    if (of === undefined) return [];
    return typeof of === "string"
      ? [lastName(of)]
      : of.lineage.map((base) => (typeof base === "string" ? lastName(base) : base.node.name.id));
  });
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** The classes that an attribute lists, or the setting that stands for it. */
function classesAt(
  view: RestView,
  attribute: string,
  setting: string,
): readonly PlaceOf[] | "absent" | undefined {
  const given = view.attribute(attribute) ?? view.source.settings.get(setting);
  return given === undefined ? "absent" : itemsAt(view.source, given);
}

/** `@permission_classes([AllowAny])` of a function. */
function decoratorItems(view: RestView, name: string): readonly PlaceOf[] | undefined {
  if (view.read !== undefined) return undefined;
  for (const each of view.node?.decorators ?? []) {
    if (each.kind !== "call") continue;
    const called =
      each.callee.kind === "attribute" ? each.callee.name : each.callee.kind === "name" ? each.callee.id : "";
    const expression = each.args[0]?.value;
    if (called === name && expression !== undefined)
      return itemsAt(view.source, { place: { module: view.module }, expression });
  }
  return undefined;
}

/** The ways in which callers show who they are, and whether they are all. */
function authenticators(view: RestView): {
  readonly security: readonly SecurityFact[];
  readonly isWhole: boolean;
} {
  const given =
    decoratorItems(view, "authentication_classes") ??
    classesAt(view, "authentication_classes", "DEFAULT_AUTHENTICATION_CLASSES");
  const named =
    given === "absent"
      ? ["SessionAuthentication", "BasicAuthentication"]
      : (given ?? []).map((at) => wayOf(view, at));
  const found = new Map<string, SecurityFact>();
  for (const name of named) {
    const way = name === undefined ? undefined : ways[name];
    if (way === undefined || found.has(way.scheme)) continue;
    const { scheme, kind, details } = way;
    found.set(scheme, { scheme, kind, scopes: [], details: { ...details, span: viewSpan(view) } });
  }
  const isWhole = given === "absent" || (given !== undefined && !named.includes(undefined));
  return { security: [...found.values()], isWhole };
}

/** The name by which the framework knows a class that looks at what callers show. */
function wayOf(view: RestView, at: PlaceOf): string | undefined {
  const of = namedClass(view, at);
  const names =
    of === undefined
      ? []
      : typeof of === "string"
        ? [of]
        : of.lineage.filter((base) => typeof base === "string");
  return names.map(lastName).find((name) => name in ways);
}
