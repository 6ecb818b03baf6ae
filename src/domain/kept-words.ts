/** Words, in several languages, of which those that say that a row is kept in some state are told from those that say that it goes. */
const keptHere =
  /\b(?:archiv(?:e|es|ed|ing)|void(?:s|ed|ing)?|deactivat(?:e|es|ed|ing)|disabl(?:e|es|ed|ing)|expir(?:e|es|ed|ing)|revok(?:e|es|ed|ing)|suspend(?:s|ed|ing)?|cancel(?:s|led|ed|ling|ing)?)\b/iu;
const keptElsewhere = new RegExp(
  `(?<!\\p{L})(?:${[
    // Spanish, Portuguese, French, Italian
    "archivar?|desactivar?|anular?|inactivar?|inhabilitar?|deshabilitar?|suspender?|cancelar?|(?:da|dar) de baja",
    "arquivar?|desativar?|inativar?|desabilitar?",
    "archiver|désactiver?|annuler?|suspendre",
    "archivia(?:re)?|disattiva(?:re)?|annulla(?:re)?|sospende(?:re)?",
    // German, Dutch, Polish, Turkish
    "archivier\\p{L}*|deaktivier\\p{L}*|stornier\\p{L}*|sperr(?:t|en)|archiveer\\p{L}*|deactiveer\\p{L}*",
    "archiwiz\\p{L}*|dezaktyw\\p{L}*|anuluj\\p{L}*|arşivle\\p{L}*|iptal|devre dışı",
    // Indonesian, Vietnamese
    "nonaktif\\p{L}*|menonaktif\\p{L}*|arsip\\p{L}*|mengarsip\\p{L}*|batalkan|vô hiệu|lưu trữ|hủy",
    // Russian, Ukrainian
    "(?:де)?активир\\p{L}*|архив\\p{L}*|архів\\p{L}*|аннулир\\p{L}*|отмен[аия]\\p{L}*|отзыва\\p{L}*|отозва\\p{L}*|приостан\\p{L}*|скасува\\p{L}*|деактив\\p{L}*",
  ].join(
    "|",
  )})(?!\\p{L})|归档|歸檔|停用|禁用|作废|作廢|取消|撤销|撤銷|冻结|下架|アーカイブ|無効化|取り消|キャンセル|停止|비활성|취소`,
  "iu",
);

const gone = new RegExp(
  `\\b(?:delet|remov|destroy|eras|drop|discard|purg)\\w*|(?<!\\p{L})(?:${[
    "supprim|supress|effac|retir|elimin|borr|quita|exclu|apag|delet",
    "lösch|entfern|cancell|rimuov|rimoz|verwijder|usu[nńw]|skasu|sil(?:er|mek|me|inir)|kaldır",
    "hapus|menghapus|xóa|xoá|удал|видал|стер",
  ].join("|")})\\p{L}*|删除|刪除|移除|削除|삭제|제거|حذف|מחק|ลบ`,
  "iu",
);

/** Words that say wherever they stand that a row is kept: without its names, or marked. */
const kept = new RegExp(
  `(?<!\\p{L})(?:${[
    "anonym[ie][sz]\\p{L}*|anonimi[zs]\\p{L}*|pseudonymi[sz]\\p{L}*|обезлич\\p{L}*|анонимиз\\p{L}*|знеособ\\p{L}*",
    "(?:borrado|borrada|eliminación|baja|supresión) lógic[ao]|(?:exclusão|remoção|deleção) lógica|suppression logique|(?:cancellazione|eliminazione) logica|logisch\\p{L}* (?:ge)?lösch\\p{L}*",
    "marca\\p{L}* como (?:eliminad|borrad|excluíd|inativ|inactiv|deletad)\\p{L}*|marqu\\p{L}* comme (?:supprim|inacti)\\p{L}*|als gelöscht (?:markier|gekennzeichn)\\p{L}*",
    "(?:мягк|логическ)\\p{L}* удал\\p{L}*|помеча\\p{L}* (?:как )?удал\\p{L}*|м['’]як\\p{L}* видал\\p{L}*",
  ].join(
    "|",
  )})|软删除|軟刪除|逻辑删除|邏輯刪除|标记为(?:已)?删除|匿名|論理削除|ソフトデリート|논리 ?삭제|소프트 ?삭제|익명`,
  "iu",
);

/** The word of a text that sets a state, where none says that something goes. */
export function stateSet(text: string): string | undefined {
  if (gone.test(text)) return undefined;
  return keptHere.exec(text)?.[0] ?? keptElsewhere.exec(text)?.[0];
}

/** Whether a text begins with a word that sets a state. */
export function beginsWithState(text: string): boolean {
  return keptHere.exec(text)?.index === 0 || keptElsewhere.exec(text)?.index === 0;
}

/** What says of a row that it is kept though it is called deleted. */
export function keptWords(text: string): string | undefined {
  return kept.exec(text)?.[0];
}
