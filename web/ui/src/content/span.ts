// What the searches in a message find.

export type Tappable =
  | {
      readonly type: "link";
      readonly text: string;
      /** `http:`, `https:`, `mailto:` or `tel:`, and nothing else. */
      readonly href: string;
      /** The host as the network sees it, where it is not the one that is written. */
      readonly host: string | null;
    }
  | {
      readonly type: "place";
      readonly text: string;
      /** The address in one line. */
      readonly query: string;
    };

/** A stretch of the text that is not searched for marks. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly piece: Tappable | { readonly type: "text" | "code"; readonly text: string };
}
