import { placeIn, textOf } from "#facts";
import type { Rule } from "../rule.ts";
import {
  type ModelSerializer,
  modelSerializersOf,
  type ShownModel,
  shownColumns,
} from "./model-serializers.ts";

/** A serializer has all fields of its model, or all but some, and among them what must not be shown or set. */
export const serializerFieldsAll: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) =>
    modelSerializersOf(input).flatMap((serializer) => {
      const { read, model, option } = serializer;
      if (option.name === "fields" && textOf(option.value) !== "__all__") return [];
      const shown = shownColumns(serializer);
      const secret = shown.filter((name) => secrets.test(name) && isText(model, name));
      const settable = writes(serializer) ? shown.filter((name) => isOpen(serializer, name)) : [];
      const [first] = [...secret, ...settable];
      if (first === undefined) return [];
      const whole = option.name === "fields" ? "all fields" : "all fields but some";
      const told = secret.includes(first)
        ? `shows ${first} with ${whole} of ${model.name}, and whatever is added to it later`
        : `lets ${first} be set with ${whole} of ${model.name}, and whatever is added to it later`;
      return [
        {
          span: placeIn(read.module, option.value),
          message: `${read.node.name.id} ${told}`,
          mend: `list the fields that are meant, without ${first}`,
          path: model.span === undefined ? [] : [{ message: `${model.name} has it`, span: model.span }],
        },
      ];
    }),
};

const secrets =
  /^(?:(?:\w+_)?(?:secret|secret_key|api_?key|private_key|access_token|refresh_token|auth_token))$/i;
/** Whether there is a secret, or where it is looked for, tells nothing. */
function isText({ fields }: ShownModel, wanted: string): boolean {
  return fields.some(({ name, type }) => name === wanted && /Char|Text|Encrypted/.test(type));
}

const privileges = /^(?:is_staff|is_superuser|is_admin|user_permissions)$/;

/** Whether something is ever written by it: nobody names one so that only shows. */
function writes({ read }: ModelSerializer): boolean {
  return !/Read|Detail|List|Output|Lite/.test(read.node.name.id);
}

function isOpen({ readOnly }: ModelSerializer, name: string): boolean {
  return privileges.test(name) && !readOnly.has(name);
}
