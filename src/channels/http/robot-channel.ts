import type { Ability, Channel } from '../../core/channel.ts'
import { type Clock, makeSteady } from '../../core/clock.ts'
import type { Delivery, Receipt } from '../../core/delivery.ts'
import { makeMinuteBudget } from './minute.ts'
import type { PostAnswer } from './post.ts'
import type { Robot } from './robots.ts'
import { makeSends } from './sends.ts'
import { makeRobotStates } from './states.ts'
import type { SendVerdict } from './verdict.ts'

/** What one platform's group robots do in their own way. */
export interface RobotPlatform<Part> {
  name: string
  abilities: readonly Ability[]
  /** What one robot may say in a minute. */
  mostPerMinute: number
  /** The messages that a delivery needs, in order; null when they can never be sent. */
  partsOf(delivery: Delivery): Promise<Part[] | null>
  /** Sends one message. */
  send(robot: Robot, part: Part, signal: AbortSignal): Promise<PostAnswer>
  judge(answer: PostAnswer, now: Date): SendVerdict
}

/**
 * A channel of robots that each speak in their own group and hear nothing. A robot that was removed from its group is refused and named in the
 * state; the others go on. None says more in a minute than it may.
 */
export function makeRobotChannel<Part>(
  robots: readonly Robot[],
  platform: RobotPlatform<Part>,
  { clock, log }: { clock: Clock; log(event: string, detail: Record<string, unknown>): void },
): Channel {
  const { name, abilities, mostPerMinute } = platform
  const byChat = new Map(robots.map(robot => [chatIdOf(robot, name), robot]))
  const budget = makeMinuteBudget(mostPerMinute)
  const steady = makeSteady(clock)
  const sends = makeSends()
  const states = makeRobotStates(robots.map(r => r.name))

  async function say(robot: Robot, part: Part, signal: AbortSignal): Promise<Receipt> {
    const room = budget.take(robot.name, steady.now())
    if (!room.isTaken) return { outcome: 'retry', notBefore: steady.dateOf(room.opensAt), reason: 'rate-limit' }
    const { receipt, trouble } = platform.judge(await platform.send(robot, part, signal), clock.now())
    if (receipt.outcome === 'retry' && receipt.reason === 'rate-limit')
      budget.close(robot.name, steady.instantOf(receipt.notBefore))
    states.tell(robot.name, trouble)
    if (trouble !== null) log('channel-trouble', { channel: name, robot: robot.name, trouble })
    return receipt
  }

  return {
    name,
    abilities: new Set(abilities),
    limits: { perSecond: null, perChatMs: null, perGroupPerMinute: mostPerMinute, perDay: null },
    groups: robots.map(robot => groupOf(robot, name)),
    async start() {},
    status: states.status,
    async send(delivery, signal) {
      const robot = byChat.get(delivery.chatId)
      if (!robot) return { outcome: 'refused', reason: 'unknown-chat' }
      const parts = await platform.partsOf(delivery)
      if (parts === null) return { outcome: 'refused', reason: 'rejected' }
      return sends.run(delivery.id, parts, { signal, send: (part, both) => say(robot, part, both) })
    },
    stop: sends.stop,
  }
}

const chatIdOf = (robot: Robot, channel: string) => `${channel}:${robot.name}`
const groupOf = (robot: Robot, channel: string) => ({
  chat: { id: chatIdOf(robot, channel), channel, kind: 'group' as const, title: robot.name },
  unit: robot.unit,
})
