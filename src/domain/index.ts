// In: a contract and its owner's corrections. Out: the domain: entities, relations, one behaviour per operation.
// Every inferred statement carries the places it was inferred from.
// Never here: Python, a framework, or the format that the contract was written in.
export * from "./answers.ts";
export type * from "./behaviour.ts";
export { behaviourTexts } from "./behaviours/texts.ts";
export * from "./cells.ts";
export { changesRow, isPatch, namesSeveral, takesRows, touchesRow, travelsInQuery } from "./changes-row.ts";
export { conflicting, isUnique } from "./clashes.ts";
export { comparedType, elementField } from "./compared-type.ts";
export type * from "./domain.ts";
export { endsCredential } from "./ends-credential.ts";
export * from "./error-form.ts";
export { changeRefusal } from "./errors.ts";
export type { Evidence } from "./evidence.ts";
export { lowerBounds, readBounds, upperBounds } from "./field-values.ts";
export { fieldOf } from "./fields.ts";
export { givenField } from "./given-field.ts";
export { isCredentialHeader } from "./header-credentials.ts";
export { isKeyWithin, isOrdered, primaryField, primaryKeyName } from "./identity.ts";
export { separatorOf } from "./media/form-shape.ts";
export { mediaKind } from "./media/media-types.ts";
export { itemTag, kindOf } from "./media/xml-shape.ts";
export { elementName, hasWord, sharesStem, stem } from "./names.ts";
export type { PasswordSign, SignKind } from "./password-signs.ts";
export { signKinds } from "./password-signs.ts";
export { formKey } from "./read-error-form.ts";
export {
  type DomainSettings,
  noSettings,
  type OperationSettings,
  type ReferenceSetting,
  referenceSettings,
} from "./settings.ts";
export { aboveField, depthField } from "./trees.ts";
export { type Understood, understand } from "./understand.ts";
export { objectsIn } from "./value-shapes.ts";
