// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("tr");

export const invitation: Catalogs["invitation"] = {
  fits: "Anahtar bağlantıya uyuyor",
  nothing: "Cihazınızda henüz hiçbir şey kayıtlı değil.",
  nothingMore: "Ancak yanıtınızla bir yazışma başlar.",
  answer: "Yanıtla",
  answerUntil: (day) => `Yalnızca okuyabilirsiniz de. ${day} tarihine kadar yanıtlayabilirsiniz.`,
  readUntil: (day) => `Yalnızca okumak için. Mesaj ${day} tarihine kadar burada durur.`,
  here: (day) =>
    `Burada zaten yazışıyorsunuz. Yanıtınız yazışmanıza gider; bunu ${day} tarihine kadar okuyabilirsiniz.`,
  about: (said, day) => `${day} tarihli mesajınız hakkında: “${said}”`,
  toConversation: "Yazışmaya git",
  digitsTitle: "Size hangi altı rakam söylendi?",
  digitsMore: (name) => `${name} size bir mesaj bıraktı. Rakamları oradan biri size söyler.`,
  digits: "Rakamlar",
  digitsShort: "Altı rakam olmalı.",
  digitsWrong: (typed, left) =>
    `${typed} uymuyor. ${count(left, { one: "# deneme", other: "# deneme" })} kaldı, sonra mesaj kendini siler.`,
  openIt: "Mesajı aç",
  noDigits: "Rakamlar yanınızda değil mi? Arayın:",
  shut: {
    expired: {
      title: "Bu mesaj artık burada değil.",
      lines: ["Yalnızca bir süre sizin için burada durdu. İçinde yazanlar silindi."],
    },
    taken: {
      title: "Bu mesaj zaten yanıtlandı.",
      lines: [
        "Bağlantı yalnızca bir kez geçerlidir. Başka bir cihazda siz yanıtladıysanız yazışmayı orada bulursunuz.",
      ],
    },
    withdrawn: { title: "Bu mesaj geri alındı.", lines: ["İçinde yazanlar silindi."] },
    locked: {
      title: "Bu mesaj kendini sildi.",
      lines: ["Rakamlar beş kez yanlıştı. İçinde yazanları artık kimse okuyamaz."],
    },
    unknown: {
      title: "Böyle bir mesaj yok.",
      lines: ["Bağlantı eski olabilir ya da tam kopyalanmamış olabilir."],
    },
    untrue: {
      title: "Bu mesajı göstermiyoruz.",
      lines: ["Bu işletme tarafından imzalanmamış. Lütfen oraya başka bir yoldan sorun."],
    },
    damaged: {
      title: "Bu bağlantının bir parçası eksik.",
      lines: ["Kopyalanırken kesilmiş olabilir. Yeniden açın ya da kodu tarayın."],
    },
  },
  stays: "Cihazınızda hiçbir şey kayıtlı değil. Bize yazın, size yeniden söyleyelim.",
  gone: "Davet artık geçerli değildi. Mesajınız yine de ulaştı.",
};
