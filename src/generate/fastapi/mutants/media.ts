import { flattenSchema } from "#contract";
import { kindOf, mediaKind } from "#domain";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import { bodySchema } from "../media/xml-keywords.ts";
import type { Fault } from "./apply-fault.ts";

const path = "app/media_types.py";

/** Faults in other media types than JSON: shown once, by the first operation that speaks them. */
export function mediaFaults(blueprint: Blueprint, operation: OperationBlueprint): readonly Fault[] {
  const all = blueprint.modules.flatMap((module) => module.operations);
  const first = (test: (each: OperationBlueprint) => boolean): boolean => all.find(test) === operation;
  const takes = (kind: "xml" | "form") => (each: OperationBlueprint) =>
    (each.meaning.media?.taken ?? []).some((type) => mediaKind(type) === kind);
  const answers = (each: OperationBlueprint): boolean => (each.meaning.media?.answered.length ?? 0) > 0;
  return [
    ...(first(answers) ? answerFaults : []),
    ...(first(takes("xml")) ? xmlFaults : []),
    ...(first((each) => takes("form")(each) && givesList(blueprint, each)) ? formFaults : []),
  ];
}

function givesList(blueprint: Blueprint, operation: OperationBlueprint): boolean {
  const properties = bodySchema(blueprint, operation)?.properties ?? [];
  return properties.some(({ schema }) => kindOf(flattenSchema(blueprint.contract, schema)) === "array");
}

const answerFaults: readonly Fault[] = [
  {
    path,
    within: "MediaTypeRoute",
    name: "answers JSON whatever is asked for",
    find: /if chosen in offered\[1:\]/,
    put: "if chosen is offered",
    alsoShownIn: ["tests/test_media_types.py"],
  },
  {
    path,
    within: "choose_type",
    name: "answers what is wanted least",
    find: /max\(offered/,
    put: "min(offered",
    alsoShownIn: ["tests/test_media_types.py"],
  },
  {
    path,
    within: "read_range",
    name: "does not weigh wishes",
    find: /float\(quality\[1\]\)/,
    put: "1",
    alsoShownIn: ["tests/test_media_types.py"],
  },
];

const xmlFaults: readonly Fault[] = [
  {
    path: "app/xml_documents.py",
    within: "XmlDocuments",
    name: "lets documents declare entities",
    find: /, forbid_dtd=True/,
    put: ", forbid_entities=False",
  },
];

const formFaults: readonly Fault[] = [
  {
    path: "app/urlencoded_forms.py",
    within: "UrlencodedForms",
    name: "reads the first item of a list alone",
    find: /for text in texts\]\n( +)values/,
    put: "for text in texts[:1]]\n$1values",
  },
];
