import type { LiveChat } from "./chat.ts";
import { chose, KEY, keepLanguage, speakIn, startLanguages, stored } from "./language.ts";
import { fetchWords } from "./later.svelte.ts";
import { spokenFor, TONGUES } from "./tongues/list.ts";

type Worded = Pick<LiveChat, "reword">;

let choices = 0;

/**
 * Speaks another language. The choice is stored once a conversation has begun, unless the browser asks for it anyway. The last choice counts,
 * however long its words take. Rejects where they cannot be fetched; nothing is changed then.
 */
export default async function chooseLanguage(
  code: string,
  chat: Worded & Pick<LiveChat, "phase">,
): Promise<void> {
  choices += 1;
  const choice = choices;
  await TONGUES[code]?.first();
  if (choice !== choices) return;
  await speakIn([code]);
  chose(code === spokenFor(navigator.languages) ? "" : code);
  if (stored(KEY)) localStorage.removeItem(KEY);
  if (chat.phase === "conversation") keepLanguage();
  await fetchWords();
  chat.reword();
}

/** The browser's languages were changed while the page was open. What was chosen here still comes first. Without a network all stays. */
export async function followBrowser(chat: Worded): Promise<void> {
  try {
    await speakIn(startLanguages());
    await fetchWords();
    chat.reword();
  } catch {
    // The next visit speaks them.
  }
}
