import { nameOf } from '../../content/trait.ts'
import { isLately } from '../../core/clock.ts'
import type { Session } from '../../core/session.ts'
import { type Context, type Middleware, say, silence } from '../context.ts'
import { isDoubted } from '../safety/shown.ts'

const window = 10 * 60_000
const mostHeard = 24
/** Shorter words are numbers of choices and little answers, which people repeat. */
const leastLength = 4
/** Once so many messages were said before, the next that was said before is not answered. */
const mostRepeats = 2

/**
 * Keeps the bot from talking without end with another machine: automatic replies come back in the same words, or send back the bot's own. The
 * person is told once, then repeated words are met with silence; new words are answered as ever, and the same doubt about something else that is shown. Whoever may be in danger was heard before.
 */
export const echo: Middleware = context => {
  const { turn, addressed, text, knowledge } = context
  if (!addressed || turn.update.timer || bare(text).length < leastLength || isDoubted(context)) return null
  const lately = heardLately(turn.session, turn.now)
  const print = printOf(text)
  if (!lately.some(h => h.print === print)) return null
  const repeats = repeatsIn(lately)
  if (repeats < mostRepeats) return null
  return repeats === mostRepeats ? say(knowledge.phrases.sameAgain) : silence
}

/** What a message and what was said to it leave behind: fingerprints, without numbers and signs, of the last ten minutes. */
export function heardNow({ turn, addressed, text }: Context, said: readonly string[]): Session['heard'] {
  if (!addressed || turn.update.timer || bare(text).length < leastLength) return turn.session.heard
  const lately = heardLately(turn.session, turn.now)
  const at = turn.now.getTime()
  const own = said.map(s => ({ print: printOf(s), at, isOwn: true }))
  return [...lately, { print: printOf(text), at, isOwn: false }, ...own].slice(-mostHeard)
}

/** How many messages of the person had been said before, by them or by the bot. */
function repeatsIn(lately: Session['heard']): number {
  const seen = new Set<number>()
  let repeats = 0
  for (const { print, isOwn } of lately) {
    if (!isOwn && seen.has(print)) repeats++
    seen.add(print)
  }
  return repeats
}

function heardLately({ heard }: Session, now: Date): Session['heard'] {
  return heard.filter(h => isLately(h.at, now.getTime(), window))
}

const bare = (text: string) => text.normalize('NFKC').replace(/[^\p{L}]/gu, '')

/** The letters of a text as one number. */
const printOf = (text: string) => nameOf(bare(text))
