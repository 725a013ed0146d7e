import { oneOf } from '../../content/words.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { may } from '../../office/rights.ts'
import { comeBack, type SaidLeave, takeLeave } from '../../office/staff/leave.ts'
import { hasTimeWords } from '../../time/leftover.ts'
import type { Context, Decided, Middleware } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { privatelySoon } from '../flow/private.ts'
import { peopleGroundOf } from '../office.ts'
import { tell, toldOutcome } from './told.ts'

/** Longer messages are not read for a leave. */
const longest = 80

/** 我请假 6月10日到6月15日 由李老师代, 销假: staff say in private who stands in for them, or that they are back. */
export const leave: Middleware = context => {
  const { text, addressed, turn, rosterWords } = context
  if (!addressed || text.length > longest || turn.update.timer || activeFrame(context)) return null
  if (turn.who.number === null || !may(turn.who, 'use-staff-flows')) return null
  const words = rosterWords.staff
  if (words.away.back.some(w => bareWords(w) === bareWords(text)))
    return privatelySoon(context, async inside => told(inside, await comeBack(peopleGroundOf(inside), turn.who)))
  const said = leaveIn(text, words.away)
  if (said === null) return null
  if (said === 'how') return privatelySoon(context, () => tell(words.how))
  return privatelySoon(context, async inside => told(inside, await takeLeave(peopleGroundOf(inside), turn.who, said)))
}

const told = (context: Context, outcome: Awaited<ReturnType<typeof takeLeave>>): Decided =>
  toldOutcome(context, outcome, 'done' in outcome ? { choices: outcome.done.choices ?? [] } : {})

/** What a message says of a leave; `how` where it is one that lacks who stands in, null where it is none. */
function leaveIn(
  text: string,
  { start, by, verbs }: Context['rosterWords']['staff']['away'],
): SaidLeave | 'how' | null {
  const plain = text.normalize('NFKC').trim()
  const [, begin, rest] = new RegExp(`^(${oneOf(start)})(.*)$`, 's').exec(plain) ?? []
  if (begin === undefined || rest === undefined) return null
  const [, when, who] =
    new RegExp(`^(.*?)[\\s,、。]*(?:${oneOf(by)})\\s*(\\S.*?)\\s*(?:${oneOf(verbs)})[。.!~]*$`, 's').exec(rest) ?? []
  if (when !== undefined && who !== undefined) return { when: when.replace(/^[\s,:、]+/, ''), who }
  const isOwn = rest.trim() === '' || hasTimeWords(rest)
  // 请假 alone, or with something else after it, is a question like any other.
  return isOwn && begin.startsWith('我') ? 'how' : null
}
