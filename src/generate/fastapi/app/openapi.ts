import type { OperationMeaning } from "#domain";
import { classNameText, commaList, imported, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { ErrorPlan } from "../error-plan.ts";
import type { GeneratedFile } from "../file.ts";
import { pythonFile } from "./names.ts";

/** Whether the application has to correct what the framework says of it. */
export function describesItself({ errors: plan }: Blueprint): boolean {
  return plan.describesTooMuch || otherTypes(plan).length > 0;
}

function otherTypes({
  forms,
}: ErrorPlan): readonly { readonly className: string; readonly mediaType: string }[] {
  return forms.flatMap(({ form, className }) =>
    form.kind === "json" && form.mediaType !== "application/json"
      ? [{ className, mediaType: form.mediaType }]
      : [],
  );
}

/** `app/openapi.py`: the document, where the framework would describe something else than what is answered. */
export function emitOpenapi(blueprint: Blueprint): readonly GeneratedFile[] {
  if (!describesItself(blueprint)) return [];
  const { errors: plan } = blueprint;
  const types = otherTypes(plan);
  const any = imported("typing", "Any");
  const table = py`
    MEDIA_TYPES: dict[type, str] = {${types.map(({ className, mediaType }) => py`${imported("app.errors", className)}: ${str(mediaType)}`)}}`;
  const body = [
    ...(types.length > 0 ? [table] : []),
    py`
      class Api(${imported("fastapi", "FastAPI")}):
          """Describes its refusals as it answers them, where the framework would describe its own."""

          def openapi(self) -> dict[str, ${any}]:
              # The framework keeps what it has made: corrected once, it stays so.
              document = super().openapi()
              for route in self.routes:
                  if isinstance(route, ${imported("fastapi.routing", "APIRoute")}) and route.include_in_schema:
                      for method in route.methods:
                          operation = document["paths"][route.path_format][method.lower()]
                          correct_refusals(operation["responses"]${asksRoute(blueprint) && py`, route.responses`})
              ${plan.describesTooMuch && dropSchemas(blueprint)}
              return document`,
    correct(blueprint, types.length > 0),
  ];
  return [pythonFile("app/openapi.py", body)];
}

function dropSchemas({ contract, errors }: Blueprint): Py {
  const own = new Set([...contract.schemas.keys()].map((schema) => classNameText(schema)));
  for (const { className } of errors.forms) own.add(className);
  const dropped = ["HTTPValidationError", "ValidationError"].filter((schema) => !own.has(schema));
  return py`${dropped.map((schema) => py`document["components"]["schemas"].pop(${str(schema)}, None)`)}`;
}

function correct(blueprint: Blueprint, hasTypes: boolean): Py {
  const { domain, errors: plan } = blueprint;
  const any = imported("typing", "Any");
  const parameters = [
    py`described: dict[str, ${any}]`,
    asksRoute(blueprint) && py`documented: dict[int | str, dict[str, ${any}]]`,
  ];
  const mayStand = domain.operations.some(saysOf422);
  const drop = py`described.pop("422", None)`;
  const own422 =
    plan.describesTooMuch &&
    py`
      # Added by the framework wherever there is input; what is documented is answered instead.
      ${
        mayStand
          ? py`
            if not documented.keys() & {422, "4XX", "default"}:
                ${drop}`
          : drop
      }`;
  const media =
    hasTypes &&
    py`
      for code, answer in documented.items():
          if media_type := MEDIA_TYPES.get(answer.get("model", object)):
              content = described[str(code)]["content"]
              content.setdefault(media_type, content.pop("application/json", None))`;
  return py`
    def correct_refusals(${commaList(parameters)}) -> None:
        ${own422}
        ${media}`;
}

/** Whether what is to be corrected depends on what the route documents. */
function asksRoute({ domain, errors: plan }: Blueprint): boolean {
  return otherTypes(plan).length > 0 || (plan.describesTooMuch && domain.operations.some(saysOf422));
}

function saysOf422({ errors, otherErrors }: OperationMeaning): boolean {
  return errors.some(({ status }) => status === 422) || otherErrors.some(({ range }) => range !== "5XX");
}

/** The class of the application. */
export function applicationClass(blueprint: Blueprint): Py {
  return describesItself(blueprint) ? imported("app.openapi", "Api") : imported("fastapi", "FastAPI");
}
