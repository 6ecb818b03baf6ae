/** A text that is replaced by another; added at the end where nothing is replaced. In a document it stands once. */
export interface Change {
  readonly file: string;
  readonly old: string;
  readonly new: string;
}

/** Drift that a small change makes, and how it is told. */
export interface SeededDrift {
  readonly name: string;
  readonly project: string;
  readonly changes: readonly Change[];
  /** `kind | item | at | aspect | the line of the document | the line of the source` */
  readonly found: readonly string[];
}

const docs = "docs/openapi.yaml";
const routes = "app/special_events/routes.py";
const schemas = "app/special_events/schemas.py";
/** All that answer the same type. */
const special =
  "GET /special-events + POST /special-events + GET /special-events/{eventId} + PATCH /special-events/{eventId}";

function museum(
  name: string,
  file: string,
  old: string,
  text: string,
  ...found: readonly string[]
): SeededDrift {
  return { name, project: "museum-fastapi", changes: [{ file, old, new: text }], found };
}

export const seededDrifts: readonly SeededDrift[] = [
  museum(
    "operation missing in code, by the contract",
    docs,
    "webhooks:\n",
    `  /exhibits:\n    get:\n      responses:\n        "200":\n          description: All.\nwebhooks:\n`,
    "operation-missing | GET /exhibits |  | - | get: | -",
  ),
  museum(
    "operation missing in code, by the code",
    "app/museum_tickets/routes.py",
    '@router.post(\n    "/tickets",\n',
    "@refused(\n",
    "operation-missing | POST /tickets |  | - | post: | -",
  ),
  museum(
    "route not in the contract",
    routes,
    "",
    '\n\n@router.get("/special-events/{eventId}/guests")\nasync def list_guests(event_id: Annotated[UUID, Path(alias="eventId")]) -> list[str]:\n    return []\n',
    'operation-undocumented | GET /_mock/docs/openapi/museum-api/special-events/{eventId}/guests |  | - | - | @router.get("/special-events/{eventId}/guests")',
  ),
  museum(
    "path differs",
    "app/museum_daily_hours/routes.py",
    '"/museum-hours"',
    '"/opening-hours"',
    "operation-missing | GET /museum-hours |  | - | get: | -",
    "operation-undocumented | GET /_mock/docs/openapi/museum-api/opening-hours |  | - | - | @router.get(",
  ),
  museum(
    "type of a path parameter",
    "app/museum_tickets/routes.py",
    "        UUID,\n",
    "        int,\n",
    "parameter-differs | GET /tickets/{ticketId}/qr | path ticketId | type | type: string | ticket_id: Annotated[",
  ),
  museum(
    "constraint of a query parameter",
    docs,
    "maximum: 30",
    "maximum: 50",
    "parameter-differs | GET /museum-hours + GET /special-events | query limit | bounds | type: integer | limit: Annotated[",
  ),
  museum(
    "default of a query parameter",
    "app/schemas.py",
    "PAGE_SIZE_DEFAULT = 10",
    "PAGE_SIZE_DEFAULT = 20",
    "parameter-differs | GET /museum-hours + GET /special-events | query limit | default | type: integer | limit: Annotated[",
  ),
  museum(
    "query parameter required in code",
    schemas,
    "    ] = None\n\n\nclass SpecialEventBody",
    "    ]\n\n\nclass SpecialEventBody",
    "parameter-differs | GET /special-events | query endDate | required | name: endDate | end_date: Annotated[",
  ),
  museum(
    "query parameter missing in code",
    docs,
    `      parameters:\n        - $ref: "#/components/parameters/StartDate"\n        - $ref: "#/components/parameters/EndDate"`,
    `      parameters:\n        - { name: guide, in: query, schema: { type: string } }\n        - $ref: "#/components/parameters/StartDate"\n        - $ref: "#/components/parameters/EndDate"`,
    "parameter-missing | GET /special-events | query guide | - | - { name: guide, in: query, schema: { type: string } } | @router.get(",
  ),
  museum(
    "query parameter not in the contract",
    schemas,
    "class SpecialEventFilters(Page):\n",
    "class SpecialEventFilters(Page):\n    place: str | None = None\n",
    "parameter-undocumented | GET /special-events | query place | - | get: | place: str | None = None",
  ),
  museum(
    "query parameter renamed",
    docs,
    "name: endDate",
    "name: end_date",
    "parameter-renamed | GET /special-events | query end_date | - | name: end_date | end_date: Annotated[",
  ),
  museum(
    "type of a field",
    schemas,
    "    location: str\n",
    "    location: int\n",
    `field-differs | ${special} | 200[].location | type | EventLocation: | location: int`,
  ),
  museum(
    "nullability of a field of a request",
    docs,
    "    EventName:\n      type: string\n",
    '    EventName:\n      type: [string, "null"]\n',
    "field-differs | POST /special-events | body.name | null | EventName: | name: Text",
    "field-differs | PATCH /special-events/{eventId} | body.name | null | EventName: | name: Omittable[Text] = None",
  ),
  museum(
    "nullability of a field of an answer",
    schemas,
    "    name: str\n",
    "    name: str | None\n",
    `field-differs | ${special} | 200[].name | null | EventName: | name: str | None`,
  ),
  museum(
    "constraint of a field",
    docs,
    "      description: Name of the special event.\n",
    "      description: Name of the special event.\n      maxLength: 100\n",
    "field-differs | POST /special-events | body.name | bounds | EventName: | name: Text",
    "field-differs | PATCH /special-events/{eventId} | body.name | bounds | EventName: | name: Omittable[Text] = None",
  ),
  museum(
    "type of a field that may be left out",
    schemas,
    "class SpecialEventFields(RequestModel):\n    name: Omittable[Text] = None\n    location: Omittable[Text] = None\n",
    "class SpecialEventFields(RequestModel):\n    name: Omittable[Text] = None\n    location: Omittable[int] = None\n",
    "field-differs | PATCH /special-events/{eventId} | body.location | type | EventLocation: | location: Omittable[int] = None",
  ),
  museum(
    "constraint of a field that may be left out",
    schemas,
    "    event_description: Omittable[Text] = None\n",
    "    event_description: Omittable[Annotated[Text, Field(max_length=20)]] = None\n",
    "field-differs | PATCH /special-events/{eventId} | body.eventDescription | bounds | EventDescription: | event_description: Omittable[Annotated[Text, Field(max_length=20)]] = None",
  ),
  museum(
    "type of the items of a field that may be left out",
    schemas,
    "    dates: Omittable[list[Date]] = None\n",
    "    dates: Omittable[list[str]] = None\n",
    "field-differs | PATCH /special-events/{eventId} | body.dates[] | format | Date: | dates: Omittable[list[str]] = None",
  ),
  museum(
    "nullability of a field of an answer that may be left out",
    "app/museum_tickets/schemas.py",
    "event_id: Omitted[UUID] = None",
    "event_id: UUID | None = None",
    "field-differs | POST /tickets | 201.eventId | null | description: Unique identifier for a special event. Required if purchasing tickets for the museum's special events. | event_id: UUID | None = None",
  ),
  museum(
    "default of a field",
    schemas,
    "class SpecialEventBody(RequestModel):\n    name: Text\n",
    'class SpecialEventBody(RequestModel):\n    name: Text = "Untitled"\n',
    'field-differs | POST /special-events | body.name | required | name: | name: Text = "Untitled"',
    'field-differs | POST /special-events | body.name | default | EventName: | name: Text = "Untitled"',
  ),
  museum(
    "field required by the contract alone",
    docs,
    "        - ticketType\n        - ticketDate\n",
    "        - ticketType\n        - ticketDate\n        - eventId\n",
    "field-differs | POST /tickets | body.eventId | required | eventId: | event_id: Omittable[Uuid] = None",
    "field-differs | POST /tickets | 201.eventId | required | eventId: | event_id: Omitted[UUID] = None",
  ),
  museum(
    "values of a field",
    docs,
    "        - event\n        - general\n      example: event",
    "        - event\n        - general\n        - tour\n      example: event",
    'field-differs | POST /tickets | body.ticketType | values | TicketType: | ticket_type: Literal["event", "general"]',
  ),
  museum(
    "field missing in code",
    schemas,
    "    location: str\n",
    "",
    `field-missing | ${special} | 200[].location | - | location: | class SpecialEvent(ResponseModel):`,
  ),
  museum(
    "field that the contract does not have",
    schemas,
    "    location: str\n",
    "    location: str\n    guests: int\n",
    `field-undocumented | ${special} | 200[].guests | - | SpecialEvent: | guests: int`,
  ),
  museum(
    "field renamed in the code of a request",
    schemas,
    "    # May be sent, and is made here all the same.\n    event_id: Omittable[Uuid] = None",
    '    event_id: Annotated[Omittable[Uuid], Field(alias="event_id")] = None',
    'field-renamed | POST /special-events | body.eventId | - | eventId: | event_id: Annotated[Omittable[Uuid], Field(alias="event_id")] = None',
  ),
  museum(
    "field renamed in a document",
    docs,
    "        timeOpen:\n          type",
    "        time_open:\n          type",
    String.raw`field-renamed | GET /museum-hours | 200[].time_open | - | time_open: | time_open: Annotated[str, published(pattern="^([01]\\d|2[0-3]):?([0-5]\\d)$")]`,
  ),
  museum(
    "status of success",
    routes,
    "status.HTTP_201_CREATED",
    "status.HTTP_200_OK",
    'status-differs | POST /special-events |  | - | "201": | @router.post(',
  ),
  museum(
    "answer that the contract does not have",
    routes,
    "    status_code=status.HTTP_201_CREATED,\n    dependencies=[Depends(require_museum_placeholder_auth)],\n    responses=error_responses(400, 401, 404),",
    '    status_code=status.HTTP_201_CREATED,\n    dependencies=[Depends(require_museum_placeholder_auth)],\n    responses=error_responses(400) | {410: {"description": "Gone"}},',
    'answer-undocumented | POST /special-events | 410 | - | post: | responses=error_responses(400) | {410: {"description": "Gone"}},',
  ),
  museum(
    "auth dropped from a route",
    "app/museum_daily_hours/routes.py",
    "    dependencies=[Depends(require_museum_placeholder_auth)],\n",
    "",
    "auth-missing | GET /museum-hours | auth | - | get: | @router.get(",
  ),
  museum(
    "auth that the contract does not ask for",
    docs,
    "      operationId: getMuseumHours\n",
    "      operationId: getMuseumHours\n      security: []\n",
    "auth-undocumented | GET /museum-hours | auth | - | get: | @router.get(",
  ),
  museum(
    "body that nothing reads",
    "app/museum_tickets/routes.py",
    "    request: BuyMuseumTickets, session: Session\n",
    "    session: Session\n",
    "body-missing | POST /tickets | body | - | required: true | @router.post(",
  ),
  museum(
    "body that the contract does not have",
    "app/museum_daily_hours/routes.py",
    "    filters: Annotated[MuseumDailyHourFilters, Query()], session: Session\n",
    "    filters: Annotated[MuseumDailyHourFilters, Query()], wish: MuseumDailyHours, session: Session\n",
    "body-undocumented | GET /museum-hours | body | - | get: | filters: Annotated[MuseumDailyHourFilters, Query()], wish: MuseumDailyHours, session: Session",
  ),
  museum(
    "form of errors, by the code that answers them",
    "app/errors.py",
    '{"type": "about:blank", "title":',
    '{"type": "about:blank", "message":',
    'error-form-differs | GET /museum-hours + GET /special-events + POST /special-events + GET /special-events/{eventId} + DELETE /special-events/{eventId} + PATCH /special-events/{eventId} + POST /tickets + GET /tickets/{ticketId}/qr | 400.title | - | title: | {"type": "about:blank", "message": "; ".join(messages)},',
    'error-form-differs | GET /museum-hours + GET /special-events + POST /special-events + GET /special-events/{eventId} + DELETE /special-events/{eventId} + PATCH /special-events/{eventId} + POST /tickets + GET /tickets/{ticketId}/qr | 400.message | - | Error: | {"type": "about:blank", "message": "; ".join(messages)},',
  ),
];
