/** What a return link opens, by the conversation's signed records, before the link is followed (S13). */
export interface Back {
  readonly beganMs: number;
  /** How many devices belong to it, without the link. */
  readonly devices: number;
}
