import { platformEnv } from "@tresen/core/env";
import { openByPasskey } from "@tresen/core/passkey";
import { toast } from "@tresen/ui";
import { passkeys } from "@tresen/ui/passkey/authenticator";
import { saidOf } from "@tresen/ui/passkey/trouble";
import { framed } from "../framed.ts";
import { openSheet } from "../sheets/sheets.svelte.ts";
import { words } from "./passkey.words.ts";

let busy = false;

/** On an empty browser: one touch, and the conversation opens. What goes wrong is said, and changes nothing. */
export default async function back(
  business: string,
  onbegin: (secret: Uint8Array<ArrayBuffer>) => void,
): Promise<void> {
  // No server takes a passkey out of a frame.
  if (framed) return openSheet("return");
  // A second question would end the first.
  if (busy) return;
  busy = true;
  try {
    onbegin((await openByPasskey(platformEnv(), passkeys, "customer", business)).secret);
  } catch (error) {
    toast(saidOf(error) || words().none);
  } finally {
    busy = false;
  }
}
