import { commaList, imported, importedModule, type Py, py, str } from "#python";
import { pythonFile } from "../app/names.ts";
import { hasOddPaths } from "../app/spelled-paths.ts";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { constantsOf } from "./media-constants.ts";
import { type MediaPlan, planMedia, speaksOthers } from "./media-plan.ts";
import { emitSchemaTexts } from "./schema-texts.ts";
import { emitUrlencodedForms, hasEncoding } from "./urlencoded-forms.ts";
import { emitXmlDocuments } from "./xml-documents.ts";

const request = imported("fastapi", "Request");
const response = imported("fastapi", "Response");
const json = importedModule("json");
const any = imported("typing", "Any");
const xmlDocuments = imported("app.xml_documents", "XmlDocuments");
const forms = imported("app.urlencoded_forms", "UrlencodedForms");
const refusal = imported("starlette.exceptions", "HTTPException");

/** `app/media_types.py` and what it rests on, where some operation is served in another media type than JSON. */
export function emitMediaTypes(blueprint: Blueprint, usesKeywords: boolean): readonly GeneratedFile[] {
  if (!speaksOthers(blueprint)) return [];
  const plan = planMedia(blueprint);
  const takes = plan.formsTaken || plan.xmlTaken.length > 0;
  const answers = plan.xmlAnswered.length > 0;
  const body = [
    py`${constants(plan)}`,
    routeClass(plan, routeBase(blueprint)),
    ...(takes ? [plainType(), asJson()] : []),
    ...(answers ? [chooseType(plan), readRange()] : []),
    ...(takes ? [alsoTaken(plan)] : []),
    ...(answers ? [alsoAnswered()] : []),
    referTo(),
  ];
  return [
    emitSchemaTexts(plan),
    ...emitXmlDocuments(plan, usesKeywords),
    ...emitUrlencodedForms(plan),
    pythonFile("app/media_types.py", body),
  ];
}

function constants(plan: MediaPlan): readonly Py[] {
  const named = [...constantsOf(plan)].map(([type, constant]) => py`${constant} = ${str(type)}`);
  const answered = [...constantsOf(plan)].filter(([type]) => plan.xmlAnswered.includes(type));
  return [
    ...(plan.xmlAnswered.length > 0 || plan.refusesContent ? [py`JSON = "application/json"`] : []),
    ...named,
    ...(answered.length > 1 ? [py`WRITTEN = (${commaList(answered.map(([, constant]) => constant))})`] : []),
    ...readerTable(plan),
  ];
}

/** The route that it adds to: one that reads every name of a path, where some module has such names. */
function routeBase({ modules }: Blueprint): Py {
  return modules.some(
    (module) => hasOddPaths(module) && module.operations.some(({ meaning }) => meaning.media),
  )
    ? imported("app.spelled_paths", "SpelledRoute")
    : imported("fastapi.routing", "APIRoute");
}

function routeClass(plan: MediaPlan, base: Py): Py {
  const takes = plan.formsTaken || plan.xmlTaken.length > 0;
  const answers = plan.xmlAnswered.length > 0;
  const said =
    takes && answers
      ? py`
        """Takes and answers every media type that its operation documents.

        A body in another one than JSON becomes what JSON would say before it is validated, and an
        answer is written anew after it was made: the operation itself sees no difference.
        """`
      : takes
        ? py`
        """Takes every media type that its operation documents.

        A body in another one than JSON becomes what JSON would say before it is validated: the
        operation itself sees no difference.
        """`
        : py`
        """Answers in every media type that its operation documents.

        An answer is written anew after it was made: the operation itself sees no difference.
        """`;
  return py`
    class MediaTypeRoute(${base}):
        ${said}

        def get_route_handler(self) -> ${imported("collections.abc", "Callable")}[[${request}], ${imported("collections.abc", "Coroutine")}[${any}, ${any}, ${response}]]:
            handle = super().get_route_handler()
            ${takes && py`readers = self._readers()`}
            ${answers && py`offered = self._offered()`}
            if ${takes && py`not readers`}${takes && answers && py` and `}${answers && py`len(offered) == 1`}:
                return handle
            ${answers && py`documents = ${xmlDocuments}(self.response_model, "serialization")`}

            async def negotiate(request: ${request}) -> ${response}:
                ${answers && accept(plan)}
                ${takes && takeBody(plan)}
                ${answers ? answer(takes) : py`return await handle(request)`}

            return negotiate
        ${
          takes &&
          py`

          ${readers(plan)}`
        }
        ${
          answers &&
          py`

          ${offered(plan)}`
        }`;
}

