import type { Sheets } from "./sheets/sheets.svelte.ts";

/** Loaded together with the code that erases, so that a question on the screen can be answered without a network. */
const ofTheCustomer = async () =>
  (await Promise.all([import("./Own.svelte"), import("@tresen/core/erasing")]))[0];
const ofTheBusiness = () => import("./business/Business.svelte");

/**
 * What can cover the page, and where it is loaded from. One sheet at a time, so that the browser's Back always means "close it". Profile,
 * hours, imprint, privacy and trust are the business's; the pattern weighs less than their names.
 */
export const sheets: Sheets = (name) => (/^(pr|[hit])/.test(name) ? ofTheBusiness : ofTheCustomer);
