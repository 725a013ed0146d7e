/** What can be asked of the cases during a turn. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the room that needs it
export interface CaseReads {}

/** What a turn may change in the cases. */
export type CaseEffect = never
