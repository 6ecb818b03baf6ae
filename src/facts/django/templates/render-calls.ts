import { type Arguments, type Frame, placeOf } from "../../flow/flow.ts";
import type { FlowValue } from "../../flow/values.ts";
import { contextOf, renderTemplate } from "./render.ts";

/** Which argument names the template, and which says what it is given: https://docs.djangoproject.com/en/6.0/topics/templates/ */
const renderers: Readonly<Record<string, { readonly template: number; readonly name: string }>> = {
  "django.shortcuts.render": { template: 1, name: "template_name" },
  "django.template.response.TemplateResponse": { template: 1, name: "template" },
  "django.template.response.SimpleTemplateResponse": { template: 0, name: "template" },
  "django.template.loader.render_to_string": { template: 0, name: "template_name" },
};

const loaders = /^django\.template\.loader\.(?:get|select)_template$/;

/** Functions that show a template, and those that give one to be shown. */
export function callRenderer(frame: Frame, path: string, given: Arguments): FlowValue | undefined {
  const { positional, named } = given;
  if (loaders.test(path)) {
    const name = positional[0] ?? named.get("template_name");
    const attributes = new Map<string, FlowValue>(name === undefined ? [] : [["name", name]]);
    return { kind: "object", of: "django.template.Template", attributes };
  }
  const renderer = renderers[path];
  if (renderer === undefined) return undefined;
  const template = positional[renderer.template] ?? named.get(renderer.name);
  const context = positional[renderer.template + 1] ?? named.get("context");
  show(frame, template, context, given);
  return undefined;
}

/** `template.render(context)` */
export function callTemplate(
  frame: Frame,
  of: FlowValue,
  name: string,
  given: Arguments,
): FlowValue | undefined {
  if (name !== "render" || of.kind !== "object" || of.of !== "django.template.Template") return undefined;
  show(frame, of.attributes.get("name"), given.positional[0] ?? given.named.get("context"), given);
  return undefined;
}

/** Shows every template that a value may name; of several in a list, the first that there is. */
export function show(
  frame: Frame,
  template: FlowValue | undefined,
  context: FlowValue | undefined,
  given: Pick<Arguments, "call">,
): void {
  if (template?.kind === "union") for (const each of template.of) show(frame, each, context, given);
  else if (template?.kind === "list") show(frame, template.items[0], context, given);
  else if (template?.kind === "text")
    renderTemplate(frame, template.text, contextOf(context), placeOf(frame, given.call));
}
