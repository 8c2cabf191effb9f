/** All kinds of messages that this client knows (S9). */

import { callback } from "./callback.ts";
import { contact } from "./contact.ts";
import { contactRequest } from "./contactrequest.ts";
import { file, photo, video, voice } from "./file.ts";
import { type Kinds, learn } from "./index.ts";
import { text } from "./text.ts";

const KINDS: Kinds = { text, contact, contact_request: contactRequest, photo, video, voice, file, callback };

/** From now on messages of all kinds can be read. A call, because a module that is imported for its effect alone is left out of the build. */
export const learnKinds = (): void => learn(KINDS);
