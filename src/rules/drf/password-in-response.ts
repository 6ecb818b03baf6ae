import { placeIn } from "#facts";
import type { Rule } from "../rule.ts";
import { modelSerializersOf, shownColumns } from "./model-serializers.ts";

/** A serializer shows a password of its model, or the digest of one. */
export const passwordInResponse: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  precedes: ["drf/serializer-fields-all"],
  find: (input) =>
    modelSerializersOf(input).flatMap((serializer) => {
      const { read, model, option } = serializer;
      return shownColumns(serializer)
        .filter((name) => names.test(name))
        .slice(0, 1)
        .map((name) => ({
          span: placeIn(read.module, option.value),
          message: `${read.node.name.id} shows ${name} of ${model.name} to whoever gets an answer made by it`,
          mend: `leave ${name} out, or take it in only: extra_kwargs = {"${name}": {"write_only": True}}`,
          path: model.span === undefined ? [] : [{ message: `${model.name} has it`, span: model.span }],
        }));
    }),
};

/** Names that are nothing else. */
const names =
  /^(?:password|passwd|hashed_?password|password_?hash|password_?digest|encrypted_?password|password_?salt|totp_?secret|otp_?secret|mfa_?secret)$/i;
