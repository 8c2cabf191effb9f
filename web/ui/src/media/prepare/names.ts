// Names and kinds of files, as people may see and keep them.

/** Longest name that a message can say (S9). */
const NAME_CHARACTERS = 120;
/** Marks that turn the writing round or have no shape: with them "gpj.exe" can look like a picture. */
const SHAPELESS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** What a system would take for a path, a device or a hidden file. */
const FORBIDDEN = /[/\\:*?"<>|]/gu;

/** A name under which any system stores one file, with its ending kept. */
export function safeName(name: string): string {
  const clean = name
    .replace(SHAPELESS, "")
    .replace(FORBIDDEN, "_")
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/^\.+/u, "_")
    .replace(/[. ]+$/u, "");
  if (clean === "" || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu.test(clean)) return `_${clean}`;
  const letters = [...clean];
  if (letters.length <= NAME_CHARACTERS) return clean;
  const ending = [...(/\.[^.]{1,12}$/u.exec(clean)?.[0] ?? "")];
  return letters.slice(0, NAME_CHARACTERS - ending.length).join("") + ending.join("");
}

/** Several names in a sentence, each set apart, so that none turns the writing around it. */
export const listedNames = (names: readonly string[], lang: string): string =>
  new Intl.ListFormat(lang).format(names.map((name) => `\u2068${safeName(name)}\u2069`));

/** The ending in capitals, at most four letters, as a file shows it; "" without one. */
export const sortOf = (name: string): string => /\.([\p{L}\d]{1,4})$/u.exec(name)?.[1]?.toUpperCase() ?? "";

/** The list of `core/files.py`, which a test compares. Generated, it would weigh on the customer page's first load. */
const RUNS: ReadonlySet<string> = new Set(
  (
    "exe msi msix msp mst bat cmd com scr pif cpl gadget ps1 psm1 psd1 vb vbs vbe js mjs cjs jse wsf " +
    "wsh wsc sct hta jar jnlp class lnk reg inf scf url website appref-ms application " +
    "settingcontent-ms library-ms search-ms msc chm hlp theme diagcab dll ocx sys drv xbap xll xla " +
    "xlam app action workflow scpt applescript command terminal tool dmg pkg mpkg kext webloc sh bash " +
    "zsh csh ksh fish run bin out elf so deb rpm snap flatpakref appimage apk apkm xapk aab ipa crx " +
    "xpi iso img vhd vhdx wim desktop py pyc pyw pyz rb pl php phar lua swf html htm xhtml shtml mht " +
    "mhtml svg svgz xml xsl xslt docm dotm xlsm xlsb xltm pptm ppsm potm ppam sldm one onepkg iqy slk " +
    "rdp"
  ).split(" "),
);
/** What a computer would run, or a browser would show as if it were this page. A stop or blank at the end of a name says nothing. */
export const isRisky = (name: string): boolean =>
  RUNS.has((/\.([^.]*)$/u.exec(name.trim().replace(/[. ]+$/u, ""))?.[1] ?? "").toLowerCase());

/** A media type is written down only in the form that media types have; nothing is ever opened by it. */
export const safeType = (type: string): string =>
  /^[a-z0-9][a-z0-9.+-]{0,40}\/[a-z0-9][a-z0-9.+-]{0,50}$/u.test(type.toLowerCase().split(";")[0] ?? "")
    ? (type.toLowerCase().split(";")[0] as string)
    : "application/octet-stream";
