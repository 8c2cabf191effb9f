/** One entry of a picker. */
export interface Choosable<Id> {
  readonly id: Id;
  readonly title: string;
  /** A smaller word behind the name. */
  readonly note?: string | undefined;
  /** On already; of several conversations on some. */
  readonly on: boolean | "some";
}
