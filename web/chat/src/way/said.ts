/** What the line above the field says: where one comes from, and whether the link's words stand in the field. */
export interface Said {
  readonly source: string | null;
  readonly worded: boolean;
}
