/** One quick reply of a starter set. Its texts may hold the variables of quick replies, and are adapted by the business before use. */
export interface StarterReply {
  /** Typed after `/`: lowercase letters, no umlaut. Unique within a set. */
  readonly shortcut: string;
  readonly title_de: string;
  readonly title_en: string;
  /** What customers call it, in both languages. */
  readonly keywords: readonly string[];
  readonly text_de: string;
  readonly text_en: string;
}
