/** What can be asked of the broadcasts during a turn. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the room that needs it
export interface BroadcastReads {}

/** What a turn may change in the broadcasts. */
export type BroadcastEffect = never
