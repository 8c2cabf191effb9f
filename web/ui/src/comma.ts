import { locale } from "./i18n/speak.svelte.ts";

/** The comma of the language that is spoken. Reactive. */
export const comma = (): string => (locale().startsWith("ar") ? "،" : ",");
