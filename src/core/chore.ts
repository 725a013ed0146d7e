/** Something that happens by itself when its time comes: timers, reminders, broadcasts. Its truth is in the database, so a run that is repeated does nothing twice. */
export interface Chore {
  name: string
  /** Told once by whoever plays a past, before anything else: from when on things count. */
  begin?(now: Date): Promise<void>
  /** When it next has something to do, seen from `now` (possibly in the past), or null. */
  nextDue(now: Date): Promise<Date | null>
  /** Does what is due at `now`. */
  run(now: Date): Promise<void>
  /**
   * Told at the start and when the clock was put back to `now`, having shown `before`: what waits waits no longer than its own length from now, and
   * what was passed over while the clock was fast comes again. Told twice it does nothing more.
   */
  rewind?(now: Date, before: Date): Promise<void>
  /** It deletes what cannot be brought back: a clock that was put far forward is not believed at once. */
  isFinal?: true
}
