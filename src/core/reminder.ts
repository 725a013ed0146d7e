/** What can be asked of the reminders during a turn. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the room that needs it
export interface ReminderReads {}

/** What a turn may change in the reminders. */
export type ReminderEffect = never
