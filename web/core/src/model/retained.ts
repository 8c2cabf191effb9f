/** A message that has to be kept, by its position, and until when. */
export interface Retained {
  readonly pos: number;
  /** `letter` or `voucher`. */
  readonly class: string;
  readonly untilMs: number;
}
