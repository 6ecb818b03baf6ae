import type { FunctionDefinition } from "#python";
import { findMember, type ProjectClass } from "../../classes.ts";
import type { TypeFact } from "../../type.ts";
import type { FieldOwner } from "./field.ts";
import { decoratedType } from "./overrides.ts";
import { unknown } from "./plain-types.ts";
import { placeIn } from "./source.ts";
import { hintedType } from "./told-types.ts";

/** What a method of a serializer gives, as its decorator or its annotation says. */
export function methodType(owner: FieldOwner, name: string): TypeFact {
  const member = owner.serializer && findMember(owner.serializer, name);
  if (member?.binding.kind !== "function") return unknown;
  return functionType(owner, member.owner, member.binding.node);
}

export function functionType(owner: FieldOwner, of: ProjectClass, node: FunctionDefinition): TypeFact {
  const place = placeIn(of);
  const told = decoratedType(owner, place, node.decorators);
  if (told !== undefined) return told;
  return node.returns === undefined ? unknown : hintedType(owner.source, { place, expression: node.returns });
}
