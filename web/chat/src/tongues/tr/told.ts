// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";

export const told: Pick<Catalogs, "doubt" | "forgets" | "mail" | "tell" | "telling"> = {
  forgets:
    "Safari, yedi gün ziyaret edilmeyen her şeyi siler. İki çare var: bir dönüş yolu ya da bu sayfayı ana ekrana eklemek.",
  doubt: {
    said: "Son bildirimimiz bu cihazda size ulaşmamış olabilir.",
    byMail: "Bu yüzden bir e-posta geldi ve bildirimler burada yeniden ulaşana kadar böyle sürecek.",
    attempt: "Ulaşıp ulaşmadığını ayarlardaki deneme mesajı gösterir.",
    open: "Bak",
  },
  tell: {
    card: "Birbirimizi kaybetmeyelim",
    welcomeBack: "Sizi yeniden görmek güzel. Birbirimizi kaybetmeyelim:",
    cardOpen: "Göster",
    cardNo: "Bir daha gösterme",
    joined: "Yazışmanıza bir cihaz daha katıldı.",
    reading: "Ekip, mesajları ne zaman okuduğunuzu görür.",
    readingChange: "Değiştir",
    tellAsk: "Yanıt gelince size haber verelim mi?",
    tellBrief: "Tarayıcınızın hizmeti yalnızca bunu öğrenir.",
    tellHomeBrief: "Bunun için bu sayfayı ana ekrana ekleyin.",
    tellHow: "Nasıl yapılır",
    tellHome:
      "iPhone ve iPad’de bu, ancak sayfa ana ekrandayken olur. Dönüş bağlantınızı kopyalayın, “Paylaş”a ve “Ana Ekrana Ekle”ye dokunun, sonra bağlantıyı orada bir kez yapıştırın: Menü, “Dönüş bağlantısı”.",
    tellYes: "Evet, lütfen",
    tellNo: "Hayır, teşekkürler",
    tellTitle: "Bildirimler",
    tellOn: "Bu cihazda haber ver",
    tellDenied:
      "Tarayıcı buna izin vermiyor. Bir daha sormayacağız; bunu tarayıcının ayarlarında, bu sayfanın izinlerinde değiştirebilirsiniz.",
    tellCannot: "Bu tarayıcı bildirim gösteremiyor.",
    tellFailed: "Tarayıcının hizmetine ulaşılamadı. Yalnızca bu sayfa açıkken haber verilir.",
    tellNew: "Yeni mesaj",
    tellLost: "Tarayıcınız burada artık haber vermiyor. Yeniden haber verelim mi?",
  },
  telling: {
    more: "Sayfa kapalıyken tarayıcınızın hizmeti (Google, Apple veya Mozilla) bu cihazı uyandırır. Yalnızca bir şey geldiğini ve ne zaman geldiğini öğrenir. Ne geldiğini ve kimden geldiğini öğrenmez.",
    onHere: "Bu sayfa bir yerde açık olduğu sürece size haber verilir.",
    attempt: "Deneme mesajı",
    tryBody: "Bir yanıt geldiğinde böyle görünür.",
    tried: {
      shown: "Ulaştı. Bir şey görmüyorsanız cihaz göstermiyordur: “Rahatsız Etme” ayarına bakın.",
      not: "Ulaşmadı. Tarayıcı göstermedi.",
      taken: "Hizmet kabul etti ve buraya ulaştı.",
      waiting: "Hizmet kabul etti. Buraya henüz bir şey ulaşmadı; bazen bir dakika sürer.",
      later: "Hizmete ulaşılamadı. Daha sonra yeniden deneyin.",
      gone: "Hizmet bu cihazı artık tanımıyor. Bildirimleri kapatıp yeniden açın.",
    },
  },
  mail: {
    title: "E-postayla haber verme",
    how: (name) =>
      `${name} siz burada değilken yanıt verirse bir e-posta gelir: Yalnızca yanıt geldiğini söyler, başka bir şey yazmaz; bir sonraki ziyaretinize kadar da bir daha gelmez. E-posta sağlayıcıları yalnızca bir e-posta geldiğini ve ne zaman geldiğini öğrenir. Sunucu adresinizi, siz geri alana ya da her şeyi silene kadar okunabilir biçimde saklar. Ekip adresi görmez.`,
    notBeside: "Cihazlarınızdan biri tarayıcısıyla haber aldığı sürece e-posta gelmez.",
    field: "E-posta adresi",
    ask: "Onay e-postası gönder",
    wrong: "anna@example.org gibi bir adres yazın.",
    many: "Çok fazla onay e-postası istendi. Yarın yeniden deneyin.",
    failed: "Sunucuya ulaşılamadı. Hiçbir şey değişmedi.",
    asked: (address) =>
      `${address} adresine sorduk. 24 saat içinde e-postadaki bağlantıya dokunun; ondan önce bir şey gelmez. E-posta yoksa spam klasörüne bakın.`,
    askedLater: (address) =>
      `E-posta sunucusu ${address} adresine giden e-postayı henüz kabul etmiyor. Sunucu denemeyi sürdürüyor; birkaç dakika sürebilir.`,
    confirmed: (address) => `Haber ${address} adresine gidiyor.`,
    stopped: "E-postaları bir bağlantıyla durdurdunuz. Adres silindi.",
    refused: "E-posta sunucusu bu adrese bir şey kabul etmiyor, belki bir yazım hatası var. Adres silindi.",
    back: "Adresi geri al",
    gone: "Adres silindi.",
    attempt: "Deneme mesajı",
    tried: {
      taken:
        "E-posta sunucusu deneme mesajını kabul etti. Birkaç dakika içinde gelmezse spam klasörüne bakın.",
      later:
        "E-posta sunucusuna ulaşılamadı ya da şu anda bir şey kabul etmiyor. Daha sonra yeniden deneyin.",
      gone: "E-posta sunucusu bu adrese bir şey kabul etmiyor. Adres silindi.",
    },
    orHome: "Ya da e-posta olmadan:",
    notice:
      "Yalnızca bir e-posta adresi verip onaylarsanız: Sunucu adresi okunabilir biçimde saklar ve işletmenin e-posta sunucusu üzerinden size bir yanıt geldiğini yazar. E-posta sağlayıcıları yalnızca bir e-posta geldiğini ve ne zaman geldiğini öğrenir. Adres, siz geri alana, bir e-postadaki bağlantıya dokunana ya da her şeyi silene kadar geçerlidir.",
    short: "İçinde yalnızca bir yanıt olduğu yazar.",
    by: "E-postayla",
  },
};
