import type { Lang, SharedWords } from "@tresen/ui";
import { de } from "@tresen/ui/i18n/de";
import { en } from "@tresen/ui/i18n/en";

/** The words of the shared parts that the wizard uses are the same for everyone. */
export const shared: Readonly<Record<Lang, SharedWords>> = { de, en };
