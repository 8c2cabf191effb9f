/**
 * The catalogs of parts that come later, by their names. German and English stand beside their parts; what a further language of the
 * customer page says is fetched as one part. Each package lists its own in `catalogs.ts` beside its folders, so that the ground knows none.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the packages
export interface Catalogs {}
