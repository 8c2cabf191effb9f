// Translated by machine, to be read by a person.
import type { ErasingWords } from "../../words/de.erasing.ts";
import { counted } from "../plural.ts";

const count = counted("uk");
const messages = (n: number) =>
  count(n, { one: "# повідомлення", few: "# повідомлення", many: "# повідомлень" });
const vanish = (n: number | null) =>
  n === 0
    ? "зникне"
    : n === null
      ? "зникнуть"
      : count(n, { one: "зникне", few: "зникнуть", many: "зникнуть" });
const paragraph = (kind: string) =>
  `${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, німецьке право`;

export const erasing: ErasingWords = {
  eraseOneTitle: "Видалити це повідомлення для обох сторін?",
  eraseOneMore: (name) => `Воно зникне тут і у ${name}, на всіх пристроях. Скасувати це неможливо.`,
  eraseOneKept: (name, kind, until) =>
    `${name} мусить зберігати його до ${until} (${paragraph(kind)}). Тоді воно видалиться саме.`,
  eraseAllTitle: "Остаточно видалити все?",
  eraseAllCount: (n) => (n === null ? "Усі повідомлення" : n === 0 ? "Усе інше" : messages(n)),
  eraseAllGoes: (name, n) =>
    `${vanish(n)} тут і у ${name}, на всіх пристроях. Нотатки команди до цього теж буде видалено.`,
  eraseAllCounting: "Перевіряємо, що буде видалено, а що мусить лишитися …",
  eraseAllUnknown:
    "Немає мережі. Чи треба щось зберігати, зараз перевірити не можна. Видалено буде, щойно ви знову матимете мережу.",
  eraseAllStays: "Що мусить лишитися",
  eraseAllStaysWhy: "Цього вимагає торгове й податкове право. Потім і це видалиться саме.",
  eraseAllAfter: "Скасувати це неможливо. Посилання для повернення теж більше нічого не відкриє.",
  eraseOneHow: "Лише одне повідомлення? Натисніть на нього в листуванні й потримайте.",
  keptLine: (kind, name, written, until) =>
    `${kind === "voucher" ? "Рахунок або бухгалтерський документ" : "Замовлення або діловий лист"}${written === null ? "" : ` від ${written}`}: ${name} мусить зберігати до ${until} (${paragraph(kind)})`,
  keep: "Залишити",
  erase: "Видалити",
  eraseForGood: "Остаточно видалити",
  eraseFailed: "Не вийшло, нічого не видалено. Спробуйте ще раз.",
  eraseLater: "Буде видалено, щойно ви знову матимете мережу.",
  eraseKept: "Занотовано: повідомлення буде видалено, щойно мине строк.",

  erasedHere: "Видалено.",
  erasedElsewhere: "Ви видалили це листування на іншому пристрої.",
  erasedByTeam: (name) => `${name}: команда видалила це листування.`,
  erasedByTime: (name) => `Строк зберігання минув. ${name} більше не має цього листування.`,
  erasedLink: "Це листування видалено.",
  erasedLinkMore:
    "Посилання для повернення більше нічого не відкриває. Ви можете будь-коли почати нове листування.",
  receiptMore: "Ваша квитанція про видалення. У ній немає нічого з того, що видалено.",
  receiptAt: "Коли видалено",
  receiptTime: (day, time) => `${day}, ${time}`,
  receiptWhat: "Видалено",
  receiptMessages: messages,
  receiptWith: "З ким листування",
  receiptStays: "Зберігається",
  receiptNumber: "Номер квитанції",
  receiptPrint: "Надрукувати квитанцію",
  newTalk: "Нове листування",
  newTalkKept: "Те, що мусить лишитися, і після початку нового листування буде тут у меню: «На зберіганні».",
};
