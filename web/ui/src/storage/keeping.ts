/** Whether this browser keeps what the page stored. It is asked once it holds something worth keeping, and the browser keeps the answer. */

import { deviceHere } from "../devices/here.ts";
import { type Kept, mayForget } from "./forgetting.ts";

const ASKED = "tresen.kept";

/** Asks the browser not to forget, unless it said yes already. Firefox asks the person, so it is asked once and never again. */
export async function askToKeep(): Promise<Kept> {
  const { storage } = navigator;
  if (storage?.persisted === undefined) return null;
  try {
    if (await storage.persisted()) return true;
    if (/Firefox\//.test(navigator.userAgent) && localStorage.getItem(ASKED) !== null) return false;
    localStorage.setItem(ASKED, "1");
    return await storage.persist();
  } catch {
    return null;
  }
}

/** Whether this page runs from the home screen or as an app of its own. */
export const isInstalled = (): boolean => matchMedia("(display-mode: standalone)").matches;

/** Asks, and says whether this browser may take everything away all the same. */
export async function mayForgetHere(): Promise<boolean> {
  return mayForget({ sort: deviceHere(navigator), kept: await askToKeep(), installed: isInstalled() });
}
