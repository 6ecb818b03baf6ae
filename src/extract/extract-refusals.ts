import type { Contract, SchemaNode } from "#contract";
import type { Facts, RefusalFact } from "#facts";
import { payloadSchema } from "./payloads.ts";
import { openShapes } from "./shapes.ts";

/** The forms in which a program answers errors, with the types that they have. */
export interface Refusals {
  /** The form of all errors of the project's own classes, where that is one. */
  readonly own?: SchemaNode;
  /** The form of what is raised with a status. */
  readonly framework?: SchemaNode;
  readonly schemas: Contract["schemas"];
}

export function extractRefusals(facts: Facts): Refusals {
  const { refusals } = facts;
  const shapes = openShapes(facts);
  const formOf = (of: RefusalFact["of"], isMeant: (fact: RefusalFact) => boolean): SchemaNode | undefined => {
    const some = refusals.filter((each) => each.of === of && isMeant(each));
    const forms = some.map(({ payload, span }) => payload && payloadSchema(shapes, payload, span));
    const [first] = forms;
    return forms.every((form) => tell(form) === tell(first)) ? first : undefined;
  };
  const own = formOf("own", () => true);
  const framework = formOf("framework", ({ error }) => /(?:^|\.)HTTPException$/.test(error));
  const { schemas, rename } = shapes.settle();
  return {
    schemas,
    ...(own !== undefined && { own: rename(own) }),
    ...(framework !== undefined && { framework: rename(framework) }),
  };
}

function tell(form: SchemaNode | undefined): string | undefined {
  return JSON.stringify(form, (key, value) => (key === "span" ? undefined : value));
}
