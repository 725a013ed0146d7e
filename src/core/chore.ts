/** Something that happens by itself when its time comes: timers, reminders, broadcasts. Its truth is in the database, so a run that is repeated does nothing twice. */
export interface Chore {
  name: string
  /** Told once by whoever plays a past, before anything else: from when on things count. */
  begin?(now: Date): Promise<void>
  /** When it next has something to do, seen from `now` (possibly in the past), or null. */
  nextDue(now: Date): Promise<Date | null>
  /** Does what is due at `now`. */
  run(now: Date): Promise<void>
}
