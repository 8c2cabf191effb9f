import type { CallButtonWords } from "./calls/buttonwords.ts";
import type { CallWords } from "./calls/words.de.ts";
import type { CardWords } from "./content/contact.ts";
import type { PlaceWords } from "./content/place.words.ts";
import type { DeviceWords } from "./devices/say.ts";
import type { EmojiWords } from "./emoji/emojiwords.ts";
import type { WrittenWords } from "./log/written.ts";
import type { KindWords } from "./media/kindwords.ts";
import type { MediaWords } from "./media/words.de.ts";
import type { PasskeyTroubles } from "./passkey/trouble.ts";
import type { FactWords } from "./profile/facts.ts";
import type { ReadingWords } from "./reading/words.ts";
import type { GivenWords } from "./share/words.ts";

declare module "./i18n/catalogs.ts" {
  interface Catalogs {
    readonly callButtons: CallButtonWords;
    readonly calls: CallWords;
    readonly card: CardWords;
    readonly devices: DeviceWords;
    readonly emoji: EmojiWords;
    readonly facts: FactWords;
    readonly given: GivenWords;
    readonly kinds: KindWords;
    readonly media: MediaWords;
    readonly passkeyTroubles: PasskeyTroubles;
    readonly place: PlaceWords;
    readonly reading: ReadingWords;
    readonly written: WrittenWords;
  }
}
