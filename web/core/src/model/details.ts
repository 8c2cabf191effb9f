/** What a customer hands over of themselves (S9). Empty where nothing is. `phone`: `+` and 7 to 15 digits; `address` may have several lines. */
export interface Details {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
}
