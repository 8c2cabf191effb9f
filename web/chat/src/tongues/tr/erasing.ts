// Translated by machine, to be read by a person.
import type { ErasingWords } from "../../words/de.erasing.ts";
import { counted } from "../plural.ts";

const count = counted("tr");
const messages = (n: number) => count(n, { one: "# mesaj", other: "# mesaj" });
const paragraph = (kind: string) =>
  `${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, Alman hukuku`;

export const erasing: ErasingWords = {
  eraseOneTitle: "Bu mesaj iki taraf için de silinsin mi?",
  eraseOneMore: (name) => `Mesaj burada ve ${name} tarafında, bütün cihazlardan kaybolur. Bu geri alınamaz.`,
  eraseOneKept: (name, kind, until) =>
    `${name} bunu ${until} tarihine kadar saklamak zorunda (${paragraph(kind)}). Sonra kendiliğinden silinir.`,
  eraseAllTitle: "Her şey kalıcı olarak silinsin mi?",
  eraseAllCount: (n) => (n === null ? "Bütün mesajlar" : n === 0 ? "Geri kalan her şey" : messages(n)),
  eraseAllGoes: (name) =>
    `burada ve ${name} tarafında, bütün cihazlardan kaybolur. Ekibin buna ilişkin notları da silinir.`,
  eraseAllCounting: "Neyin silineceğine ve neyin kalması gerektiğine bakılıyor …",
  eraseAllUnknown:
    "Bağlantı yok. Bir şeyin saklanması gerekip gerekmediğine şu anda bakılamıyor. Bağlantı kurulunca silinir.",
  eraseAllStays: "Kalması gerekenler",
  eraseAllStaysWhy: "Bunu ticaret ve vergi hukuku şart koşuyor. Sonra bunlar da kendiliğinden silinir.",
  eraseAllAfter: "Bu geri alınamaz. Dönüş bağlantısı da artık hiçbir şey açmaz.",
  eraseOneHow: "Yalnızca bir mesaj mı? Yazışmada o mesaja uzun basın.",
  keptLine: (kind, name, written, until) =>
    `${written === null ? "" : `${written} tarihli `}${kind === "voucher" ? "fatura veya fiş" : "sipariş veya iş mektubu"}: ${name} bunu ${until} tarihine kadar saklamak zorunda (${paragraph(kind)})`,
  keep: "Kalsın",
  erase: "Sil",
  eraseForGood: "Kalıcı olarak sil",
  eraseFailed: "Bu olmadı, hiçbir şey silinmedi. Lütfen yeniden deneyin.",
  eraseLater: "Bağlantı kurulunca silinecek.",
  eraseKept: "Not edildi: Süre dolunca mesaj silinecek.",

  erasedHere: "Silindi.",
  erasedElsewhere: "Bu yazışmayı başka bir cihazda sildiniz.",
  erasedByTeam: (name) => `${name} bu yazışmayı sildi.`,
  erasedByTime: (name) => `Saklama süresi doldu. Bu yazışma artık ${name} tarafında yok.`,
  erasedLink: "Bu yazışma silindi.",
  erasedLinkMore:
    "Dönüş bağlantısı artık hiçbir şey açmıyor. İstediğiniz zaman yeni bir yazışma başlatabilirsiniz.",
  receiptMore: "Silme belgeniz. Silinenlerden hiçbir şey içermez.",
  receiptAt: "Silinme zamanı",
  receiptTime: (day, time) => `${day}, saat ${time}`,
  receiptWhat: "Silinen",
  receiptMessages: messages,
  receiptWith: "Yazışılan",
  receiptStays: "Saklanan",
  receiptNumber: "Belge numarası",
  receiptPrint: "Belgeyi yazdır",
  newTalk: "Yeni yazışma",
  newTalkKept:
    "Kalması gerekenler, yeni bir yazışma başladıktan sonra da burada, menüde durur: “Saklanması gerekenler”.",
};
