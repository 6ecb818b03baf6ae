import { assert } from "#base";
import type {
  AnswerShape,
  Counts,
  DescribeServiceBehaviour,
  HealthBehaviour,
  LoginBehaviour,
  QrCodeBehaviour,
  ReadFileBehaviour,
  Telling,
  TokenAnswer,
} from "#domain";
import { namesSeveral } from "#domain";
import { commaList, imported, literal, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint, variableName } from "../../blueprint.ts";
import { subjectEntity } from "../../outside/subjects.ts";
import { noteColumn } from "../../plan-tables/index.ts";
import { attributeName, subjectColumn } from "../../tables.ts";
import { tokenAnswerOf, toldClassName } from "../../token-answers.ts";
import { linesShowAddress, shownAs } from "../addresses.ts";
import { needsCaller } from "../caller.ts";
import { cookieStatement, endsOffered, setsCookie, takesRefreshCookie } from "../cookie-names.ts";
import { pathKeyName, primaryKey } from "../keys.ts";
import { sendsLetter } from "../mailed-tokens.ts";
import { schemaClass } from "../names.ts";
import { openParameters } from "../open-operations.ts";
import { drawingsOf } from "../qr-codes.ts";
import { beginsOnce, keepsAnswer, saidOfReuse } from "../repeats.ts";
import { callerNames } from "../security.ts";
import { queryName } from "../services/parts.ts";
import { opensSession, takesSession } from "../session-names.ts";
import { takesSettings } from "../uses.ts";
import { cellArguments, cellBody } from "./cell-body.ts";
import { listBody } from "./list-body.ts";
import { pathVariable } from "./parameters.ts";
import { successStatus } from "./success-status.ts";
import { answersAccountWithToken, tokenAnswer } from "./tokens.ts";
import { tellVersion } from "./versions.ts";

/** What a route does: it calls its service function, and answers with what that gives. */
export function routeBody(blueprint: Blueprint, operation: OperationBlueprint, result: Py): Py {
  const { behaviour } = operation.meaning;
  if (behaviour.kind === "custom") {
    const given = openParameters(operation).map(({ variable }) => name(variable));
    return py`await ${serviceModule(operation)}.${name(operation.functionName)}(${given})`;
  }
  if (behaviour.kind === "current-account") {
    const caller = callerNames(blueprint).requiredArgument;
    if (answersAccountWithToken(blueprint, operation)) return py`return _with_token(settings, ${caller})`;
    return shownRow(blueprint, behaviour.answer, caller, result);
  }
  if (behaviour.kind === "health" || behaviour.kind === "describe-service")
    return serviceStatus(behaviour, result);
  const call = py`await ${serviceModule(operation)}.${name(operation.functionName)}(${serviceArguments(blueprint, operation)})`;
  if (behaviour.kind === "list") {
    const shown = shownAs(blueprint, behaviour.answer.representation, name("row"));
    return listBody(operation, call, shown, result);
  }
  if (behaviour.kind === "read-matrix" || behaviour.kind === "read-cell" || behaviour.kind === "write-cell")
    return cellBody(blueprint, behaviour, call, result);
  if (behaviour.kind === "count-by-value") return countsBody(behaviour.counts, call, result);
  if (behaviour.kind === "qr-code") return pictureBody(blueprint, behaviour, call);
  if (behaviour.kind === "read-file") return fileBody(behaviour, call);
  if (behaviour.kind === "report") return py`return ${call}`;
  if (behaviour.kind === "list-lines") {
    const title = schemaClass(operation.meaning.module, operation.responseClass ?? "");
    return linesBody(title, linesShowAddress(blueprint, behaviour), call);
  }
  if (behaviour.kind === "distinct-values") {
    const { envelope } = behaviour.answer;
    return envelope === undefined
      ? py`return list(${call})`
      : py`return ${result}(${name(attributeName(envelope))}=list(${call}))`;
  }
  return answerBody(blueprint, operation, call, result);
}

