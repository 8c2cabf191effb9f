// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("ro");

export const invitation: Catalogs["invitation"] = {
  fits: "Cheia se potrivește cu linkul",
  nothing: "Pe dispozitivul dumneavoastră nu este încă nimic salvat.",
  nothingMore: "Abia răspunsul dumneavoastră începe o conversație.",
  answer: "Răspunde",
  answerUntil: (day) => `Puteți și doar să citiți. Puteți răspunde până la ${day}.`,
  readUntil: (day) => `Doar pentru citit. Mesajul rămâne aici până la ${day}.`,
  here: (day) =>
    `Scrieți deja aici. Răspunsul ajunge în conversația dumneavoastră; puteți citi până la ${day}.`,
  about: (said, day) => `Despre mesajul dumneavoastră din ${day}: „${said}”`,
  toConversation: "La conversație",
  digitsTitle: "Ce șase cifre v-au fost spuse?",
  digitsMore: (name) => `${name} are un mesaj pentru dumneavoastră. Cineva de acolo vă spune cifrele.`,
  digits: "Cifre",
  digitsShort: "Trebuie să fie șase cifre.",
  digitsWrong: (typed, left) =>
    `${typed} nu se potrivește. Mai aveți ${count(left, { one: "o încercare", few: "# încercări", other: "# de încercări" })}, apoi mesajul se șterge.`,
  openIt: "Deschide mesajul",
  noDigits: "Nu aveți cifrele? Sunați:",
  shut: {
    expired: {
      title: "Acest mesaj nu mai este aici.",
      lines: ["A stat aici doar un timp. Ce scria în el a fost șters."],
    },
    taken: {
      title: "La acest mesaj s-a răspuns deja.",
      lines: [
        "Linkul este valabil o singură dată. Dacă ați fost dumneavoastră de pe alt dispozitiv, conversația este acolo.",
      ],
    },
    withdrawn: { title: "Acest mesaj a fost retras.", lines: ["Ce scria în el a fost șters."] },
    locked: {
      title: "Acest mesaj s-a șters.",
      lines: ["Cifrele au fost greșite de cinci ori. Nimeni nu mai poate citi ce scria în el."],
    },
    unknown: {
      title: "Nu există un astfel de mesaj.",
      lines: ["Poate linkul este vechi sau nu a fost copiat în întregime."],
    },
    untrue: {
      title: "Nu arătăm acest mesaj.",
      lines: ["Nu este semnat de această firmă. Vă rugăm să întrebați acolo pe altă cale."],
    },
    damaged: {
      title: "Lipsește o parte din acest link.",
      lines: ["Poate a fost tăiat la copiere. Deschideți-l din nou sau scanați codul."],
    },
  },
  stays: "Pe dispozitivul dumneavoastră nu este nimic salvat. Scrieți-ne și vă spunem încă o dată.",
  gone: "Invitația nu mai era valabilă. Mesajul dumneavoastră a ajuns totuși.",
};
