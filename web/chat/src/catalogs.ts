import type {} from "@tresen/ui/catalogs";
import type { NoticeWords } from "./business/notice.words.ts";
import type { TrustWords } from "./business/trust.words.ts";
import type { FrameWords } from "./frame/frame.words.ts";
import type { InvitationWords } from "./invitation/invitation.words.ts";
import type { ReadableWords } from "./mydata/readable.words.ts";
import type { MyDataWords } from "./mydata/words.ts";
import type { NameWords } from "./own/name.words.ts";
import type { TouchWords } from "./own/touch.words.ts";
import type { PasskeyWords } from "./passkey/passkey.words.ts";
import type { ProgramWords } from "./program/program.words.ts";
import type { SearchWords } from "./search/words.ts";
import type { ChosenWords } from "./settings/chosen.words.ts";
import type { LanguagesWords } from "./settings/languages.words.ts";
import type { SettingsWords } from "./settings/settings.words.ts";
import type { LostWords } from "./share/lost.words.ts";
import type { SharingWords } from "./share/words.ts";
import type { DoubtWords } from "./told/doubt.words.ts";
import type { MailWords } from "./told/mail.words.ts";
import type { TellingWords } from "./told/telling.words.ts";
import type { TellWords } from "./told/words.ts";
import type { EmptiedWords } from "./visit/emptied.words.ts";
import type { WayWords } from "./way/way.words.ts";
import type { LaterWords } from "./words/de.later.ts";

declare module "@tresen/ui/i18n/catalogs" {
  /** The page's own. */
  interface Catalogs {
    readonly later: LaterWords;

    readonly chosen: ChosenWords;
    readonly doubt: DoubtWords;
    readonly emptied: EmptiedWords;
    readonly way: WayWords;
    readonly forgets: string;
    readonly frame: FrameWords;
    readonly invitation: InvitationWords;
    readonly languages: LanguagesWords;
    readonly lost: LostWords;
    readonly mail: MailWords;
    readonly myData: MyDataWords;
    readonly name: NameWords;
    readonly notice: NoticeWords;
    readonly passkey: PasskeyWords;
    readonly program: ProgramWords;
    readonly readable: ReadableWords;
    readonly search: SearchWords;
    readonly settings: SettingsWords;
    readonly sharing: SharingWords;
    readonly tell: TellWords;
    readonly telling: TellingWords;
    readonly touch: TouchWords;
    readonly trust: TrustWords;
  }
}
