import { fill } from '../../content/words.ts'
import type { Care, CrisisGrade } from '../../core/case.ts'
import { type Soon, soon } from '../../core/soon.ts'
import type { Effect } from '../../core/turn.ts'
import type { Chat } from '../../core/update.ts'
import type { Alarm } from '../../safety/alarm.ts'
import { minutesOf, tellingOf } from '../../safety/tell.ts'
import { masked } from '../../safety/words.ts'
import { type Context, office } from '../context.ts'
import { may } from '../rights.ts'

const hour = 3_600_000
/** The most characters of what was said that a counselor is told. */
const excerptLength = 40
const graver: Record<CrisisGrade, number> = { distress: 0, serious: 1, immediate: 2 }

/** Who looks after the person of the turn, and what was noted of them before. */
export function careOf({ turn, caseWords }: Context): Soon<Care> {
  const { update, who, now, read } = turn
  const owner = who.number === null ? update.person.id : `n:${who.number}`
  const since = now.getTime() - caseWords.crisis.sameHours * hour
  return soon(
    read.cases.care({ owner, number: who.number, home: who.home, chat: update.chat, since }),
    // Here rather than on another platform, where both would do.
    care => ({ ...care, home: update.chat.kind === 'group' ? (update.person.privateChat ?? care.home) : update.chat }),
  )
}

/** Whether this is already known: the same person not long ago, as grave or graver. */
export function isKnown({ earlier }: Care, { grade }: Alarm): boolean {
  return earlier !== null && graver[earlier.grade] >= graver[grade as CrisisGrade]
}

/** Opens a case and tells the named counselor the least that is needed. Staff who ask for others or report a danger look after it themselves. */
export function openCase(context: Context, found: Alarm, care: Care): Effect[] {
  const { turn, caseWords, isGroup, knowledge } = context
  if (found.type !== 'self' && may(turn.who, 'see-cases')) return []
  const at = turn.now.getTime()
  const grade = found.grade as CrisisGrade
  const facts = {
    number: care.next,
    name: turn.who.name || turn.update.person.name,
    unit: care.unit,
    type: found.type,
    grade,
    excerpt: masked(found.signals[0] ?? '').slice(0, excerptLength),
    place: isGroup ? ('group' as const) : ('private' as const),
    at,
  }
  const minutes = minutesOf(caseWords, grade)
  const staff = minutes === null ? [] : care.caretakers.filter(c => c.step === 0)
  return [
    {
      do: 'open-crisis',
      case: facts,
      tell: { staff, saying: tellingOf(caseWords, facts, { zone: knowledge.school.zone }) },
      nextAt: minutes === null ? null : at + minutes * 60_000,
      keepDays: caseWords.crisis.keepDays,
    },
  ]
}

/** The line that names whom the person can turn to: their counselor where the roster knows one. */
export function counselorLine({ caseWords: { crisis }, knowledge }: Context, { caretakers }: Care): string {
  const name = caretakers.find(c => c.step === 0)?.name
  return name ? fill(crisis.counselor, { name }) : fill(crisis.counselorNone, { office: office(knowledge) })
}

/** One sentence to the person, in this chat. */
export function toPerson(text: string, chat: Chat, purpose: 'safety' | 'reply' = 'safety'): Effect {
  return { do: 'say', toPerson: true, chat, purpose, saying: { text, choices: [], images: [], rateable: false } }
}
