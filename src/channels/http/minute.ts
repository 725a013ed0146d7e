/** Counts the messages of the last minute of each of a platform's robots, so that none says more than it may. Instants are milliseconds of a clock that nobody sets (`elapsedMs`). */
export interface MinuteBudget {
  /** Takes one message if there is room; else says when there will be. */
  take(robot: string, now: number): { isTaken: true } | { isTaken: false; opensAt: number }
  /** The platform said that it heard too much: nothing more until then. */
  close(robot: string, until: number): void
}

/** A little longer than the platform's minute: messages sent evenly may arrive closer together. */
const minuteMs = 60_500

/** A budget of `most` messages a minute and robot. */
export function makeMinuteBudget(most: number): MinuteBudget {
  const sent = new Map<string, number[]>()
  const closedUntil = new Map<string, number>()
  return {
    take(robot, now) {
      const times = (sent.get(robot) ?? []).filter(at => at > now - minuteMs)
      sent.set(robot, times)
      const opensAt = Math.max(closedUntil.get(robot) ?? 0, times.length < most ? 0 : times[0]! + minuteMs)
      if (opensAt > now) return { isTaken: false, opensAt }
      times.push(now)
      return { isTaken: true }
    },
    close(robot, until) {
      closedUntil.set(robot, until)
    },
  }
}
