// Translated by machine, to be read by a person.
import type { ErasingWords } from "../../words/de.erasing.ts";
import { counted } from "../plural.ts";

const count = counted("ru");
const messages = (n: number) => count(n, { one: "# сообщение", few: "# сообщения", many: "# сообщений" });
const vanish = (n: number | null) =>
  n === 0
    ? "исчезнет"
    : n === null
      ? "исчезнут"
      : count(n, { one: "исчезнет", few: "исчезнут", many: "исчезнут" });
const paragraph = (kind: string) =>
  `${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, немецкое право`;

export const erasing: ErasingWords = {
  eraseOneTitle: "Удалить это сообщение для обеих сторон?",
  eraseOneMore: (name) => `Оно исчезнет здесь и у ${name}, на всех устройствах. Отменить это нельзя.`,
  eraseOneKept: (name, kind, until) =>
    `Закон обязывает ${name} хранить его до ${until} (${paragraph(kind)}). Затем оно удалится само.`,
  eraseAllTitle: "Удалить всё навсегда?",
  eraseAllCount: (n) => (n === null ? "Все сообщения" : n === 0 ? "Всё остальное" : messages(n)),
  eraseAllGoes: (name, n) =>
    `${vanish(n)} здесь и у ${name}, на всех устройствах. Заметки команды к этому тоже будут удалены.`,
  eraseAllCounting: "Смотрим, что будет удалено, а что должно остаться …",
  eraseAllUnknown:
    "Нет связи. Нужно ли что-то хранить, сейчас посмотреть нельзя. Удаление произойдёт, как только у вас снова будет связь.",
  eraseAllStays: "Что должно остаться",
  eraseAllStaysWhy: "Этого требует торговое и налоговое право. После срока и это удалится само.",
  eraseAllAfter: "Отменить это нельзя. Ссылка для возвращения тоже больше ничего не откроет.",
  eraseOneHow: "Только одно сообщение? Нажмите на него в переписке и подержите.",
  keptLine: (kind, name, written, until) =>
    `${kind === "voucher" ? "Счёт или бухгалтерский документ" : "Заказ или деловое письмо"}${written === null ? "" : ` от ${written}`}: закон обязывает ${name} хранить до ${until} (${paragraph(kind)})`,
  keep: "Оставить",
  erase: "Удалить",
  eraseForGood: "Удалить навсегда",
  eraseFailed: "Не получилось, ничего не удалено. Попробуйте ещё раз.",
  eraseLater: "Будет удалено, как только у вас снова будет связь.",
  eraseKept: "Учтено: сообщение будет удалено, как только истечёт срок.",

  erasedHere: "Удалено.",
  erasedElsewhere: "Вы удалили эту переписку на другом устройстве.",
  erasedByTeam: (name) => `${name}: команда удалила эту переписку.`,
  erasedByTime: (name) => `Срок хранения истёк. ${name} больше не хранит эту переписку.`,
  erasedLink: "Эта переписка удалена.",
  erasedLinkMore:
    "Ссылка для возвращения больше ничего не открывает. Вы в любой момент можете начать новую переписку.",
  receiptMore: "Ваша квитанция об удалении. В ней нет ничего из того, что удалено.",
  receiptAt: "Когда удалено",
  receiptTime: (day, time) => `${day}, ${time}`,
  receiptWhat: "Удалено",
  receiptMessages: messages,
  receiptWith: "С кем переписка",
  receiptStays: "Хранится",
  receiptNumber: "Номер квитанции",
  receiptPrint: "Распечатать квитанцию",
  newTalk: "Новая переписка",
  newTalkKept: "То, что должно остаться, и после начала новой переписки будет здесь, в меню: «На хранении».",
};
