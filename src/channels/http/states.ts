import type { ChannelStatus } from '../../core/channel.ts'

/** What a channel of several robots knows of each from its last send. */
export interface RobotStates {
  /** Remembers what was wrong with a robot, or that it is well (null). */
  tell(robot: string, trouble: string | null): void
  /** Up while at least one robot is well; the detail names the others and what is wrong. */
  status(): ChannelStatus
}

/** Makes the states of robots that are all taken to be well until they are heard of. */
export function makeRobotStates(robots: readonly string[]): RobotStates {
  const troubles = new Map<string, string>()
  let isStarted = false
  return {
    tell(robot, trouble) {
      isStarted = true
      if (trouble === null) troubles.delete(robot)
      else troubles.set(robot, trouble)
    },
    status() {
      const detail = [...troubles].map(([robot, trouble]) => `${robot}: ${trouble}`).join('; ')
      if (troubles.size === 0)
        return { state: 'up', detail: isStarted ? `${robots.length} robots` : `${robots.length} robots, none used yet` }
      return { state: troubles.size < robots.length ? 'up' : 'down', detail }
    },
  }
}