function accept({ refusesAccept }: MediaPlan): Py {
  return py`
    chosen = choose_type(request.headers.get("Accept", "*/*"), *offered)
    ${
      refusesAccept &&
      py`
        if chosen is None and ${imported("fastapi", "status")}.HTTP_406_NOT_ACCEPTABLE in self.responses:
            raise ${refusal}(${imported("fastapi", "status")}.HTTP_406_NOT_ACCEPTABLE)`
    }`;
}

function takeBody({ refusesContent }: MediaPlan): Py {
  const status = imported("fastapi", "status");
  const refuse = py`
    elif sent not in {"", JSON} and ${status}.HTTP_415_UNSUPPORTED_MEDIA_TYPE in self.responses:
        raise ${refusal}(${status}.HTTP_415_UNSUPPORTED_MEDIA_TYPE)`;
  return py`
    sent = plain_type(request.headers.get("Content-Type", ""))
    if sent in readers:
        try:
            value = readers[sent].read(await request.body())
        except ValueError as error:
            raise ${refusal}(${status}.HTTP_400_BAD_REQUEST) from error
        request = as_json(request, value)
    ${refusesContent && refuse}`;
}

function answer(mayBeAlone: boolean): Py {
  return py`
    response = await handle(request)
    ${mayBeAlone && py`if len(offered) > 1:`}
    ${mayBeAlone ? py`    response.headers["Vary"] = "Accept"` : py`response.headers["Vary"] = "Accept"`}
    if chosen in offered[1:]:
        response.body = documents.write(${json}.loads(bytes(response.body)))
        response.headers["Content-Type"] = chosen
        response.headers["Content-Length"] = str(len(response.body))
    return response`;
}

function readers(plan: MediaPlan): Py {
  const kinds = [...(plan.xmlTaken.length > 0 ? [xmlDocuments] : []), ...(plan.formsTaken ? [forms] : [])];
  const result = kinds.length > 1 ? py`${kinds[0]} | ${kinds[1]}` : py`${kinds}`;
  const form = py`${forms}(type_, described.get("encoding", {}))`;
  const xml = py`${xmlDocuments}(type_, "validation")`;
  if (!hasEncoding(plan.forms)) return plainReaders(result);
  const made =
    kinds.length > 1 ? py`${form} if media_type == FORM else ${xml}` : plan.formsTaken ? form : xml;
  const items = py`media_type, described in content.items()`;
  const readTypes = [...constantsOf(plan)]
    .filter(([type]) => isTaken(plan, type))
    .map(([, constant]) => constant);
  const known = readTypes.length > 1 ? py`in {${readTypes}}` : py`== ${readTypes}`;
  return py`
    def _readers(self) -> dict[str, ${result}]:
        content = (self.openapi_extra or {}).get("requestBody", {}).get("content", {})
        type_ = self.body_field.field_info.annotation if self.body_field else None
        return {
            media_type: ${made}
            for ${items}
            if media_type ${known}
        }`;
}

function plainReaders(result: Py): Py {
  return py`
    def _readers(self) -> dict[str, ${result}]:
        content = (self.openapi_extra or {}).get("requestBody", {}).get("content", {})
        type_ = self.body_field.field_info.annotation if self.body_field else None
        return {
            media_type: READERS[media_type](type_, "validation")
            for media_type in content
            if media_type in READERS
        }`;
}

/** What reads a body of each media type, where nothing but the type says how. */
function readerTable(plan: MediaPlan): readonly Py[] {
  const entries = [...constantsOf(plan)]
    .filter(([type]) => isTaken(plan, type))
    .map(([type, constant]) => py`${constant}: ${/urlencoded/.test(type) ? forms : xmlDocuments}`);
  if (entries.length === 0 || hasEncoding(plan.forms)) return [];
  const both = plan.formsTaken && plan.xmlTaken.length > 0;
  const kind = both ? py`${xmlDocuments} | ${forms}` : plan.formsTaken ? forms : xmlDocuments;
  return [
    py`

    READERS: dict[str, type[${kind}]] = {${commaList(entries)}}`,
  ];
}

