// Names and kinds of files, as people may see and keep them.

/** Longest name that a message can say (S9). */
const NAME_CHARACTERS = 120;
/** Longest in UTF-8: systems take 255 bytes, and programs set a number before a name or behind it. */
const NAME_BYTES = 200;
/** Marks that turn the writing round or have no shape: with them "gpj.exe" can look like a picture. Spelled out, as in
 * `core/filenames.py`, whose results are the same for every name: browsers know different versions of Unicode. */
const SHAPELESS =
  /[\p{Cc}\p{Cs}\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\u{110bd}\u{110cd}\u{13430}-\u{1343f}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|\u034f|[\u17b4-\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]/gu;
const BLANKS = /[ \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+/gu;
/** What a system would take for a path, a device or a part of a file. */
const FORBIDDEN = /[/\\:*?"<>|]/gu;
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])$/u;

/** Without what has no shape, and without what systems leave out at its end. */
const plainName = (name: string): string =>
  name
    .replace(SHAPELESS, "")
    .replace(BLANKS, " ")
    .replace(/^ /u, "")
    .replace(/[. ]+$/u, "");

/** A name under which any system stores one file, with its ending kept. A safe name stays as it is. */
export function safeName(name: string): string {
  let plain = plainName(name.replace(FORBIDDEN, "_")).replace(/^\.+/u, "_");
  if (plain === "" || DEVICE.test((plain.split(".")[0] as string).replace(/ +$/u, "").toLowerCase()))
    plain = `_${plain}`;
  const ending = /\.[^.]{1,12}$/u.exec(plain)?.[0] ?? "";
  const bytes = (text: string): number => new TextEncoder().encode(text).length;
  const stem = plain.slice(0, plain.length - ending.length);
  const cut = [...stem].slice(0, NAME_CHARACTERS - [...ending].length);
  while (bytes(cut.join("")) > NAME_BYTES - bytes(ending)) cut.pop();
  return cut.join("") === stem ? plain : cut.join("").replace(/[. ]+$/u, "") + ending;
}

/** Several names in a sentence, each set apart, so that none turns the writing around it. */
export const listedNames = (names: readonly string[], locale: string): string =>
  new Intl.ListFormat(locale).format(names.map((name) => `\u2068${safeName(name)}\u2069`));

/** The ending in capitals, at most four letters, as a file shows it; "" without one. */
export const sortOf = (name: string): string => /\.([\p{L}\d]{1,4})$/u.exec(name)?.[1]?.toUpperCase() ?? "";

/** The list of `core/filenames.py`, which a test compares. Generated, it would weigh on the customer page's first load. */
const RUNS: ReadonlySet<string> = new Set(
  (
    "exe msi msix msp mst bat cmd com scr pif cpl gadget ps1 psm1 psd1 vb vbs vbe js mjs cjs jse wsf " +
    "wsh wsc sct hta jar jnlp class lnk reg inf scf url website appref-ms application " +
    "settingcontent-ms library-ms search-ms msc chm hlp theme diagcab dll ocx sys drv xbap xll xla " +
    "xlam app action workflow scpt applescript command terminal tool dmg pkg mpkg kext webloc sh bash " +
    "zsh csh ksh fish run bin out elf so deb rpm snap flatpakref appimage apk apkm xapk aab ipa crx " +
    "xpi iso img vhd vhdx wim desktop py pyc pyw pyz rb pl php phar lua swf html htm xhtml xht shtml " +
    "mht mhtml svg svgz xml xsl xslt docm dotm xlsm xlsb xltm pptm ppsm potm ppam sldm one onepkg iqy " +
    "slk rdp"
  ).split(" "),
);
/** What a computer would run, or a browser would show as if it were this page. A stop or blank at the end of a name says
 * nothing; what follows a colon names a part of the file. So it is asked of the name as it was given, not of the safe one. */
export const isRisky = (name: string): boolean =>
  [name, ...name.split(":")].some((part) =>
    RUNS.has((/\.([^.]*)$/u.exec(plainName(part))?.[1] ?? "").toLowerCase()),
  );

/** A media type is written down only in the form that media types have; nothing is ever opened by it. */
export const safeType = (type: string): string =>
  /^[a-z0-9][a-z0-9.+-]{0,40}\/[a-z0-9][a-z0-9.+-]{0,50}$/u.test(type.toLowerCase().split(";")[0] ?? "")
    ? (type.toLowerCase().split(";")[0] as string)
    : "application/octet-stream";
