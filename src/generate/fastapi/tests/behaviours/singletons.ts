import { equalValues } from "#contract";
import type { Field } from "#domain";
import { commaList, importedModule, type JsonLike, literal, name, type Py, py, str } from "#python";
import { neededFields } from "../../app/services/own-documents.ts";
import { type Act, actOf } from "../acts.ts";
import { accountKey } from "../api-support.ts";
import { bodyCases } from "../bodies.ts";
import { answered, api, awaitless, call, placeOf, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { assertInvalid } from "../error-support.ts";
import { defaultOf, isLeftOut, shownValue } from "../expected.ts";
import { entityIn, type Kit, type OperationOf, operationsOf, shownFieldsOf } from "../kit.ts";
import { grants } from "../role-support.ts";
import { assertEqual, sampleValue } from "../values.ts";
import { one as one_ } from "../words.ts";

type Reading = OperationOf<"read-singleton">;
type Changing = OperationOf<"update-singleton">;

/** The one document: what it shows before anybody has changed it, and what it shows then. */
export function readSingletonCases(kit: Kit, operation: Reading): readonly TestCase[] {
  const act = actOf(kit, operation);
  if (!act) return [];
  const change = operationsOf(kit, "update-singleton").find(
    ({ meaning }) => meaning.behaviour.entity === operation.meaning.behaviour.entity,
  );
  const { own } = operation.meaning.behaviour;
  return [
    own?.before === "missing" ? missingCase(operation, act) : unsetCase(kit, operation, act),
    ...(change ? setCases(kit, operation, change) : []),
    ...(change && own ? strangerCases(kit, operation, change) : []),
    ...credentialCases(kit, act),
  ];
}

/** A document that only its owner can begin. */
function missingCase(operation: Reading, act: Act): TestCase {
  return {
    name: "finds none that its owner has not set",
    fixtures: ["client"],
    body: [
      paragraph(...act.statements),
      py`response = ${request(operation, { ...(act.caller && { headers: py`${act.caller}.headers` }) })}`,
      py`${api("assert_refused")}(response, 404)`,
    ],
  };
}

/** Each account has its own. */
function strangerCases(kit: Kit, operation: Reading, change: Changing): readonly TestCase[] {
  const { account } = kit;
  const act = actOf(kit, change);
  const [first, second] = [0, 1].map((number) => samplesOf(kit, operation, change, number));
  const index = first?.findIndex(({ given }, at) => !equalValues(given, second?.[at]?.given ?? null)) ?? -1;
  const [one, other] = [first?.[index], second?.[index]];
  if (!account || !act?.caller || !first || !second || !one || !other) return [];
  const stranger = name("stranger");
  const sees = (holder: Py): Py => py`(${call(operation, { account: holder })})`;
  return [
    {
      name: `keeps one for each ${one_(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...act.statements,
          registers(account, stranger),
          ...grants(change, stranger),
          call(change, { account: act.caller, extra: [changed(first)] }),
          call(change, { account: stranger, extra: [changed(second)] }),
        ),
        paragraph(py`shown = ${sees(act.caller)}`, py`others = ${sees(stranger)}`),
        paragraph(
          assertEqual(held("shown", one.field), literal(one.shown)),
          assertEqual(held("others", other.field), literal(other.shown)),
        ),
      ],
    },
  ];
}

function unsetCase(kit: Kit, operation: Reading, act: Act): TestCase {
  const { answer } = operation.meaning.behaviour;
  const shown = shownFieldsOf(kit, answer.representation).filter((field) => !isLeftOut(field));
  const entries = shown.flatMap((field) => {
    const key = kit.account && accountKey(kit.account);
    if (field.meaning.kind === "owner-key" && act.caller && key !== undefined)
      return [py`${str(field.name)}: ${act.caller}.${name(key)}`];
    const value =
      field.default === undefined ? defaultOf({ ...field, optional: true }) : literal(field.default);
    return value ? [py`${str(field.name)}: ${value}`] : [];
  });
  return {
    name: "shows nothing that nobody has set",
    fixtures: ["client"],
    body: [
      paragraph(...act.statements),
      py`response = ${request(operation, { ...(act.caller && { headers: py`${act.caller}.headers` }) })}`,
      paragraph(
        py`assert response.status_code == ${answer.status}`,
        py`assert ${answered(operation, name("response"))} == {${commaList(entries)}}`,
      ),
    ],
  };
}

/** Fields that the change takes and the reading shows, each with what is given and what is shown then. */
function samplesOf(
  kit: Kit,
  operation: Reading,
  change: Changing,
  number: number,
): readonly { readonly field: Field; readonly given: JsonLike; readonly shown: JsonLike }[] {
  const { behaviour } = change.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const visible = shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
  return visible.flatMap((field) => {
    if (!behaviour.body.fields.some((each) => each.field === field.name) || field.refersTo) return [];
    const given = sampleValue(kit, entity, field, number);
    const shown = shownValue(kit, entity, field, given);
    return shown === undefined ? [] : [{ field, given, shown }];
  });
}

/** A change of everything that the samples are of. */
function changed(samples: ReturnType<typeof samplesOf>): Py {
  return py`{${commaList(samples.map(({ field, given }) => py`${str(field.name)}: ${literal(given)}`))}}`;
}

/** What an answer shows in a field, which it may leave out. */
function held(seen: string, field: Field): Py {
  const key = str(field.name);
  return field.missing === "absent" ? py`${name(seen)}.get(${key})` : py`${name(seen)}[${key}]`;
}

function setCases(kit: Kit, operation: Reading, change: Changing): readonly TestCase[] {
  const [first, second] = [0, 1].map((number) => samplesOf(kit, operation, change, number));
  const act = actOf(kit, change);
  if (!act || !first || !second || first.length === 0) return [];
  const account = act.caller && { account: act.caller };
  const differs = first.filter(({ given }, index) => !equalValues(given, second[index]?.given ?? null));
  const seen = py`(${call(operation, { ...account })})`;
  return [
    {
      name: "shows what was set last",
      fixtures: ["client"],
      body: [
        paragraph(
          ...act.statements,
          call(change, { ...account, extra: [changed(first)] }),
          py`before = ${seen}`,
          call(change, { ...account, extra: [changed(second)] }),
        ),
        py`shown = ${seen}`,
        paragraph(
          ...first.map(({ field, shown }) => assertEqual(held("before", field), literal(shown))),
          ...second
            .filter(({ field }) => differs.some((each) => each.field === field))
            .map(({ field, shown }) => assertEqual(held("shown", field), literal(shown))),
        ),
      ],
    },
  ];
}

/** The one document changes: for everybody, and once, whoever comes first. */
export function updateSingletonCases(kit: Kit, operation: Changing): readonly TestCase[] {
  const act = actOf(kit, operation);
  const { behaviour } = operation.meaning;
  const read = operationsOf(kit, "read-singleton").find(
    ({ meaning }) => meaning.behaviour.entity === behaviour.entity,
  );
  if (!act) return [];
  return [
    ...(read ? setCases(kit, read, operation) : []),
    ...(read && behaviour.mode === "patch" ? leavingCases(kit, read, operation, act) : []),
    ...togetherCases(kit, operation),
    ...(read && behaviour.own?.before === "missing" ? wholeCases(kit, read, operation) : []),
    ...credentialCases(kit, act),
    ...bodyCases(kit, act),
  ];
}

/** What is not given stays. */
function leavingCases(kit: Kit, read: Reading, operation: Changing, act: Act): readonly TestCase[] {
  const [one, other] = samplesOf(kit, read, operation, 1);
  const isFree = operation.meaning.behaviour.body.fields.every(({ required }) => !required);
  if (!one || !other || !isFree) return [];
  const account = act.caller && { account: act.caller };
  const before =
    operation.meaning.behaviour.own?.before === "missing" ? samplesOf(kit, read, operation, 0) : [];
  return [
    {
      name: "leaves what is not given",
      fixtures: ["client"],
      body: [
        paragraph(
          ...act.statements,
          ...(before.length > 0 ? [call(operation, { ...account, extra: [changed(before)] })] : []),
          call(operation, { ...account, extra: [changed([one])] }),
          call(operation, { ...account, extra: [changed([other])] }),
        ),
        py`shown = ${call(read, { ...account })}`,
        paragraph(
          ...[one, other].map(({ field, shown }) => assertEqual(held("shown", field), literal(shown))),
        ),
      ],
    },
  ];
}

/** The first change makes the document, and so gives all that it must have. */
function wholeCases(kit: Kit, read: Reading, operation: Changing): readonly TestCase[] {
  const act = actOf(kit, operation);
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const needed = neededFields(
    entity,
    behaviour.body.fields.map(({ field }) => field),
  );
  const all = samplesOf(kit, read, operation, 0);
  const [lacking] = needed;
  const others = all.filter(({ field }) => field.name !== lacking?.name);
  if (!act || !lacking || others.length === 0) return [];
  const sent = request(operation, {
    body: changed(others),
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  const account = act.caller && { account: act.caller };
  const reading = request(read, { ...(act.caller && { headers: py`${act.caller}.headers` }) });
  return [
    {
      name: "begins with all that there must be",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${sent}`,
        paragraph(
          assertInvalid(operation, "body", placeOf(operation, lacking.name)),
          py`${api("assert_refused")}(${reading}, 404)`,
        ),
        paragraph(
          call(operation, { ...account, extra: [changed(all)] }),
          py`assert (${reading}).status_code == ${read.meaning.behaviour.answer.status}`,
        ),
      ],
    },
  ];
}

function togetherCases(kit: Kit, operation: Changing): readonly TestCase[] {
  const client = name("committing_client");
  const act = actOf(kit, operation, client);
  if (!act?.body) return [];
  const sent = awaitless(operation, {
    client,
    body: act.body,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return [
    {
      name: "makes one of several that come first",
      kind: "shape",
      fixtures: ["committing_client"],
      body: [
        paragraph(...act.statements),
        py`responses = await ${importedModule("asyncio")}.gather(*(${sent} for _ in range(3)))`,
        py`assert [response.status_code for response in responses] == [${operation.meaning.behaviour.answer.status}] * 3`,
      ],
    },
  ];
}