/** What is answered of one row, of somebody who signs in, or of how it went. */
function answerBody(blueprint: Blueprint, operation: OperationBlueprint, call: Py, result: Py): Py {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind !== "custom" && behaviour.kind !== "list", "one thing is answered");
  const token = tokenAnswerOf(behaviour);
  const cookie = cookieStatement(blueprint, operation);
  if (token && blueprint.account) return tokenBody({ blueprint, operation, token, call, result, cookie });
  const { representation } = behaviour.answer;
  const opened = setsCookie(operation) && py`opened = `;
  if (behaviour.answer.telling)
    return py`
      ${opened}${behaviour.answer.telling.parts.some(({ is }) => is.kind === "rows") && py`count = `}${call}
      ${cookie}
      return ${toldAnswer(operation, behaviour.answer, behaviour.answer.telling, result)}`;
  if (representation === undefined)
    return py`
      ${opened}${call}
      ${cookie}`;
  if (opened)
    return py`
      ${opened}${call}
      ${cookie}
      ${shownRow(blueprint, behaviour.answer, py`opened.account`, result)}`;
  assert("entity" in behaviour, "a row is of an entity");
  const entity = entityNamed(blueprint, behaviour.entity);
  const variable = name(variableName(entity));
  if (behaviour.kind === "create-many" && behaviour.answer.all) {
    return py`
      rows = ${call}
      return [${shownAs(blueprint, representation, name("row"))} for row in rows]`;
  }
  if (answersAccountWithToken(blueprint, operation))
    return py`
      ${variable} = ${call}
      return _with_token(settings, ${variable})`;
  if (operation.meaning.repeated) return onceBody(blueprint, operation, call, result);
  return py`
    ${variable} = ${call}
    ${tellVersion(operation, entity)}
    ${shownRow(blueprint, behaviour.answer, variable, result)}`;
}

/** A row that is made once, however often the request comes. */
function onceBody(blueprint: Blueprint, operation: OperationBlueprint, call: Py, result: Py): Py {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "create", "a row is made");
  const variable = name(variableName(entityNamed(blueprint, behaviour.entity)));
  const caller = knownCaller(blueprint, operation);
  const above = behaviour.parent && pathKeyName(entityNamed(blueprint, behaviour.parent.entity));
  return py`
    ${beginsOnce(operation, successStatus(operation), caller, saidOfReuse(blueprint.domain), above)}
    ${variable} = ${call}
    ${keepsAnswer(operation, shownValue(blueprint, behaviour.answer, variable, result))}`;
}

function linesBody(title: Py, showsAddress: boolean, call: Py): Py {
  return py`
    rows = ${call}
    return [${title}.model_validate(row${showsAddress && py`, context=base_url`}) for row in rows]`;
}

/** The picture of what the service says, in the type that the caller would rather have. */
function pictureBody(blueprint: Blueprint, { types }: QrCodeBehaviour, call: Py): Py {
  const module = "app.qr_codes";
  const known = new Set(drawingsOf(blueprint).flatMap((drawing) => drawing.types));
  const offered = types.map((type) => str(type));
  const chosen =
    types.length > 1
      ? py`, ${imported(module, "choose_type")}(request.headers.get("Accept", "*/*"), ${offered})`
      : known.size > 1 && py`, ${offered}`;
  return py`
    content = ${call}
    return ${imported(module, "answer_qr_code")}(content${chosen})`;
}

/** The file of a row, or the words about it for who would rather have those. */
function fileBody({ file, text, size }: ReadFileBehaviour, call: Py): Py {
  const variable = name(file);
  const module = "app.files";
  const note =
    size &&
    py`
      # Every size is the file as it was sent.`;
  const answer = py`return ${imported(module, "answer_file")}(${variable}.content, ${variable}.media_type)`;
  if (!text)
    return py`
      ${note}
      ${variable} = ${call}
      ${answer}`;
  const plain = str("text/plain");
  return py`
    ${note}
    ${variable}, text = ${call}
    wanted = ${imported(module, "choose_type")}(request.headers.get("Accept", "*/*"), ${variable}.media_type, ${plain})
    if wanted == ${plain}:
        return ${imported("fastapi.responses", "PlainTextResponse")}(text, headers={"Vary": "Accept"})
    ${answer}`;
}

function shownRow(blueprint: Blueprint, answer: AnswerShape, row: Py, result: Py): Py {
  return py`return ${shownValue(blueprint, answer, row, result)}`;
}

