import type { Operation } from "#contract";

/** Scripts that put nothing between words, and of which a text is taken apart by what is known of it. */
const dense = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]+/gu;
const spaced =
  /[\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Devanagari}\p{sc=Georgian}\p{sc=Armenian}]+/gu;

const denseFillers =
  /删除|刪除|移除|削除|삭제|제거|ลบ|指定|单个|單個|一个|一個|一条|某个|根据|根據|通过|按|编号|標識|标识|接口|信息|数据|資料|记录|記錄|记录|操作|する|します|された|による|特定|ます|した|하기|합니다|한다|하는|특정|[的を之のにで이가을를의]/gu;
const spacedFillers =
  /^(?:удал\p{L}*|видал\p{L}*|διαγραφ\p{L}*|حذف|מחיק\p{L}*|מחק|по|из|с|за|его|ее|её|их|йог[оі]|ідентифікатор\p{L}*|идентификатор\p{L}*|айди|номер\p{L}*|конкретн\p{L}*|указанн\p{L}*|данн\p{L}*|баз\p{L}*|запис\p{L}*|систем\p{L}*|один|одного|одну|существующ\p{L}*|который|через|метод|для)$/iu;

/**
 * What remains of a text in another script without what everybody would say of it: the verb, and what other operations call
 * the things that it is about. Such words may be a condition, and nothing here reads them.
 */
export function unreadWords(
  { summary, description }: Pick<Operation, "summary" | "description">,
  others: readonly Pick<Operation, "summary" | "description">[],
): string | undefined {
  const text = `${summary} ${description}`;
  const known = others.map((other) => `${other.summary} ${other.description}`).join(" ");
  const stems = new Set([...known.matchAll(spaced)].map(([word]) => stemOf(word)));
  const words = [...text.matchAll(spaced)].map(([word]) => word);
  // What goes stands after the verb, and nothing that would say more of it.
  const isThing = (index: number): boolean => index === 1 && isFiller(words[2] ?? words[0] ?? "");
  const unread = words.find((word, index) => !isFiller(word) && !stems.has(stemOf(word)) && !isThing(index));
  if (unread !== undefined) return unread;
  for (const [run] of text.matchAll(dense)) {
    const rest = withoutKnown(run.replaceAll(denseFillers, " "), known);
    if (rest !== "") return rest;
  }
  return undefined;
}

function isFiller(word: string): boolean {
  return spacedFillers.test(word);
}

/** What words of one stem begin with, in languages that bend them. */
function stemOf(word: string): string {
  return word.toLowerCase().slice(0, Math.max(3, word.length - 3));
}

/** What is left of a text without all of two signs or more that stands elsewhere, too. */
function withoutKnown(text: string, known: string): string {
  const left = text.split(/\s+/).flatMap((part) => {
    if (part.length === 1 && known.includes(part)) return [];
    let rest = part;
    for (let length = rest.length; length >= 2; length -= 1)
      for (let at = 0; at + length <= rest.length; at += 1) {
        const piece = rest.slice(at, at + length);
        if (!piece.includes(" ") && known.includes(piece)) rest = rest.replace(piece, " ");
      }
    return rest.split(" ").filter((each) => each !== "");
  });
  return left.join(" ");
}
