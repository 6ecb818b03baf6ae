import { localName } from "#base";
import { builtinClasses, builtins, classNameText, identifierText, keywords } from "#python";

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Classes that the files of a module import, or that Python has: a class of the API must not hide them. */
const foreignClasses = words(
  `APIKeyHeader APIRouter AfterValidator Annotated Any AppSettings AsyncSession AwareDatetime Base BaseModel BeforeValidator
  BigInt BigInteger Boolean ColumnElement ConfigDict Date DateTime Decimal Depends Factory Field Float ForbiddenError
  ForeignKey IndexedText Index Integer IntegrityError InvalidError LeftOpenError Literal Mapped Meta Never NoReturn
  NotFoundError NotRequired Numeric Omittable Page PasswordHasher Path PlainSerializer PydanticCustomError Query Request
  RequestModel ResponseModel Select Self Sequence Session Settings StrictBool StrictFloat StrictInt StrictStr String Text
  Timestamp TooManyRequestsError TypedDict UUID UnauthorizedError UniqueConstraint UtcDateTime Uuid VerifyMismatchError
  SignInFailures Amount AnyValue Base64Text ClassVar DecimalNumber DecimalText Digits DurationText EmailText ExactDecimal FieldInfo
  HostnameText IPv4Text IPv6Text IdnEmailText Int32 Int64 IriReferenceText IriText JSON JSONB JsonValue LazyFunction Moment
  Number Omitted OpenRequestModel OpenSession RequireRole TimeText UriReferenceText UriText UrlText WithJsonSchema`,
);

/** Modules of the application and of its tests, and what the files beside their packages call things. */
const ownModules = words(
  `api app asyncio clock conftest context create_app credentials database errors factories fastapi health install_error_handlers issuer lifespan
  logging main migrations models request_id retries roles router schemas security settings status tokens structlog test tests value_objects`,
);

/** What services, routes and tests call things: functions of an operation must not hide it. */
const ownFunctions = words(
  `account argon2 assert_invalid assert_refused assert_unauthorized asyncio caller client client_of clock contains_eager date
  datetime dataclass defer delete dumps error_responses errors_of escaped exists filters func get_session hash_password
  headers_of insert is_duplicate issue_token json jwt math model_validator now page pytest query quote re refuse_blank
  refuse_long request router secrets select selectinload service session settings status text timedelta update uuid uuid4
  verify_password viewer open_session renew_session end_session end_sessions with_expression to_json fixed published to_jsonable_python enumerate position given`,
);

/** What a function calls its own things: a row of an entity is called something else. */
const ownVariables = words(
  `above account attempts author below caller changes client clock condition conditions count current delete details editor existing
  failures filters found func insert item items key limit matching member message name now number offset order owner page params
  password path position query request response result router row rows select service session settings status statement
  target text token total value values viewer opened`,
);

/** What Pydantic's and SQLAlchemy's base classes have, and what classes say of their own attributes. */
const ownAttributes = words(
  `bool bytes construct copy date datetime dict float int json list metadata model_computed_fields model_config model_construct
  model_copy model_dump model_dump_json model_extra model_fields model_fields_set model_json_schema
  model_parametrized_name model_post_init model_rebuild model_validate model_validate_json model_validate_strings object
  parse_file parse_obj parse_raw property query_expression registry relationship schema schema_json set str time tuple type
  update_forward_refs uuid validate`,
);

/** The Python attribute of a field, and its column. */
export function attributeName(fieldName: string): string {
  const attribute = identifierText(fieldName).slice(0, 60);
  return ownAttributes.has(attribute) ? `${attribute}_` : attribute;
}

/** The same as the beginning of a longer name: there is nothing that it must be kept apart from. */
export function attributeStem(fieldName: string): string {
  const attribute = attributeName(fieldName);
  return fieldName.endsWith("_") ? attribute : attribute.replace(/_$/, "");
}

/** The class of something that the API calls so. */
export function classNameOf(text: string): string {
  const title = classNameText(localName(text)).replace(/_$/, "").slice(0, 60);
  const isTaken = foreignClasses.has(title) || builtinClasses.has(title) || keywords.has(title);
  return isTaken ? `${title}Record` : title;
}

/** The package of a part of the API. */
export function packageName(module: string): string {
  const text = identifierText(module).slice(0, 40);
  return ownModules.has(text) || text.startsWith("test_") ? `api_${text}` : text;
}

/** The function of what the API calls so. */
export function functionNameOf(text: string): string {
  return identifierText(text, { avoidBuiltins: true }).slice(0, 60).replace(/_+$/, "");
}

/** Names that no function of an operation may have. */
export const takenFunctions: Iterable<string> = [...ownFunctions, ...builtins, ...keywords];

/** How one row of an entity is called. */
export function variableNameOf(entity: string): string {
  const variable = identifierText(entity, { avoidBuiltins: true });
  return ownVariables.has(variable) ? `${variable}_row` : variable;
}