function shownValue(blueprint: Blueprint, answer: AnswerShape, row: Py, result: Py): Py {
  assert(answer.representation !== undefined, "the row is shown in some form");
  const shown = shownAs(blueprint, answer.representation, row);
  if (answer.envelope === undefined) return shown;
  const beside = constantArguments(answer.constants ?? []);
  return py`${result}(${[py`${name(attributeName(answer.envelope))}=${shown}`, ...beside]})`;
}

/** Who calls, as a text; nobody where callers have no accounts. */
function knownCaller(blueprint: Blueprint, operation: OperationBlueprint): Py | undefined {
  const { access } = operation.meaning;
  if (access === "public" || !blueprint.account) return undefined;
  const key = primaryKey(blueprint.account);
  if (access === "optional") return py`str(viewer.${key}) if viewer is not None else ""`;
  return py`str(${callerNames(blueprint).requiredArgument}.${key})`;
}

function constantArguments(constants: NonNullable<AnswerShape["constants"]>): readonly Py[] {
  return constants.map((constant) => py`${name(attributeName(constant.name))}=${literal(constant.value)}`);
}

interface TokenRoute {
  readonly blueprint: Blueprint;
  readonly operation: OperationBlueprint;
  readonly token: TokenAnswer;
  readonly call: Py;
  readonly result: Py;
  /** What becomes of the cookie. */
  readonly cookie: Py | undefined;
}

/** An answer that hands over a token: alone, or in an object. */
function tokenBody({ blueprint, operation, token, call, result, cookie }: TokenRoute): Py {
  const { behaviour } = operation.meaning;
  assert(tokenAnswerOf(behaviour) && blueprint.account, "somebody is handed a token");
  const isKept = opensSession(blueprint, operation);
  const account = name(variableName(blueprint.account));
  if (token.isText) return textToken(token, call, isKept ? undefined : account);
  const { envelope, constants = [] } = (behaviour as LoginBehaviour).answer;
  const needed =
    setsCookie(operation) || token.fields.some(({ is }) => is.kind === "token" || is.kind === "account");
  const answer = tokenAnswer(blueprint, operation, token);
  const beside = constantArguments(constants);
  const whole = envelope === undefined ? [] : [py`${name(attributeName(envelope))}=${answer}`, ...beside];
  return py`
    ${needed && py`${isKept ? py`opened` : account} = `}${call}
    ${cookie}
    return ${envelope === undefined ? answer : py`${result}(${whole})`}`;
}

/** The token alone, and headers that tell when it expires. */
function textToken({ headers = [] }: TokenAnswer, call: Py, account: Py | undefined): Py {
  const settings = name("settings");
  const lines = headers.map(({ name: header, tells }) => {
    const expiry = py`${imported("app", "clock")}.now() + ${imported("datetime", "timedelta")}(minutes=${settings}.token_lifetime_minutes)`;
    const value =
      tells === "expiry"
        ? py`${imported("app.schemas", "to_rfc3339")}(${expiry})`
        : py`str(${settings}.token_lifetime_minutes * 60)`;
    return py`response.headers[${str(header)}] = ${value}`;
  });
  return py`
    ${account ?? py`opened`} = ${call}
    ${lines}
    return ${account ? py`${imported("app.security", "issue_token")}(settings, ${account})` : py`opened.token`}`;
}

/** A map of counts as it is, or the properties that tell them. */
function countsBody({ parts }: Counts, call: Py, result: Py): Py {
  if (parts.length === 0) return py`return ${call}`;
  const values = parts.map(({ name: part, of }) => {
    const value = of === undefined ? py`sum(counts.values())` : py`counts[${str(of)}]`;
    return py`${name(attributeName(part))}=${value}`;
  });
  return py`
    counts = ${call}
    return ${result}(${values})`;
}

/** How the service is, which the database says as well, or what it is. */
function serviceStatus(behaviour: HealthBehaviour | DescribeServiceBehaviour, result: Py): Py {
  const { telling } = behaviour.answer;
  const asks = behaviour.kind === "health" && behaviour.asksDatabase;
  const returns = telling && py`return ${result}(${told(telling)})`;
  if (!asks) return returns ?? py`pass`;
  return py`
    await ${imported("app.health", "ask_database")}(session)
    ${returns}`;
}

