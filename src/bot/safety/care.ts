import { fill } from '../../content/words.ts'
import { type Awaitable, andThen } from '../../core/awaitable.ts'
import type { Care, CrisisGrade, DangerFacts } from '../../core/case.ts'
import { saying } from '../../core/delivery.ts'
import { ownerOf } from '../../core/roster.ts'
import type { Effect } from '../../core/turn.ts'
import type { Chat } from '../../core/update.ts'
import { firstReached } from '../../office/cases/caretakers.ts'
import { tellingOf } from '../../office/cases/tell.ts'
import { may } from '../../office/rights.ts'
import { masked } from '../../safety/mask.ts'
import { type Context, office } from '../context.ts'

const hour = 3_600_000
/** The most characters of what was said that a counselor is told. */
const excerptLength = 40
const graver: Record<CrisisGrade, number> = { distress: 0, serious: 1, immediate: 2 }

/** Who looks after the person of the turn, what was noted of them before, and whom of their class the words name. */
export function careOf({ turn, caseWords, text }: Context): Awaitable<Care> {
  const { update, who, now, read } = turn
  const owner = ownerOf(update.person, who)
  const since = now.getTime() - caseWords.crisis.sameHours * hour
  const words = [...(update.message.earlier ?? []), text].join(' ')
  return andThen(
    read.cases.care({ owner, number: who.number, home: who.home, chat: update.chat, since, words }),
    // Here rather than on another platform, where both would do.
    care => ({ ...care, home: update.chat.kind === 'group' ? (update.person.privateChat ?? care.home) : update.chat }),
  )
}

/** Whether this is already known: the same person not long ago, as grave or graver. */
export function isKnown({ earlier }: Care, { grade }: Pick<DangerFacts, 'grade'>): boolean {
  return earlier !== null && graver[earlier.grade] >= graver[grade]
}

/**
 * Opens a case and tells the named counselor the least that is needed; `excerpt` is what of the words is told. Staff who ask for others or report a danger
 * look after it themselves.
 */
export function openCase(context: Context, { type, about, grade }: DangerFacts, care: Care, excerpt: string): Effect[] {
  const { turn, caseWords, isGroup, knowledge } = context
  if (about !== 'self' && may(turn.who, 'see-cases')) return []
  const at = turn.now.getTime()
  const facts = {
    number: care.next,
    name: turn.who.name || turn.update.person.name,
    unit: care.unit,
    type,
    about,
    whom: about === 'other' ? care.named.join('、') : '',
    grade,
    excerpt: masked(excerpt).slice(0, excerptLength),
    place: isGroup ? ('group' as const) : ('private' as const),
    at,
  }
  return [
    {
      do: 'open-crisis',
      case: facts,
      home: care.home,
      tell: {
        staff: care.caretakers.filter(c => c.step === 0),
        saying: tellingOf(caseWords, facts, { zone: knowledge.school.zone }),
      },
      nextAt: at + caseWords.crisis.minutes[grade] * 60_000,
      keepDays: caseWords.crisis.keepDays.open,
    },
  ]
}

/** What the person is told of who will know: the counselor by name where one can be reached, else whom to find oneself. */
export function toldLine(context: Context, { type, about }: DangerFacts, care: Care): string {
  const { crisis } = context.caseWords
  const reached = firstReached(care.caretakers)
  if (!reached) return fill(crisis.toldUnsure, { office: office(context.knowledge) })
  if (type === 'held' && about === 'self') return crisis.toldHeld
  return fill(crisis.told[about], { name: reached.name, whom: care.named.join('、') || crisis.someone })
}

/** One sentence to the person, in this chat. */
export function toPerson(
  text: string,
  chat: Chat,
  purpose: 'safety' | 'reply' = 'safety',
): Extract<Effect, { do: 'say' }> {
  return { do: 'say', toPerson: true, chat, purpose, saying: saying(text) }
}
