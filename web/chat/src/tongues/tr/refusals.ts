// Translated by machine, to be read by a person.
import type { RefusalWords } from "../../words/de.refusals.ts";

const noted = new Map([
  ["blocked", "Ekip bu yazışmada sizi engelledi."],
  ["unblocked", "Ekip sizden yeniden mesaj kabul ediyor."],
]);

const waits = new Map([
  [
    "conversation_blocked",
    "Ekip burada artık sizden mesaj kabul etmiyor. Burada yazan her şeyi okuyabilir ve silebilirsiniz.",
  ],
  ["too_many", "Bir dakika, bir seferde çok fazla oldu."],
  [
    "clock_ahead",
    "Bu cihazın saati bir günden fazla ileri. Saati düzeltin, metniniz o zaman kendiliğinden gönderilir.",
  ],
  [
    "conversation_full",
    "Bu yazışma doldu. Artık gerekmeyen mesajları silin. Metniniz o zaman kendiliğinden gönderilir.",
  ],
  [
    "business_full",
    "İşletme şu anda bir şey kabul edemiyor, sunucudaki yeri dolu. Metniniz hazır bekliyor ve daha sonra kendiliğinden gönderilecek.",
  ],
  [
    "storage_full",
    "Sunucuda şu anda yer kalmadı. Metniniz hazır bekliyor ve daha sonra kendiliğinden gönderilecek.",
  ],
]);

export const refusals: RefusalWords = {
  someBusiness: "İşletme",
  takeOver: "Burada yazmaya devam et",
  mismatchTitle: "Bu anahtar tabelaya uymuyor.",
  mismatchMore: [
    "Lütfen hiçbir şey yazmayın ve işletmeye sorun.",
    "Tabeladaki parmak izi, bu sunucunun gösterdiğinden farklı. Belki tabela yenilendi. Belki de biri kendini işletme gibi gösteriyor.",
    "Buradan hiçbir şey gönderilmez.",
  ],
  brokenTitle: "Bu işletmenin kimliği bozuk.",
  brokenMore: [
    "Lütfen hiçbir şey yazmayın ve işletmeye sorun.",
    "Sunucunun kanıt olarak gönderdiği şey denetlenemiyor. O zamana kadar bu sayfa kapalı kalır.",
    "Hiçbir şey gönderilmez ve burada yazdıklarınız kaybolmaz.",
  ],
  elsewhereTitle: "Bu doğru adres değil.",
  elsewhereMore: [
    "Sunucu başka bir adreste kurulu. Tabelayı bir daha tarayın ya da işletmeye haber verin.",
    "Burada yazdıklarınız bu cihazda kalır.",
  ],
  unknownTitle: "Burada bir işletme yok.",
  unknownMore: ["Adres tam doğru değil. Yazımını denetleyin ya da tabelayı bir daha tarayın."],
  notOpenTitle: "Burası henüz hazırlanıyor.",
  notOpenMore: (name) =>
    `${name} sayfasını şu anda kuruyor. Hazır olunca bu sayfa kendiliğinden açılır. Olmazsa yakında bir daha uğrayın.`,
  unsupportedTitle: "Bu tarayıcı şifreli mesajlar için çok eski.",
  unsupportedMore: [
    "Tarayıcıyı güncelleyin ya da bu adresi güncel bir Chrome, Edge, Firefox veya Safari ile açın. O zamana kadar işletmeye her zamanki yoldan ulaşabilirsiniz.",
  ],
  storageTitle: "Tarayıcı burada hiçbir şey kaydettirmiyor.",
  storageMore: [
    "Kayıt yeri olmazsa anahtarlarınız sayfa kapanınca kaybolur. Sayfayı gizli pencere yerine olağan bir pencerede açın ya da cihazda biraz yer açın.",
  ],
  revokedTitle: "Bu cihazın oturumu kapatıldı.",
  revokedMore: ["Bu yazışma bu cihaz için sona erdi. Dönüş bağlantınızla onu yeniden açabilirsiniz."],
  againTitle: "Dönüş bağlantısıyla burada devam edilsin mi?",
  againMore: [
    "Bu cihazın oturumu kapatılmıştı ve siz bir dönüş bağlantısı açtınız.",
    "Devam ederseniz yazışmadan burada kalanlar silinir. Bağlantının ne açtığını sayfa size her şeyden önce gösterir.",
  ],
  againGo: "Buradakini sil ve devam et",
  withoutLink: "Bağlantı olmadan devam et",
  removedTitle: "Bu cihaz çıkarıldı.",
  removedMore: [
    "Başka bir cihazınız onu yazışmadan çıkardı. Burada duranlar silindi; öteki cihazlarınızda hâlâ var.",
    "Burada yeni bir yazışma başlatabilir ya da yeni dönüş bağlantınızla eskisini açabilirsiniz.",
  ],
  noted: (name) => noted.get(name),
  waits: (why) => waits.get(why),
  beginAnew: "Yeniden başla",
  replacedTitle: "Yazışma başka bir yerde açık.",
  replacedMore: ["Şimdi başka bir pencerede sürüyor. Hiçbir şey kaybolmadı."],
  updatedTitle: "Tresen güncellendi.",
  updatedMore: [
    "Başka bir pencerede hâlâ önceki sürüm çalışıyor. Sayfayı yeniden yükleyin; işe yaramazsa öteki pencereyi kapatın. Hiçbir şey kaybolmadı.",
  ],
  newerTitle: "Bu sürüm bunun için çok eski.",
  newerMore: [
    "İşletme, bu Tresen sürümünün henüz anlamadığı bir şey kullanıyor. Sayfayı yeniden yükleyin. İşe yaramazsa işletmenin sunucusunu güncellemesi gerekir. Hiçbir şey kaybolmadı.",
  ],
  returnLinkTitle: "Bu dönüş bağlantısı burada hiçbir şey açmıyor.",
  returnLinkMore: [
    "Belki kopyalarken bir parçası eksik kaldı ya da başka bir işletmeye ait. Bağlantının tamamıyla bir daha deneyin.",
    "Belki de onu cihazlarınızdan birinde yenilediniz. O zaman yalnızca yenisi geçerlidir.",
  ],
};