function isTaken({ xmlTaken, formsTaken }: MediaPlan, type: string): boolean {
  return xmlTaken.includes(type) || (formsTaken && /urlencoded/.test(type));
}

function offered(plan: MediaPlan): Py {
  const names = [...constantsOf(plan)].filter(([type]) => plan.xmlAnswered.includes(type));
  const [first] = names;
  const known = names.length > 1 ? py`in WRITTEN` : py`== ${first?.[1]}`;
  return py`
    def _offered(self) -> list[str]:
        content = self.responses.get(self.status_code or 200, {}).get("content", {})
        return [JSON, *(media_type for media_type in content if media_type ${known})]`;
}

function plainType(): Py {
  return py`
    def plain_type(text: str) -> str:
        return text.partition(";")[0].strip().lower()`;
}

function asJson(): Py {
  return py`
    def as_json(request: ${request}, value: object) -> ${request}:
        """Make the same request, as if it had come in JSON."""
        content = ${json}.dumps(value).encode()
        kept = [
            (name, text)
            for name, text in request.scope["headers"]
            if name not in {b"content-type", b"content-length"}
        ]

        async def receive() -> ${imported("starlette.types", "Message")}:
            return {"type": "http.request", "body": content, "more_body": False}

        headers = [*kept, (b"content-type", b"application/json")]
        return ${request}({**request.scope, "headers": headers}, receive)`;
}

function chooseType({ refusesAccept }: MediaPlan): Py {
  const result = refusesAccept
    ? py`
      best = max(offered, key=quality)
      return best if quality(best) > 0 else None`
    : py`return max(offered, key=quality)`;
  return py`
    def choose_type(accept: str, *offered: str) -> ${refusesAccept ? py`str | None` : py`str`}:
        ${
          refusesAccept
            ? py`"""Choose what a caller would rather have; nothing where nothing fits."""`
            : py`"""Choose what a caller would rather have; the first where nothing fits."""`
        }
        qualities = dict(map(read_range, accept.split(",")))

        def quality(media_type: str) -> float:
            ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
            return next((qualities[name] for name in ranges if name in qualities), 0)

        ${result}`;
}

function readRange(): Py {
  return py`
    def read_range(text: str) -> tuple[str, float]:
        name, _, parameters = text.partition(";")
        quality = ${importedModule("re")}.search(r"\bq=([01](?:\.\d{0,3})?)", parameters)
        return name.strip().lower(), float(quality[1]) if quality else 1`;
}

function alsoTaken({ forms: parts }: MediaPlan): Py {
  if (!hasEncoding(parts))
    return py`
      def also_taken(type_: object, *media_types: str) -> dict[str, ${any}]:
          """Document a body in further media types, in which it is then taken."""
          described = {"schema": refer_to(type_, "validation")}
          return {"requestBody": {"content": dict.fromkeys(media_types, described)}}`;
  return py`
    def also_taken(type_: object, *media_types: str, encoding: dict[str, ${any}] | None = None) -> dict[str, ${any}]:
        """Document a body in further media types, in which it is then taken."""
        content = {media_type: {"schema": refer_to(type_, "validation")} for media_type in media_types}
        if encoding is not None:
            content[FORM]["encoding"] = encoding
        return {"requestBody": {"content": content}}`;
}

function alsoAnswered(): Py {
  return py`
    def also_answered(type_: object, *media_types: str) -> dict[str, ${any}]:
        """Document an answer in further media types, in which it is then given."""
        described = {"schema": refer_to(type_, "serialization")}
        return {"content": dict.fromkeys(media_types, described)}`;
}

function referTo(): Py {
  const mode = imported("pydantic.json_schema", "JsonSchemaMode");
  return py`
    def refer_to(type_: object, mode: ${mode}) -> ${imported("app.schema_texts", "Schema")}:
        """Describe a type by the names of its models, as the document has them."""
        # Only what stands inside something else is referred to, and not spelled out.
        several: ${any} = ${imported("types", "GenericAlias")}(list, (type_,))
        listed = ${imported("pydantic", "TypeAdapter")}(several).json_schema(
            mode=mode, ref_template="#/components/schemas/{model}"
        )
        schema: ${imported("app.schema_texts", "Schema")} = listed["items"]
        return schema`;
}
