import { separatorOf } from "#domain";

/** What keeps items of a list apart, by the style that the contract names. */
export function formSeparators(): readonly (readonly [style: string, sign: string])[] {
  return ["form", "spaceDelimited", "pipeDelimited"].flatMap((style) => {
    const sign = separatorOf({ style, explode: false });
    return sign === undefined ? [] : [[style, sign] as const];
  });
}
