/** The team asks the customer for a contact card (S9). */

import type { KindOf } from "./kind.ts";

export interface ContactRequest {
  readonly kind: "contact_request";
}

export const contactRequest: KindOf<ContactRequest> = {
  read: () => ({ kind: "contact_request" }),
  payload: ({ kind }) => ({ kind }),
  line: () => "",
};
