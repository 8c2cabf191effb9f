// Translated by machine, to be read by a person.
import type { FirstWords } from "../catalogs.ts";
import { counted } from "../plural.ts";

const count = counted("tr");

export const first: FirstWords = {
  conversation: "Yazışma",
  message: "Mesaj",
  send: "Gönder",
  menu: "Menü",
  close: "Kapat",
  back: "Geri",

  sending: "gönderiliyor",
  sent: "gönderildi",
  delivered: "iletildi",
  read: "okundu",
  failed: "gönderilemedi",
  retry: "Yeniden gönder",
  failedKept: "Gönderilemedi. Metniniz hâlâ burada.",

  greeting: "Karşılama",
  away: "Otomatik yanıt",
  cut: "Sunucu daha önceki bir duruma geri döndü. Ondan sonra gelenler burada eksik olabilir.",
  tombstone: "Mesaj silindi",
  erasing: "siliniyor",
  unreadable: "Bu mesaj burada gösterilemiyor. Sayfayı yeniden yüklemek çoğu zaman işe yarar.",
  forged: "Bu mesajın imzası yanlış, bu yüzden gösterilmiyor.",
  gap: "Bu mesajdan önce bir şey eksik. Hâlâ gelebilir.",
  unasked: "Sunucu, kimse istemediği hâlde bir mesajı kaldırdı.",
  unproven:
    "Sunucuya göre saklama süresi doldu. Bu cihazda o kayıtlardan hiçbiri yoktu, bu yüzden bunu denetleyemiyor.",
  time: "Bu mesajın saati doğru olamaz: Ya sunucunun ya da gönderenin saati yanlış.",
  fork: "Burada iki sürüm birbirini tutmuyor. Lütfen işletmeye sorun.",

  you: "Siz",
  more: "Diğer",
  typing: "yazıyor …",
  olderLoading: "Daha eski mesajlar yükleniyor",
  olderFailed: "Daha eski mesajlar şu anda yüklenemedi.",
  tryAgain: "Yeniden dene",
  emptyDraft: "Burada henüz bir şey yok.",
  tooLong: (over) =>
    `Metin bir mesaj için ${over.toLocaleString("tr")} karakter fazla. Kısaltın ya da bölün; burada durmaya devam eder.`,
  notTaken: "Mesaj kaydedilemedi. Metniniz hâlâ burada.",
  yesterday: "Dün",

  verified: "İşletmede doğrulandı",
  unverified: "Tabela henüz taranmadı",
  write: "Mesaj yazın",
  goOn: "Yazışmaya devam et",
  onlyTheyRead: "Yazdıklarınızı yalnızca ekip okur.",
  nothingYet: "Siz yazana kadar cihazınıza hiçbir şey kaydedilmez.",
  returning: (began, devices) =>
    `Sizi yeniden görmek güzel. Bu yazışma ${began} tarihinde başladı ve ${count(devices, { one: "# cihazda", other: "# cihazda" })} bulunuyor.`,
  notNowBack: "Vazgeç",
  wayBack: "Yazışmama geri dön",

  open: "Açık",
  openUntil: (time) => `Açık, kapanış ${time}`,
  openAlways: "Gece gündüz açık",
  shut: (why) => (why ? `Kapalı – ${why}` : "Kapalı"),
  shutUntil: (when, why) => `Kapalı – ${why && `${why}, `}açılış ${when}`,
  inMinutes: (n) => count(n, { one: "# dakika sonra", other: "# dakika sonra" }),
  afterLunch: (time) => `öğle arasından sonra ${time}`,
  onlyMeets: "Yalnızca randevuyla",
  meetsUntil: (time, when) => `${time ? `Saat ${time} olana kadar` : "Bugün"} randevuyla – açılış ${when}`,
  meets: (hours) => `${hours} randevuyla`.trim(),
  shutThatDay: "kapalı",
  today: "bugün",
  todayIs: (hours) => `Bugün ${hours}`,
  tomorrow: "yarın",
  now: "şimdi",
  and: " ve ",
  oClock: (hours) => hours,
  allTimes: "Çalışma saatleri",

  call: "Ara",
  profile: "Profil",
  imprint: "Künye",
  privacy: "Gizlilik",
  otherLanguage: "Deutsch",
  otherLang: "de",

  attach: "Ekle",
  record: "Sesli mesaj",
  emptyTalk: "Neye ihtiyacınız olduğunu yazın.",
  emptyTalkMore: "Yanıtlar burada görünür. Sayfayı kapatıp daha sonra geri gelebilirsiniz.",
  offline: "Bağlantı yok. Mesajlarınız hazır bekliyor ve kendiliğinden gönderilecek.",
  connecting: "Bağlantı yeniden kuruluyor. Yazmaya devam edebilirsiniz.",
  stale: "İşletme bilgilerini uzun süredir doğrulamadı. Burada gördükleriniz güncel olmayabilir.",
  notNow: "Bu şu anda yüklenemiyor. Sayfayı yeniden yüklemek çoğu zaman işe yarar.",

  reload: "Yeniden yükle",
  unreachableTitle: "Sayfa şu anda yüklenemiyor.",
  unreachableMore: "Bağlantınızı denetleyin ve sayfayı yeniden yükleyin. Hiçbir şey kaybolmadı.",
};
