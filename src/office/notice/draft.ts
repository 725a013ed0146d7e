import { fill } from '../../content/words.ts'
import type { Identity } from '../../core/roster.ts'
import { parseInstant } from '../../time/calendar.ts'
import { dayMs } from '../../time/days.ts'
import { isoDay } from '../../time/shown.ts'
import type { EditOutcome } from '../content/ground.ts'
import { shown } from '../outcome.ts'
import { citationOf, mayNotTake, type NoticeGround, noticeRefused, saidIn } from './ground.ts'

/** What a broadcast, or an entry, begins with that is written from a proposal. */
export interface DraftFrom {
  /** The text of a broadcast, with its source, for whom, and when it may leave (`2027-06-27T10:00`; empty where nothing says). */
  body: string
  to: string
  at: string
  /** The title of an entry, a way of asking for it, what it says, and where that stands. */
  title: string
  question: string
  text: string
  source: { doc: string; clause: string; date: string }
}

/** At what hour of the day before something is due one reminds of it. */
const remindingAt = '10:00'

/** What a broadcast or an entry begins with that somebody writes from a proposal. Nothing is kept of it before they save it. */
export async function draftFrom(
  ground: NoticeGround,
  actor: Identity,
  { id, n }: { id: string; n: number },
): Promise<EditOutcome<DraftFrom>> {
  const refused = mayNotTake(ground, actor, id)
  if (refused) return refused
  const { read, rules, now } = ground
  const notice = await read.notices.notice(id)
  const kept = (await read.notices.proposals(id)).find(p => p.n === n)
  if (!notice || !kept) return noticeRefused(ground, notice ? 'unknown' : 'gone')
  const { says } = rules.intake
  const said = saidIn(kept)
  const { zone } = rules.content.knowledge.school
  const source = citationOf(notice, said.clause, says)
  const text = kept.taken?.value ?? (said.kind === 'task' || said.kind === 'duty' ? said.value : said.words)
  const due = said.when === null ? null : parseInstant(said.when.slice(0, 10), zone)
  const before = due && parseInstant(`${isoDay(new Date(due.getTime() - dayMs), zone)} ${remindingAt}`, zone)
  return shown({
    body: fill(says.body, { text, source }),
    to: said.scope.class ?? said.scope.college ?? '',
    at: before && before > now ? `${isoDay(before, zone)}T${remindingAt}` : '',
    title: said.name,
    question: fill(says.question, { name: said.name }),
    text,
    source: { doc: notice.number ?? notice.title, clause: said.clause, date: notice.issued ?? isoDay(now, zone) },
  })
}
