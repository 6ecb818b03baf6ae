import { splitWords } from "#base";
import { type Contract, flattenSchema, type Property } from "#contract";
import type { BodyShape, OwnField } from "./behaviour.ts";
import type { Assumption } from "./domain.ts";
import { readBounds } from "./field-values.ts";
import { isPassword } from "./is-password.ts";
import { hasWord } from "./names.ts";
import type { DomainSettings } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";

const captchaWords: ReadonlySet<string> = new Set(["captcha", "recaptcha", "hcaptcha", "turnstile"]);
const imageWords: ReadonlySet<string> = new Set(["image", "img", "picture", "pic"]);
const verifyWords: ReadonlySet<string> = new Set(["verify", "verification", "validate", "validation"]);

/** What whoever signs in or joins must bring to show that no machine does: never a second proof of who somebody is. */
export function captchasOf(
  contract: Contract,
  { operation, body }: Pick<OperationShape, "operation" | "body">,
): readonly Property[] {
  const properties = body?.schema.properties ?? [];
  if (operation.method !== "post" || !properties.some((property) => isPassword(contract, property)))
    return [];
  const plain = properties.filter((property) => !isCaptcha(contract, property));
  const [codes, others] = [true, false].map((wanted) =>
    plain.filter(({ name }) => isCodeOf(name, verifyWords) === wanted),
  );
  // Whoever joins with an address may have been sent a code there: that proves whose it is, and is no captcha.
  const isDoor = others?.length === 2;
  return properties.filter(
    (property) => isCaptcha(contract, property) || (isDoor && codes?.includes(property)),
  );
}

function isCaptcha(contract: Contract, { name, schema: node }: Property): boolean {
  const schema = flattenSchema(contract, node);
  if (!schema.types.includes("string")) return false;
  return hasWord(name, captchaWords) || isCodeOf(name, imageWords) || /captcha/i.test(schema.description);
}

function isCodeOf(name: string, words: ReadonlySet<string>): boolean {
  return splitWords(name).at(-1) === "code" && hasWord(name, words);
}

/** A body of which what shows that no machine sends it is taken, and not checked: the owner has settled that. */
export function takeUnchecked(
  body: BodyShape,
  contract: Contract,
  shape: OperationShape,
  { captcha }: DomainSettings,
): BodyShape {
  if (captcha !== "none") return body;
  const own = captchasOf(contract, shape).map(
    ({ name, schema, span }): OwnField => ({
      name,
      is: "unchecked",
      bounds: readBounds(flattenSchema(contract, schema)),
      span,
    }),
  );
  return own.length === 0 ? body : { ...body, own: [...(body.own ?? []), ...own] };
}

/** Said once: what is asked for, and that nothing here checks it. */
export function captchaAssumption(
  contract: Contract,
  shapes: readonly OperationShape[],
  { captcha = "open" }: DomainSettings,
): readonly Omit<Assumption, "id">[] {
  const asking = shapes.flatMap((shape) => {
    const [first] = captchasOf(contract, shape);
    return first ? [{ id: shape.operation.id, name: first.name, span: first.span }] : [];
  });
  const [first, ...others] = asking;
  if (!first) return [];
  const who = others.length === 0 ? `${first.id} asks` : `${first.id} and ${others.length} more ask`;
  const names = [...new Set(asking.map(({ name }) => name))].join(" and ");
  const told = captcha === "none" ? "taken and not checked" : "nothing says how to check it";
  const text = `${who} for ${names}: ${told}`;
  return [{ text, span: first.span, setting: "domain.captcha", choices: ["open", "none"], chosen: captcha }];
}
