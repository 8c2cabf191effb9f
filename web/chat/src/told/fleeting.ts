/** Whether this browser forgets, and what is said of it. Fetched once somebody has answered, which is when the browser is asked. */

import { catalogOf } from "@tresen/ui";

export { mayForgetHere } from "@tresen/ui/storage/keeping";

const de =
  "Safari räumt nach sieben Tagen ohne Besuch alles weg. Zwei Mittel: ein Rückweg, oder diese Seite auf dem Home-Bildschirm.";
const en =
  "Safari clears everything after seven days without a visit. Two remedies: a way back, or this page on your Home Screen.";

export const forgets = (): string => catalogOf("forgets", { de, en });
