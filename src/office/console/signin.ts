import { type Identity, identityOf } from '../../core/roster.ts'
import type { ConsoleSession } from '../../core/work/console.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { isTheirStaff } from '../staff/theirs.ts'
import { type ConsoleGround, type ConsoleOutcome, staffOfNumber } from './ground.ts'

/** How long a link of a chat or the command line is good, and one of a printed list. */
export const signInMinutes = 5
export const listedHours = 24
/** A browser that nobody used for so long, and any after so many days, is asked to sign in again. */
const idleHours = 12
const sessionDays = 7
/** Where people in danger are read of, a browser that nobody used for so long shows nothing any more. */
export const sensitiveMinutes = 30
/** How often it is noted that a session is used: so much earlier than the truth a break may seem to begin. */
const seenEveryMs = 60_000

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** A one-time way in: the token of its address, whom it lets in, and until when. */
export interface WayIn {
  token: string
  who: Identity
  until: Date
}

/**
 * Makes a one-time way into the console: for oneself, or for somebody whom the actor looks after as staff (`manage-staff`). One of a printed list
 * (`isListed`) is good for a day, and whatever nobody used of an older list is void: of each person one piece of paper at most lets somebody in.
 */
export async function handOutWayIn(
  ground: ConsoleGround,
  actor: Identity,
  { number, isListed = false }: { number: string; isListed?: boolean },
): Promise<ConsoleOutcome<WayIn>> {
  const { now, rules, draw } = ground
  const person = await ground.read.roster.person(number)
  const who = person && identityOf(person)
  if (!who || !may(who, 'use-console'))
    return { refused: 'unknown', audit: { act: 'console-link-refused', detail: number } }
  if (actor.number !== number && !isTheirStaff(actor, 'manage-staff', person))
    return { refused: 'noRight', audit: { act: 'console-link-refused', detail: number } }
  const token = draw() + draw()
  const soon = now.getTime() + signInMinutes * minuteMs
  const until = new Date(isListed ? now.getTime() + listedHours * hourMs : soon)
  const voidsAfter = isListed ? soon : null
  return {
    done: { token, who, until },
    effects: [{ do: 'make-console-link', hash: rules.digest(token), number, until: until.getTime(), voidsAfter }],
    audit: { act: 'console-link', detail: number },
  }
}

/** Whether a way in would let somebody in now; looking uses nothing up. */
export async function lookAtWayIn(
  { read, rules, now }: ConsoleGround,
  _: Identity,
  { token }: { token: string },
): Promise<ConsoleOutcome<{ number: string }>> {
  const link = await read.console.link(rules.digest(token))
  if (!link) return { refused: 'unknown', audit: null }
  if (link.isUsed) return { refused: 'used', audit: null }
  if (link.until <= now.getTime()) return { refused: 'ended', audit: null }
  return { done: { number: link.number }, effects: [], audit: null }
}

/** Lets a browser in by a one-time way, which is used up; `session` is what the browser keeps. */
export async function signIn(
  ground: ConsoleGround,
  actor: Identity,
  { token, agent }: { token: string; agent: string },
): Promise<ConsoleOutcome<{ session: string; until: Date }>> {
  const { now, rules, draw } = ground
  const way = await lookAtWayIn(ground, actor, { token })
  if ('refused' in way) return way
  const { number } = way.done
  if (!(await staffOfNumber(ground, number)))
    return { refused: 'noRight', audit: { act: 'console-refused', detail: number } }
  const [id, session] = [draw(), draw() + draw()]
  const until = new Date(now.getTime() + sessionDays * 24 * hourMs)
  const hashes = { link: rules.digest(token), hash: rules.digest(session) }
  const opened = { id, number, agent: agent.slice(0, 200), until: until.getTime() }
  return {
    done: { session, until },
    effects: [{ do: 'open-console-session', ...opened, ...hashes }],
    audit: { act: 'console-sign-in', detail: number },
  }
}

/** Who holds a session, and how long ago it was used. */
export interface SignedIn {
  actor: Identity
  session: ConsoleSession
  /** Whether it was once unused for so long that what is sensitive wants a new sign-in. */
  isStale: boolean
  /** Whether it is time to note that it is used, see `noteUse`. */
  isToNote: boolean
}

/** Who holds a session now: rights are read anew each time. It changes nothing, so that looking at pages costs no write. */
export async function whoIsSignedIn(
  ground: ConsoleGround,
  _: Identity,
  { token }: { token: string },
): Promise<ConsoleOutcome<SignedIn>> {
  const now = ground.now.getTime()
  const session = await ground.read.console.session(ground.rules.digest(token))
  if (!session) return { refused: 'unknown', audit: null }
  if (session.until <= now || session.seenAt + idleHours * hourMs <= now) return { refused: 'ended', audit: null }
  const actor = await staffOfNumber(ground, session.number)
  if (!actor) return { refused: 'noRight', audit: null }
  // Whoever comes back after a long break stays stale until they sign in again, however much they look at meanwhile.
  const isStale = isLongAgo(session.freshAt, now)
  // A use in the future is one from before the clock was put back.
  const isToNote = Math.abs(now - session.seenAt) >= seenEveryMs
  return shown({ actor, session, isStale, isToNote })
}

/** Whether the last use is too long ago for what is sensitive, as far as it was noted: a minute's use may be missing, so that the break is never longer. */
const isLongAgo = (freshAt: number, now: number) =>
  freshAt + sensitiveMinutes * minuteMs <= now || freshAt - seenEveryMs > now

/** Notes that somebody uses their session, at most once a minute. What was unused for too long stays so. */
export async function noteUse(
  ground: ConsoleGround,
  actor: Identity,
  { token }: { token: string },
): Promise<ConsoleOutcome<SignedIn>> {
  const held = await whoIsSignedIn(ground, actor, { token })
  if ('refused' in held || !held.done.isToNote) return held
  const { session, isStale } = held.done
  return { ...held, effects: [{ do: 'see-console-session', id: session.id, isFresh: !isStale }] }
}
