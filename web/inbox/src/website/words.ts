import type { Lang } from "@tresen/ui";
import type { Verdict } from "./address.ts";
import type { Choices } from "./snippet.ts";

interface WebsiteWords {
  readonly waiting: string;
  readonly notOpen: string;
  readonly link: string;
  readonly linkMore: string;
  readonly label: string;
  readonly write: (name: string) => string;
  readonly button: string;
  readonly buttonMore: string;
  readonly toCopy: (of: string) => string;
  readonly copyLink: string;
  readonly copyScript: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly cost: string;
  readonly policy: string;
  readonly trusted: string;
  readonly due: string;
  readonly dueWhen: readonly string[];
  readonly mark: (mark: string) => string;
  readonly text: string;
  readonly textMore: (usual: string) => string;
  readonly side: string;
  readonly sides: Readonly<Record<Choices["side"], string>>;
  readonly colour: string;
  readonly theme: string;
  readonly themes: Readonly<Record<Choices["theme"], string>>;
  readonly lang: string;
  readonly langs: Readonly<Record<"page" | "de" | "en", string>>;
  readonly hours: string;
  readonly hoursFrom: Readonly<Record<Choices["hours"], string>>;
  readonly hoursMore: Readonly<Record<Choices["hours"], string>>;
  readonly noHours: string;
  readonly hide: string;
  readonly hideMore: string;
  readonly sound: string;
  readonly soundMore: string;
  readonly preview: string;
  readonly onPhone: string;
  readonly onDesktop: string;
  readonly sites: string;
  readonly sitesMore: string;
  readonly list: string;
  readonly none: string;
  readonly address: string;
  readonly addressMore: string;
  readonly check: string;
  readonly verdicts: Readonly<Record<Verdict, (host: string) => string>>;
  readonly wholeSite: string;
  readonly allow: (host: string) => string;
  readonly allowed: (host: string) => string;
  readonly remove: (host: string) => string;
  readonly removed: (host: string) => string;
  readonly onlyOwner: string;
  readonly places: string;
  readonly placesMore: string;
  readonly failed: string;
  readonly offline: string;
  readonly changed: string;
}

