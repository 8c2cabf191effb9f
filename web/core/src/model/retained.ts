/** A message that must be retained: its position, its class and until when. */
export interface Retained {
  readonly pos: number;
  /** `letter` or `voucher`. */
  readonly class: string;
  readonly untilMs: number;
}
