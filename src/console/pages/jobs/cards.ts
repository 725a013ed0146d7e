import { html } from 'hono/html'
import { jobRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { Posting } from '../../../core/work/jobs.ts'
import type { PostingView } from '../../../office/jobs/list.ts'
import { dateText, isoDay } from '../../../time/shown.ts'
import type { Html, Visit } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { badge, card, facts, linkButton, notice, time } from '../../parts/pieces.ts'
import type { JobPageWords } from './words.ts'

/** A posting in a list: what it says, who brought it in, what to look at, and what one press does. */
export function postingCard(visit: Visit, say: JobPageWords, { posting, doubts }: PostingView): Html {
  const { number } = posting
  return card({
    id: number,
    title: `${posting.title} · ${posting.employer}`,
    to: `/desk/jobs/${number}`,
    marks: postingBadge(visit, say, posting),
    lines: html`${doubtsNotice(say, doubts)}${postingFacts(visit, say, posting)}`,
    acts: html`${postingPresses(visit, say, posting)}${linkButton(`/desk/jobs/${number}`, say.card.more)}`,
  })
}

/** What to look at before a posting is released. */
export const doubtsNotice = ({ card: words }: JobPageWords, doubts: readonly string[]): Html =>
  doubts.length === 0 ? '' : notice(fill(words.doubts, { doubts: doubts.join('；') }), 'warn')

const isOver = (visit: Visit, { until }: Posting) => until < isoDay(visit.now, jobRulesOf(visit.content).zone)

/** Where a posting stands, in a word. */
export function postingBadge(visit: Visit, { states }: JobPageWords, posting: Posting): Html {
  if (isOver(visit, posting)) return badge(states.over)
  const looks = { waiting: 'warn', open: 'good', returned: 'bad', ended: 'plain' } as const
  return badge(states[posting.state], looks[posting.state])
}

/** What a posting says, and who brought it in. */
export function postingFacts(visit: Visit, { card: words }: JobPageWords, posting: Posting): Html {
  const { name, unit, tags } = posting.bringer
  const where = unit ? `${unit.college} ${unit.name}` : ''
  const who =
    name === ''
      ? words.unknown
      : fill(tags.length > 0 ? words.cadre : words.role, { name, unit: where, tags: tags.join('、') })
  return facts([
    [words.place, posting.place],
    [words.kind, posting.kind],
    [words.until, dateText(posting.until)],
    [words.contact, posting.contact],
    [words.about, posting.about],
    [words.source, posting.source],
    [words.bringer, who.replace(/ · $/, '')],
    [words.at, time(visit, posting.at)],
    [words.reason, posting.reason],
  ])
}

/** What one press does to a posting, by where it stands; of one that is over nothing. */
export function postingPresses(visit: Visit, { acts: words }: JobPageWords, posting: Posting): Html {
  const values = { number: posting.number }
  if (isOver(visit, posting)) return ''
  if (posting.state === 'waiting') return pressButton(visit, 'release', { button: words.release, values })
  if (posting.state === 'open') return pressButton(visit, 'end', { button: words.end, look: 'quiet', values })
  return pressButton(visit, 'again', { button: words.again, look: 'quiet', values })
}