export const websiteWords: Readonly<Record<Lang, WebsiteWords>> = {
  de: {
    waiting: "Der Link kommt mit der ersten Verbindung.",
    notOpen:
      "Im Profil fehlen noch Impressum oder Datenschutz-Kontakt. Bis sie dort stehen, sagt eure Seite, dass sie noch nicht offen ist.",
    link: "Nur ein Link",
    linkMore: "Geht überall, auch ohne Skript: auf der Website, in E-Mails, auf Rechnungen.",
    label: "Aufschrift des Links",
    write: (name) => `${name} schreiben`,
    button: "Link und Knopf",
    buttonMore:
      "Beides zusammen vor </body>. Der Link bleibt, wo er steht; das Skript setzt unten in die Ecke einen Knopf, der eure Unterhaltung auf der Website öffnet.",
    toCopy: (of) => `${of}: zum Kopieren`,
    copyLink: "Link kopieren",
    copyScript: "Schnipsel kopieren",
    copied: "Kopiert.",
    notCopied: "Kopieren ging nicht. Markier den Text und kopier ihn selbst.",
    cost: "Bis jemand darauf tippt: eine Datei von 3 kB, kein Cookie, kein Speicher, nichts von Dritten.",
    policy: "Hat eure Website eine Content-Security-Policy, muss sie das erlauben:",
    trusted: "Verlangt sie Trusted Types, dazu: trusted-types tresen;",
    due: "Wann ein neuer Schnipsel fällig ist",
    dueWhen: [
      "Ihr habt ein neues Schild: Im Link steht sein Fingerabdruck.",
      "Eure Öffnungszeiten oder Ferien haben sich geändert und stehen im Schnipsel.",
      "Feiertage stehen für gut ein Jahr darin.",
      "Ein neues Tresen braucht keinen: Was ihr eingebaut habt, wird weiter ausgeliefert.",
    ],
    mark: (mark) =>
      `Dieser Schnipsel hat die Kennung ${mark}. Steht auf eurer Website eine andere, ist der dort älter.`,
    text: "Aufschrift",
    textMore: (usual) => `Leer heißt „${usual}“.`,
    side: "Sitzt unten",
    sides: { right: "rechts", left: "links" },
    colour: "Farbe",
    theme: "Hell oder dunkel",
    themes: { auto: "wie das Gerät", light: "immer hell", dark: "immer dunkel" },
    lang: "Sprache",
    langs: { page: "wie die Seite", de: "Deutsch", en: "English" },
    hours: "Geöffnet oder geschlossen",
    hoursFrom: { snippet: "aus dem Schnipsel", live: "immer aktuell", none: "gar nicht" },
    hoursMore: {
      snippet: "Keine weitere Anfrage. Ändert ihr die Zeiten, braucht die Website einen neuen Schnipsel.",
      live: "Der Knopf fragt bei jedem Aufruf nach: eine zweite Anfrage an euren Server, ohne Cookie.",
      none: "Auf dem Knopf steht nur die Aufschrift.",
    },
    noHours: "Im Profil stehen keine Öffnungszeiten.",
    hide: "Auf diesen Seiten nicht",
    hideMore: "Pfade, mit Leerzeichen dazwischen, zum Beispiel: /kasse* /impressum",
    sound: "Leiser Ton bei neuer Antwort",
    soundMore: "Nur solange die Website offen und das Fenster zu ist.",
    preview: "So sieht er aus",
    onPhone: "Auf dem Handy",
    onDesktop: "Am Rechner",
    sites: "Websites mit dem Knopf",
    sitesMore:
      "Steht im signierten Profil. Andere Seiten können euch nicht einrahmen: Dort öffnet der Knopf ein eigenes Fenster.",
    list: "Erlaubte Websites",
    none: "Noch keine.",
    address: "Adresse der Website",
    addressMore: "Zum Beispiel www.sonnenschein-berlin.de",
    check: "Adresse prüfen",
    verdicts: {
      missing: () => "Trag die Adresse ein, wie sie oben im Browser steht.",
      unreadable: () => "Das ist keine Adresse einer Website. Sie sieht so aus: www.sonnenschein-berlin.de",
      insecure: (host) =>
        `${host} ist nicht verschlüsselt. Stell die Website auf https um, sonst kann unterwegs jeder die Seite um euer Fenster ändern.`,
      local: () => "Das ist der eigene Rechner. Er gilt nur, wenn auch Tresen dort läuft.",
      own: () => "Das ist Tresen selbst. Hier braucht niemand einen Rahmen.",
      allowed: (host) => `${host} ist erlaubt.`,
      variant: (host) =>
        `Erlaubt ist die Adresse ${host.startsWith("www.") ? "ohne" : "mit"} „www.“. Für Browser ist ${host} eine andere Website.`,
      full: () => "Es stehen schon zehn Websites da. Nimm zuerst eine heraus.",
      new: (host) => `${host} ist eine gültige Adresse und noch nicht erlaubt.`,
    },
    wholeSite: "Erlaubt wird immer die ganze Website, nicht eine Seite von ihr.",
    allow: (host) => `${host} erlauben`,
    allowed: (host) => `${host} steht jetzt im Profil.`,
    remove: (host) => `${host} entfernen`,
    removed: (host) => `${host} ist nicht mehr erlaubt.`,
    onlyOwner: "Ändern kann die Liste die Inhaberin oder der Inhaber.",
    places: "Wohin damit",
    placesMore:
      "Anleitungen für WordPress, Shopify, Wix, Jimdo und den Google Tag Manager stehen in der Dokumentation unter „A button on your website“.",
    failed: "Das ließ sich nicht sichern. Versuch es noch einmal.",
    offline: "Kein Netz. Die Liste lässt sich wieder ändern, sobald du verbunden bist.",
    changed: "Gerade hat jemand das Profil geändert. Versuch es noch einmal.",
  },
  en: {
    waiting: "The link comes with the first connection.",
    notOpen:
      "The profile still lacks the imprint or the privacy contact. Until it has them, your page says that it is not open yet.",
    link: "A link alone",
    linkMore: "Works everywhere, without a script: on your website, in e-mails, on invoices.",
    label: "Words of the link",
    write: (name) => `Message ${name}`,
    button: "Link and button",
    buttonMore:
      "Both together, before </body>. The link stays where it is; the script puts a button in the corner that opens your conversation on the website.",
    toCopy: (of) => `${of}: to copy`,
    copyLink: "Copy link",
    copyScript: "Copy snippet",
    copied: "Copied.",
    notCopied: "Copying did not work. Select the text and copy it yourself.",
    cost: "Until somebody taps it: one file of 3 kB, no cookie, no storage, nothing from third parties.",
    policy: "If your website has a Content Security Policy, it must allow this:",
    trusted: "If it requires Trusted Types, add: trusted-types tresen;",
    due: "When a new snippet is due",
    dueWhen: [
      "You have a new sign: its fingerprint is in the link.",
      "Your opening hours or holidays have changed, and the snippet holds them.",
      "It holds public holidays for a good year.",
      "A new version of Tresen needs none: what you have built in goes on being served.",
    ],
    mark: (mark) => `This snippet has the mark ${mark}. If your website has another, the one there is older.`,
    text: "Words",
    textMore: (usual) => `Empty means “${usual}”.`,
    side: "Bottom",
    sides: { right: "right", left: "left" },
    colour: "Colour",
    theme: "Light or dark",
    themes: { auto: "as the device", light: "always light", dark: "always dark" },
    lang: "Language",
    langs: { page: "as the page", de: "Deutsch", en: "English" },
    hours: "Open or closed",
    hoursFrom: { snippet: "from the snippet", live: "always current", none: "not at all" },
    hoursMore: {
      snippet: "No further request. If you change your hours, the website needs a new snippet.",
      live: "The button asks each time: a second request to your server, without a cookie.",
      none: "The button has its words alone.",
    },
    noHours: "There are no opening hours in the profile.",
    hide: "Not on these pages",
    hideMore: "Paths with spaces between them, for example: /checkout* /imprint",
    sound: "A quiet sound for a new answer",
    soundMore: "Only while the website is open and the panel is closed.",
    preview: "What it looks like",
    onPhone: "On a phone",
    onDesktop: "On a computer",
    sites: "Websites with the button",
    sitesMore:
      "Stands in the signed profile. Other sites cannot put you in a frame: there the button opens a window of its own.",
    list: "Allowed websites",
    none: "None yet.",
    address: "Address of the website",
    addressMore: "For example www.sonnenschein-berlin.de",
    check: "Check address",
    verdicts: {
      missing: () => "Enter the address as it stands at the top of the browser.",
      unreadable: () => "That is no address of a website. One looks like this: www.sonnenschein-berlin.de",
      insecure: (host) =>
        `${host} is not encrypted. Move the website to https, or anybody on the way can change the page around your panel.`,
      local: () => "That is this computer. It counts only where Tresen runs on it as well.",
      own: () => "That is Tresen itself. Nobody needs a frame here.",
      allowed: (host) => `${host} is allowed.`,
      variant: (host) =>
        `The address ${host.startsWith("www.") ? "without" : "with"} “www.” is allowed. To browsers ${host} is another website.`,
      full: () => "There are ten websites already. Remove one first.",
      new: (host) => `${host} is a valid address, and not allowed yet.`,
    },
    wholeSite: "It is always the whole website that is allowed, not one page of it.",
    allow: (host) => `Allow ${host}`,
    allowed: (host) => `${host} is in the profile now.`,
    remove: (host) => `Remove ${host}`,
    removed: (host) => `${host} is no longer allowed.`,
    onlyOwner: "The owner can change the list.",
    places: "Where to put it",
    placesMore:
      "For WordPress, Shopify, Wix, Jimdo and Google Tag Manager see “A button on your website” in the documentation.",
    failed: "That could not be saved. Try again.",
    offline: "No network. The list can be changed once you are connected.",
    changed: "Somebody has just changed the profile. Try again.",
  },
};
