// Translated by machine, to be read by a person.
import type { Finding } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("tr");

const link = (renewed: boolean) => (renewed ? ["Dönüş bağlantısı yenilendi."] : []);
const devices = (n: number, one: string, other: string) => (n === 0 ? [] : [count(n, { one, other })]);

export const finding: Finding = {
  callButtons: { call: "Ara", voice: "Sesli arama", video: "Görüntülü arama", wait: "Bir dakika …" },
  written: (written, sent) => `yazıldı ${written}, gönderildi ${sent}`,
  kinds: {
    photo: "Fotoğraf",
    video: "Video",
    voice: "Sesli mesaj",
    file: "Dosya",
    callback: "Geri arama isteği",
  },
  devices: {
    customers: (change) => [
      ...devices(change.joined, "Yazışmanıza bir cihaz daha katıldı.", "Yazışmanıza # cihaz daha katıldı."),
      ...devices(change.left, "Yazışmanızdan bir cihaz çıkarıldı.", "Yazışmanızdan # cihaz çıkarıldı."),
      ...link(change.link),
    ],
    ours: (change) => [
      ...devices(change.joined, "Ekibin bir cihazı daha var.", "Ekibin # cihazı daha var."),
      ...devices(change.left, "Ekibin bir cihazı çıkarıldı.", "Ekibin # cihazı çıkarıldı."),
    ],
  },
  reading: {
    today: "Bugün",
    yesterday: "Dün",
    newMessages: (n) => count(n, { one: "# yeni mesaj", other: "# yeni mesaj" }),
    marked: "Okunmadı olarak işaretlendi",
    toNew: (n) => count(n, { one: "Yeni mesaja git", other: "# yeni mesaja git" }),
    toMarked: "İşaretli yere git",
    toNewest: "En yenilere git",
    toDate: "Bir tarihe git",
    date: "Tarih",
    dateMore: "O gün bir şey yazılmadıysa sonraki ilk mesaja gidilir.",
    jump: "Git",
    loading: (day) => `Daha eski mesajlar yükleniyor, şimdilik ${day} tarihine kadar.`,
    missing: "Önce gün, ay ve yılıyla tam bir tarih girin.",
    after: (day) => `Ondan sonra bir şey gelmedi. Son mesaj ${day} tarihli.`,
    nothing: "Burada henüz mesaj yok.",
    failed: "Daha eski mesajlar şu anda yüklenemedi. Bağlantı olunca yeniden olur.",
    landed: (day) => `${day} gününün ilk mesajı`,
    landedLater: (wanted, day) => `${wanted} günü bir şey yazılmamış. Sonraki mesaj: ${day}`,
  },
  search: {
    title: "Bu yazışmada ara",
    media: "Fotoğraflar, dosyalar ve bağlantılar",
    found: (n) => count(n, { one: "# sonuç", other: "# sonuç" }),
    nothing: "Hiçbir şey bulunamadı. Tek bir sözcük, bütün bir cümleden daha çok şey bulur.",
    back: (day) => `${day} tarihine kadar arandı.`,
    on: "Daha geriye doğru oku",
    reading: "Okunuyor …",
    failed: "Bu olmadı. Bunun için bağlantı gerekiyor.",
  },
  trust: {
    verified: (name) => [
      `Gerçekten ${name} ile yazışıyorsunuz. Telefonunuz bunu tabeladan anladı.`,
      "Yazdıklarınızı yalnızca siz ve ekip okur.",
    ],
    unverified: (name) => [
      `Gerçekten ${name} ile yazışıp yazışmadığınızı telefonunuz işletmedeki tabeladan anlar. Oradaki kodu tarayın.`,
      "Ondan önce de yazabilirsiniz. Her zaman şifrelidir.",
    ],
    scan: "Tabelayı şimdi tara",
    stop: "Bırak",
    aim: "Kamerayı tabeladaki koda tutun.",
    picture: "Kamera görüntüsü",
    other: "Bu başka bir kod. Doğrusu bu işletmenin tabelasındakidir.",
    damaged: "Bu kod eksik. İşletmedeki tabelada olanı tarayın.",
    denied:
      "Tarayıcı bu sayfanın kamerayı kullanmasına izin vermiyor. Telefonunuzun kamerasını açın ve tabelaya tutun.",
    none: "Burada kamera yok. Telefonunuzun kamerasını açın ve tabelaya tutun.",
    devices: "Ekibin cihazları",
  },
  notice: {
    version: (n, day) => `Sürüm ${n}, ${day} tarihli; sunucu ayarlarından yazıldı`,
    whole: "Gizlilik bildiriminin tamamını oku",
    save: (format) => `${format} olarak kaydet`,
    reading: "Yükleniyor …",
    failed: "Bildirim şu anda yüklenemiyor. Bağlantınız olunca yeniden deneyin.",
  },
  place: {
    choice: "Bu adres",
    copy: "Kopyala",
    map: "Harita uygulamasında aç",
    copied: "Adres kopyalandı.",
    notCopied: "Tarayıcı kopyalamaya izin vermiyor. Adresi elle seçin.",
  },
  given: {
    warn: "Başka bir uygulamadan: lütfen denetleyin.",
    why: "Bunu bir web sayfası da vermiş olabilir. Henüz hiçbir yere eklenmedi ve gönderilmedi.",
    words: "Metin",
    files: "Dosyalar",
  },
  sharing: {
    title: "Burada bir şey paylaşıldı",
    how: "Kabul ederseniz metin, yazmış olduğunuzun arkasına eklenir. Ancak “Gönder”e dokununca gönderilir.",
    some: "Bir seferde en çok 20 dosya gider. Gerisini sonra ekleyebilirsiniz.",
    take: "Kabul et",
    drop: "At",
    dropAll: "Hepsini at",
  },
  languages: {
    title: "Dil",
    how: "Bu, bu sayfa için geçerlidir. İşletmenin yazdıkları yazdığı gibi kalır. Almanca ve İngilizce dışındaki dilleri bir makine çevirdi.",
  },
  lost: {
    title: "Bu ulaşmadı",
    lost: "Bu sayfa şu anda paylaşıma hazır değildi. Hiçbir şey kaydedilmedi ve gönderilmedi. Yazışmada “Ekle” ile seçebilirsiniz.",
    full: "Burada zaten çok şey bekliyor ya da çok büyüktü: Toplam 100 MB olmak üzere beş paylaşım sığar. Hiçbiri kaydedilmedi ve gönderilmedi. Önce bekleyenleri kabul edin ya da atın.",
    ok: "Anladım",
  },
  emoji: {
    picker: "Emoji",
    search: "Emoji ara",
    groups: "Gruplar",
    recent: "Son kullanılanlar",
    group: {
      0: "Yüzler ve duygular",
      1: "İnsanlar ve hareketler",
      3: "Hayvanlar ve doğa",
      4: "Yiyecek ve içecek",
      5: "Seyahat ve yerler",
      6: "Etkinlikler",
      7: "Eşyalar",
      8: "Semboller",
      9: "Bayraklar",
    },
    tone: "Ten rengi",
    tones: ["yok", "açık", "orta açık", "orta", "orta koyu", "koyu"],
    found: (n) => count(n, { one: "# emoji bulundu", other: "# emoji bulundu" }),
    nothing: (query) => `“${query}” için emoji yok.`,
    loading: "Emojiler yükleniyor",
    failed: "Emojiler şu anda yüklenemedi.",
    again: "Yeniden dene",
  },
  program: {
    label: (name) => `Program · ${name}`,
    nameless: "Program",
    ai: "Burada yapay zekâlı bir program yanıtlıyor, bir insan değil.",
    rules: "Burada yapay zekâsız bir program yanıtlıyor, bir insan değil.",
    human: "Bir insanla konuşun",
    wish: "Bir insanla konuşmak istiyorum.",
    asked: "İsteğiniz iletildi: ekipten biri burada yanıt verecek.",
  },
};