/** An answer that only tells how something went, in its envelope. */
function toldAnswer(
  { meaning: { module }, responseClass = "" }: OperationBlueprint,
  { envelope, constants = [] }: AnswerShape,
  telling: Telling,
  result: Py,
): Py {
  if (envelope === undefined) return py`${result}(${told(telling)})`;
  const inner = schemaClass(module, toldClassName(telling, { className: responseClass, envelope }));
  const around = constants.map(({ name: part, value }) => py`${name(attributeName(part))}=${literal(value)}`);
  return py`${result}(${commaList([py`${name(attributeName(envelope))}=${inner}(${told(telling)})`, ...around])})`;
}

/** What an answer tells that is no row. */
function told({ parts }: Telling): readonly Py[] {
  return parts.flatMap(({ name: part, is }) => {
    const title = name(attributeName(part));
    if (is.kind === "constant") return [py`${title}=${literal(is.value)}`];
    if (is.kind === "now") return [py`${title}=${imported("app", "clock")}.now()`];
    if (is.kind === "rows") return [py`${title}=count`];
    if (is.kind === "media-type") return [py`${title}=sent.media_type`];
    return is.kind === "size" ? [py`${title}=len(sent.content)`] : [];
  });
}

function serviceModule(operation: OperationBlueprint): Py {
  return imported(`app.${operation.meaning.module}`, "service");
}

/** What the service is called with: the order in which its emitters declare it. */
function serviceArguments(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind !== "custom" && "entity" in behaviour, "custom operations have no service");
  if (behaviour.kind === "distinct-values" || behaviour.kind === "count-by-value") return [py`session`];
  if (behaviour.kind === "read-matrix" || behaviour.kind === "read-cell" || behaviour.kind === "write-cell")
    return [py`session`, ...cellArguments(blueprint, behaviour)];
  const keys =
    "tokenIn" in behaviour && behaviour.tokenIn !== undefined
      ? [name(attributeName(behaviour.tokenField))]
      : pathKeys(blueprint, operation);
  const settings = takesSettings(blueprint, operation) ? [py`settings`] : [];
  const query = operation.queryClass === undefined ? [] : [queryName(operation.queryClass)];
  const given = requestValue(operation);
  if (behaviour.kind === "store-file") {
    const note = behaviour.note === undefined ? [] : [name(noteColumn(behaviour.note))];
    return [py`session`, ...keys, py`sent`, ...note];
  }
  const confirm =
    behaviour.kind === "delete" && behaviour.confirm !== undefined
      ? [py`${name(attributeName(behaviour.confirm))}=${name(attributeName(behaviour.confirm))}`]
      : [];
  return [
    py`session`,
    ...settings,
    ...(sendsLetter(blueprint, operation) ? [py`outbox`] : []),
    ...keys,
    ...query,
    ...callerArgument(blueprint, operation),
    ...given,
    ...(operation.meaning.version?.guards ? [py`if_match=if_match`] : []),
    ...confirm,
  ];
}

function pathKeys(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  return operation.contract.parameters
    .filter((parameter) => parameter.in === "path")
    .map(({ name: key }) => pathVariable(blueprint, operation, key));
}

function requestValue(operation: OperationBlueprint): readonly Py[] {
  const { behaviour } = operation.meaning;
  if (!("body" in behaviour)) return [];
  if (namesSeveral(behaviour)) return [py`request.${name(attributeName(behaviour.keysField))}`];
  const { envelope, kinds } = behaviour.body;
  const given = envelope === undefined ? py`request` : py`request.${name(attributeName(envelope))}`;
  return [kinds ? py`${given}.root` : given];
}

/** The caller, where the service asks for one. */
function callerArgument(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  if (takesSession(operation)) return [callerNames(blueprint).sessionArgument];
  if (takesRefreshCookie(blueprint, operation)) return [py`refresh_token`];
  if (endsOffered(operation)) return [py`key`];
  const owned = subjectEntity(blueprint, operation);
  if (owned) return [name(subjectColumn(owned))];
  if (!needsCaller(blueprint, operation)) return [];
  return [operation.meaning.access === "optional" ? py`viewer` : callerNames(blueprint).requiredArgument];
}
