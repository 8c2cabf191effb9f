import type { Sheets } from "./sheets/sheets.svelte.ts";

/** Loaded together with the code that erases, so that a question on the screen can be answered without a network. */
const ofTheCustomer = async () =>
  (await Promise.all([import("./own/Own.svelte"), import("@tresen/core/erasing")]))[0];
const ofTheBusiness = () => import("./business/Business.svelte");

/** What can cover the page, and where it is loaded from. One sheet at a time, so that the browser's Back always means "close it". */
export const sheets: Sheets = {
  profile: ofTheBusiness,
  hours: ofTheBusiness,
  imprint: ofTheBusiness,
  privacy: ofTheBusiness,
  trust: ofTheBusiness,
  contact: ofTheCustomer,
  return: ofTheCustomer,
  devices: ofTheCustomer,
  eraseMessage: ofTheCustomer,
  eraseConversation: ofTheCustomer,
  past: ofTheCustomer,
  settings: ofTheCustomer,
};
