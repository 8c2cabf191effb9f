// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("tr");

export const myData: Catalogs["myData"] = {
  at: (name) => `İşletme: ${name}`,
  lead: "Burada sizinle ilgili olan her şey bu kadar.",
  leadMore: "Bunları hemen ve sormadan yanınıza alabilir ya da silebilirsiniz.",
  reading: "Bakılıyor …",
  failed: "Bunun için bağlantı gerekiyor. Bu cihazda duranları şimdiden yanınıza alabilirsiniz.",
  again: "Yeniden dene",

  stored: "Saklananlar",
  talk: "Yazışma",
  talkMore: "Siz ve ekip anlaşabilesiniz diye.",
  messages: (n) => count(n, { one: "# mesaj", other: "# mesaj" }),
  talkUntil: (days) =>
    count(days, { one: "Son sözden # gün sonrasına kadar", other: "Son sözden # gün sonrasına kadar" }),
  talkHeld: "İşletme alıkoyduğu için şimdilik kalıyor",
  files: "Fotoğraflar ve dosyalar",
  filesMore: "Yazışmaya aittir.",
  filesHow: (n, size) =>
    n === 0 ? "yok" : count(n, { one: `#, toplam ${size}`, other: `#, toplam ${size}` }),
  filesUntil: "Ekli oldukları mesaj kadar",
  card: "Kartvizit",
  cardFields: { name: "Ad", phone: "Telefon", email: "E-posta", address: "Adres" },
  cardNone: "yok",
  cardMore: "İşletmeye verdikleriniz.",
  cardUntil: "Siz geri alana kadar",
  devices: "Cihazlarınız",
  keys: (n) => count(n, { one: "# anahtar", other: "# anahtar" }),
  devicesMore: "Mesajlarınızı yalnızca siz açabilesiniz diye.",
  devicesUntil: "Siz çıkarana kadar",
  told: "Bildirim",
  toldHow: (push, mail) => (push && mail ? "Tarayıcı ve e-posta" : push ? "Tarayıcı" : "E-posta"),
  toldMore: "Yanıtlardan haberiniz olsun diye.",
  toldUntil: "Siz kapatana kadar",
  room: "Notlar ve etiketler",
  roomMore:
    "Ekibin sizinle ilgili not ettikleri. Sunucu bunları okuyamaz. Sorarsanız işletme her sözcüğü şifreli olarak buraya gönderir.",
  roomUntil: "Yazışmanın sonuna kadar",
  roomAsk: "Sor",
  roomAsked: (due) => `Soruldu. Yanıt için son gün ${due}.`,

  who: "Kimlerin erişimi vardı",
  team: "Ekip",
  teamMore: "Mesajlarınızı işletmenin cihazlarında okur.",
  server: "Sunucu",
  serverMore: "Bir şeyin ne zaman gönderildiğini ve ne kadar büyük olduğunu görür. İçeriği okuyamaz.",
  nobody: "Başka kimse",
  nobodyMore: "Reklam yok, değerlendirme yok, başkasına verme yok.",
  access: "Sırayla",
  accessMore: "Kim ne zaman katıldı, ayrıldı ya da verileri aldı.",
  what: {
    begun: "Yazışmayı siz başlattınız",
    device_added: "Sizin bir cihazınız katıldı",
    device_removed: "Sizin bir cihazınız çıkarıldı",
    team_device_added: "Ekibin bir cihazı katıldı",
    team_device_removed: "Ekibin bir cihazı çıkarıldı",
    recovered: "Dönüş bağlantısı bir cihazı içeri aldı",
    exported: "Veriler alındı",
    restored: "Sunucu bir yedekten geri yüklendi",
    erased: "Bir şey silindi",
    expired: "Saklama süresi doldu",
  },
  byTeam: "ekip tarafından",

  stays: "Kalması gerekenler",
  staysMore: "İşletme iş mektuplarını ve belgeleri saklamak zorunda.",
  classes: { letter: "Siparişler ve iş mektupları", voucher: "Faturalar ve fişler" },
  classBasis: (kind, years) =>
    `Takvim yılının sonundan başlayarak ${years} yıl (${kind === "voucher" ? "§\u00a0147\u00a0AO" : "§\u00a0257\u00a0HGB"}, Alman hukuku)`,
  classUntil: (until) => `Sonuncusu ${until} tarihine kadar`,
  hold: "Alıkonan",
  reasons: {
    dispute: "İşletmenin bir anlaşmazlığı çözmek için yazışmaya ihtiyacı var.",
    assessment: "Bir vergi tespiti hâlâ sürüyor (§\u00a0147 Abs.\u00a03 AO, Alman hukuku).",
    other: "İşletmenin, onu şimdilik kendiliğinden sildirmemek için bir nedeni var.",
  },
  heldUntil: (until) => (until === null ? "Yeni bir karara kadar" : `${until} tarihine kadar`),

  rights: "Haklarınız",
  correct: "Düzeltme",
  correctMore:
    "Kartviziti kendiniz değiştirirsiniz. Kendi mesajınızı ilk 15 dakikada düzenlersiniz. Başka her şey için neyin yanlış olduğunu yazın; süreyi burada not ederiz.",
  correctCard: "Kartviziti aç",
  correctAsk: "Düzeltme iste",
  counted: "İstatistikte say",
  countedMore:
    "İşletme, kaç mesaj geldiğini ve ne kadar hızlı yanıt verdiğini sayar, içeriklerini değil. Kapatırsanız hiçbir sayıda yer almazsınız (madde 21).",
  restricted: "İşlemeyi kısıtla",
  restrictedMore:
    "Bu açıkken hiçbir şey sayılmaz, hiçbir şey kendiliğinden yanıt vermez ve hiçbir şey kendiliğinden silinmez (madde 18). Ekip bunu görür.",
  requests: "İstekleriniz",
  requestsMore: "İşletmenin, isteğin ulaştığı günden sayılan bir ay süresi var.",
  kinds: {
    access: "Bilgi",
    correct: "Düzeltme",
    restrict: "Kısıtlama",
    object: "İtiraz",
    erase: "Silme",
    portability: "Yanında götürme",
  },
  states: {
    open: "açık",
    looked: "şu anda gönderiliyor",
    extended: "açık, süre uzatıldı",
    answered: "yanıtlandı",
    refused: "reddedildi",
    withdrawn: "geri çekildi",
  },
  due: (day) => `son gün ${day}`,
  withdraw: "Geri çek",
  withdrawOf: (kind) => `Geri çek: ${kind}`,
  done: "Not edildi. İşletme bunu hemen görür.",
  notDone: "Bu olmadı, her şey eskisi gibi. Bağlantınız olunca yeniden deneyin.",

  why: "Ne için ve hangi dayanakla",
  recipients: "Başka kim bir şey alıyor",
  recipientsNone: "Hiç kimse.",
  keptFor: (kept) => `Saklama: ${kept}`,

  remains:
    "Silindikten sonra kalanlar: Hiçbir yedek bir şeyi geri getirmesin diye, sunucuda cihazlarınızın içeriksiz kimlikleri ve açık anahtarları. Bu cihazda silinen sözler, tarayıcı üzerlerine yazana kadar bir süre daha tarayıcınızın kendi dosyalarında durabilir. Tarayıcının ayarlarında bu web sitesinin verilerini silerseniz oradan kesinlikle giderler.",
  take: "Hepsini indir",
  erase: "Hepsini sil",
  steps: {
    reading: (done, of) => `Mesajlar okunuyor: ${done} / ${of}`,
    files: (done, of) => `Dosyalar alınıyor: ${done} / ${of}`,
    packing: (done, of) => `Paketleniyor: ${done} / ${of}`,
  },
  cancel: "Vazgeç",
  cancelled: "Vazgeçildi. Hiçbir şey kaydedilmedi.",
  saved: (size) => `Veri paketiniz kaydedildi (${size}).`,
  savedMore:
    "Artık şifreli değil. Paketi açın ve bağlantı olmadan da index.html dosyasını açın. Banka dökümleriniz gibi saklayın.",
  savedPart: "Sunucuya ulaşılamadığı için bir kısmı eksik. Bağlantıyla bir daha indirin.",
  takeFailed: "Veri paketi tamamlanamadı. Yeniden deneyin.",
  fileName: (day) => `verilerim-${day}`,
};
