// Translated by machine, to be read by a person.
import type { ErasingWords } from "../../words/de.erasing.ts";
import { counted } from "../plural.ts";
import { isolate } from "./isolate.ts";

const count = counted("ar");
const messages = (n: number) =>
  count(n, {
    zero: "لا رسائل",
    one: "رسالة واحدة",
    two: "رسالتان",
    few: "# رسائل",
    many: "# رسالة",
    other: "# رسالة",
  });
const paragraph = (kind: string) =>
  `${isolate(kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB")}، القانون الألماني`;

export const erasing: ErasingWords = {
  eraseOneTitle: "حذف هذه الرسالة لدى الطرفين؟",
  eraseOneMore: (name) => `تختفي هنا ولدى ${isolate(name)}، من كل الأجهزة. لا يمكن التراجع عن ذلك.`,
  eraseOneKept: (name, kind, until) =>
    `على ${isolate(name)} الاحتفاظ بها حتى ${until} (${paragraph(kind)}). ثم تُحذف تلقائيًا.`,
  eraseAllTitle: "حذف كل شيء نهائيًا؟",
  eraseAllCount: (n) => (n === null ? "كل الرسائل" : n === 0 ? "كل ما تبقّى" : messages(n)),
  eraseAllGoes: (name, n) =>
    `${n === 0 ? "يختفي" : n === 2 ? "تختفيان" : "تختفي"} هنا ولدى ${isolate(name)}، من كل الأجهزة. وتُحذف أيضًا ملاحظات الفريق المتعلقة بذلك.`,
  eraseAllCounting: "يجري النظر في ما سيُحذف وما يجب أن يبقى …",
  eraseAllUnknown:
    "لا يوجد اتصال بالشبكة. لا يمكن الآن معرفة ما إذا كان يجب الاحتفاظ بشيء. يتم الحذف حالما يعود اتصالكم بالشبكة.",
  eraseAllStays: "ما يجب أن يبقى",
  eraseAllStaysWhy: "هذا ما يفرضه القانون التجاري والضريبي. وبعد ذلك يُحذف هذا أيضًا تلقائيًا.",
  eraseAllAfter: "لا يمكن التراجع عن ذلك. ولا يعود رابط العودة أيضًا يفتح شيئًا.",
  eraseOneHow: "رسالة واحدة فقط؟ اضغطوا عليها مطوّلًا في المحادثة.",
  keptLine: (kind, name, written, until) =>
    `${kind === "voucher" ? "فاتورة أو إيصال" : "طلب أو خطاب تجاري"}${written === null ? "" : ` بتاريخ ${written}`}: على ${isolate(name)} الاحتفاظ بذلك حتى ${until} (${paragraph(kind)})`,
  keep: "إبقاء",
  erase: "حذف",
  eraseForGood: "حذف نهائي",
  eraseFailed: "لم ينجح ذلك، ولم يُحذف شيء. حاولوا مرة أخرى.",
  eraseLater: "سيتم الحذف حالما يعود اتصالكم بالشبكة.",
  eraseKept: "تم تدوين ذلك: ستُحذف الرسالة حالما تنتهي المدة.",

  erasedHere: "تم الحذف.",
  erasedElsewhere: "حذفتم هذه المحادثة على جهاز آخر.",
  erasedByTeam: (name) => `حُذفت هذه المحادثة من قِبل ${isolate(name)}.`,
  erasedByTime: (name) => `انتهت مدة الاحتفاظ. لم تعد هذه المحادثة لدى ${isolate(name)}.`,
  erasedLink: "حُذفت هذه المحادثة.",
  erasedLinkMore: "لم يعد رابط العودة يفتح شيئًا. يمكنكم بدء محادثة جديدة في أي وقت.",
  receiptMore: "إيصال الحذف الخاص بكم. لا يحتوي على شيء مما حُذف.",
  receiptAt: "تاريخ الحذف",
  receiptTime: (day, time) => `${day}، الساعة ${time}`,
  receiptWhat: "المحذوف",
  receiptMessages: messages,
  receiptWith: "محادثة مع",
  receiptStays: "المحتفَظ به",
  receiptNumber: "رقم الإيصال",
  receiptPrint: "طباعة الإيصال",
  newTalk: "محادثة جديدة",
  newTalkKept: "ما يجب أن يبقى تجدونه هنا في القائمة حتى بعد بدء محادثة جديدة: «ما يجب الاحتفاظ به».",
};
