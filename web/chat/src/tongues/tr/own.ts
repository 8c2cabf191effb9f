// Translated by machine, to be read by a person.
import type { Own } from "../catalogs.ts";

export const own: Own = {
  name: {
    title: "Ekip adınızı soruyor",
    ask: "Adınız nedir?",
    send: "Gönder",
    give: "Adı gönder",
    no: "Ad verme",
    missing: "Adınızı alana yazın.",
    given: "Ekip artık adınızı görüyor. Onu menüde “Kartvizit” altında değiştirebilirsiniz.",
  },
  touch: {
    show: "Göster",
    name: "Adınız",
    nameNone: "Ekip adınızı henüz bilmiyor.",
    give: "Söyle",
    change: "Değiştir",
    byMail: "E-postayla",
  },
  chosen: {
    holding: "5 saniye içinde gönderilecek",
    takeBack: "Geri al",
    takenBack: "Geri alındı. Hiçbir şey gönderilmedi.",
    gone: "Çok geç: Mesaj yola çıktı.",
  },
  settings: {
    theme: "Parlaklık",
    themes: { system: "Cihaz gibi", light: "Açık", dark: "Koyu" },
    sound: "Yeni mesajlarda ses",
    takeBack: "Göndermeyi 5 saniye içinde geri alma",
    more: {
      sound: "Kısık sesle ve yalnızca bu sayfa açıkken ama önünüzde değilken.",
      takeBack: "Her mesaj o süre boyunca bu cihazda kalır. O zamana kadar geri alabilirsiniz.",
    },
    here: "Yalnızca bu cihazda geçerlidir ve yazışmayı silerseniz o da silinir.",
  },
  way: {
    by: (source) => `“${source}” üzerinden geldiniz. İşletme bunu bir sonraki mesajınızla öğrenir.`,
    byLink: "İşletmenin bir bağlantısıyla geldiniz. İşletme bunu bir sonraki mesajınızla öğrenir.",
    worded: "Alandaki metin bağlantıda yazılıydı. Siz göndermedikçe gönderilmez.",
    closed: "Bu yol kapalı",
    open: (name) => `${name} sayfası her zamanki gibi açık.`,
    on: "Sayfaya git",
  },
  frame: {
    window: "Ayrı bir pencerede devam et",
    belongs: "Bu yazışma bu web sitesine aittir. Başka yerde onu böyle bulamazsınız.",
    belongsTitle: "Bu yazışmanın yeri",
    take: "Yanıma al",
    fine: "Böyle iyi",
    takeTitle: "Yazışmayı yanınıza alın",
    takeMore: (goOn) =>
      `Ayrı bir pencere açılır. Orada “${goOn}” düğmesine dokunun. Yazışma burada da kalır.`,
    takeLink: "Ya da dönüş bağlantınızı saklayın: Yazışmayı her tarayıcıda açar.",
    callsTitle: "Aramalar ayrı bir pencerede yapılır",
    callsMore: (goOn) =>
      `Mikrofon ve kamera başkasının sayfasında olmaz. Yeni pencerede “${goOn}” düğmesine dokunun ve oradan arayın.`,
    rings: (name) => `${name} arıyor`,
    ringsMore: (goOn) =>
      `Aramayı ayrı bir pencerede kabul edebilirsiniz. Orada “${goOn}” düğmesine dokunun; arama beklediği sürece çalar.`,
    open: "Pencereyi aç",
    movedTitle: "Ayrı pencerede devam ediyor",
    moved: (goOn) =>
      `“${goOn}” düğmesine dokunduğunuzda yazışmanız orada olur. Siz silene kadar burada da kalır.`,
    movedOther:
      "Orada bu işletmeyle zaten yazışıyor musunuz? O zaman pencere o yazışmayı gösterir, bu ise yalnızca burada kalır.",
    movedEmpty: "Orada yazabilirsiniz. Burada henüz hiçbir şey kaydedilmedi.",
    movedAlone:
      "Orada yeni bir yazışma başlar, bu ise burada kalır: Bu tarayıcıda şu an ona giden bir dönüş bağlantısı yok.",
    movedLong: "Alandaki metniniz taşınamayacak kadar uzun. Burada, alanda duruyor.",
    here: "Burada devam et",
    again: "Bir daha aç",
    refusedTitle: "Sayfa burada açılmıyor",
    refused: "Yalnızca işletmenin belirttiği web sitelerinde görünür. Ayrı bir pencerede yazabilirsiniz.",
    unreachableTitle: "Şu an bağlantı yok",
    unreachable: "Bağlantınızı kontrol edip yeniden deneyin. Hiçbir şey kaybolmadı.",
    storageTitle: "Burada hiçbir şey kaydedilemiyor",
    storage:
      "Tarayıcınız gömülü sayfaların bir şey kaydetmesine izin vermiyor; o olmadan yazışma olmaz. Ayrı bir pencerede olur.",
  },
  emptied: {
    title: "Yazışmanız burada değil",
    app: "Bu uygulamada henüz yok ya da cihaz temizlik yaptı. Bu, silindiği anlamına gelmez.",
    browser: "Bu tarayıcı temizlik yaptı. Bu, silindiği anlamına gelmez.",
    open: "Dönüş bağlantısını yapıştır",
    none: "Bağlantınız yok mu? Yeniden yazın ve kim olduğunuzu söyleyin.",
  },
  card: {
    card: "Kartvizit",
    name: "Ad",
    phone: "Telefon",
    email: "E-posta",
    address: "Adres",
    taken: "Kartvizit geri alındı. Üzerindekiler iki tarafta da silindi.",
    asks: "Kartvizitinizi rica ediyoruz: ad, telefon, e-posta ya da adres. Neyi öğreneceğimize siz karar verirsiniz.",
    asked: "Kartvizit istendi.",
    fill: "Kartviziti doldur",
  },
  facts: { phone: "Telefon", email: "E-posta", website: "Web sitesi", parking: "Otopark" },
  passkey: {
    offer: "Yüz ya da parmakla geri dönün",
    brief: "Kâğıt olmadan, bu cihazda",
    way: "Buraya geri dönün",
    wayHow: "Yeni bir telefonla ya da tarayıcı temizlik yapınca.",
    wayKept: "Kuruldu.",
    show: "Göster",
    others: "Başka yollar",
    later: "Bunu istediğiniz zaman menüde “Dönüş bağlantısı” altında bulursunuz.",
    touch:
      "Cihazınız bu sırada parmak ya da yüz sorar: Böylece geçiş anahtarınız yeni bağlantıyı da açar. Yoksa geçiş anahtarı sona erer.",
    fates: {
      follows: "Geçiş anahtarınız artık yeni bağlantıyı açıyor.",
      only: "Bu geçiş anahtarı artık yeni bağlantıyı açıyor. Ötekiler burada artık hiçbir şey açmıyor.",
      ended:
        "Geçiş anahtarınız burada artık hiçbir şey açmıyor. Yenisini menüde “Dönüş bağlantısı” altında oluşturabilirsiniz; eskisini cihazınızın parola yöneticisinde silin.",
      unknown:
        "Geçiş anahtarınızın yeni bağlantıyı açıp açmadığını menüde “Dönüş bağlantısı” altında görürsünüz.",
    },
    again:
      "Bağlantı hâlâ eskisi: Lütfen yeniden deneyin. Geçiş anahtarı sorusunu iptal ederseniz bağlantı onsuz yenilenir.",
    leaves:
      "Geçiş anahtarınız bundan sonra hiçbir şey açmaz. Onu cihazınızın parola yöneticisinden kendiniz silersiniz.",
    made: "Kuruldu. Yeni bir cihazda “Yazışmama geri dön”e dokunun.",
    held: "Parmak izi ya da yüzle geri dönebilmeniz için. Dönüş bağlantınız burada, yalnızca geçiş anahtarınızın açtığı bir kılıfta durur. Geçiş anahtarının kendisini Apple, Google ya da parola programınız saklar.",
    heldSince: (day) => `${day} tarihinden beri`,
    heldUntil: "Siz kaldırana kadar",
    none: "Geçiş anahtarı seçilmedi. Dönüş bağlantınız da yazışmayı açar: Menü, “Dönüş bağlantısı”.",
    title: "Parmak izi ya da yüz",
    how: "Cihazınız bunun için bir geçiş anahtarı oluşturur. Onu Apple, Google ya da parola programınız saklar. Burada bir geçiş anahtarınız olduğunu görürler, ama ne yazdığınızı görmezler. Sunucumuz onunla hiçbir şey açamaz.",
    since: (day) => `${day} tarihinde kuruldu.`,
    drop: "Geçiş anahtarını buradan kaldır",
    dropped:
      "Kaldırıldı: Burada artık hiçbir şey açmıyor. Cihazınızın parola yöneticisinden kendiniz silersiniz.",
  },
  passkeyTroubles: {
    cancelled: "",
    cannot: "Bu cihaz maalesef bunu yapamıyor: Geçiş anahtarı hesaba katılmıyor. Hiçbir şey kaydedilmedi.",
    elsewhere: "Bu geçiş anahtarı başka bir şeyi açıyor. Doğrusu, bu işletmenin adını taşıyandır.",
    unknown:
      "Bu geçiş anahtarı için burada artık bir şey yok: Kaldırıldı, değiştirildi ya da her şey silindi.",
    changed: "Sunucunun bu geçiş anahtarı için verdiği, onun için saklanan değil. Hiçbir şey açılmadı.",
    refused: "Sunucu bu yanıtı kabul etmedi. İkinci bir deneme çoğu zaman işe yarar.",
    many: "Çok fazla deneme oldu. Lütfen birkaç dakika bekleyin.",
    offline: "Bağlantı yok. Daha sonra yeniden deneyin.",
  },
};
