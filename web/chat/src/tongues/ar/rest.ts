// Translated by machine, to be read by a person.
import type { Catalogs } from "../catalogs.ts";
import { calls } from "./calls.ts";
import { erasing } from "./erasing.ts";
import { finding } from "./finding.ts";
import { invitation } from "./invitation.ts";
import { media } from "./media.ts";
import { message } from "./message.ts";
import { myData } from "./mydata.ts";
import { own } from "./own.ts";
import { readable } from "./readable.ts";
import { refusals } from "./refusals.ts";
import { sheets } from "./sheets.ts";
import { told } from "./told.ts";

export const rest: Catalogs = {
  later: { ...sheets, ...refusals, ...erasing, message },
  calls,
  invitation,
  media,
  myData,
  readable,
  ...finding,
  ...own,
  ...told,
};
