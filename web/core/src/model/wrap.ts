/** What a passkey keeps of a return link (S20). */

/** The secret of the return link to come, under a passkey that is kept: goes with the record that replaces the link. All base64url. */
export interface NewWrap {
  readonly secret: string;
  readonly hash: string;
  readonly wrap: string;
}
