/** One emoji as people count them: with its tone, as a family joined by ZWJ, a flag, a keycap. */
const ONE =
  "(?:\\p{RI}{2}|[\\d#*]\\uFE0F?\\u20E3|PIC(?:\\u200D PIC)*|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2,6}\\u{E007F})"
    .replaceAll(" ", "")
    .replaceAll("PIC", "(?![\\d#*©®™])\\p{Extended_Pictographic}(?:\\uFE0F|\\p{EMod})?");
const ALONE = new RegExp(`^\\s*${ONE}(?:\\s?${ONE}){0,2}\\s*$`, "u");
/** The longest families have eleven units each. */
const LONGEST = 120;

/** One to three emoji and nothing else. */
export const isLoneEmoji = (text: string): boolean => text.length <= LONGEST && ALONE.test(text);
