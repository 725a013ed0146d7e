import { html } from 'hono/html'
import { contributionRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import { labelledAnswers } from '../../../office/desk/anthology.ts'
import { picturesOfContribution } from '../../../office/desk/contributions.ts'
import { oneRecord } from '../../../office/desk/records.ts'
import { dateText } from '../../../time/shown.ts'
import type { View, Visit } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { gallery } from '../../parts/gallery.ts'
import { card, facts, notice, section, time } from '../../parts/pieces.ts'
import { followBadge } from './follow.ts'
import type { RecordPageWords } from './words.ts'

/** One record whole; null where there is none of this number for whoever looks. */
export async function recordPage(visit: Visit, say: RecordPageWords): Promise<View | null> {
  const rules = contributionRulesOf(visit.content)
  const came = await visit.act(oneRecord, rules, { number: visit.item })
  if ('refused' in came) return null
  const { record, title, day, classes, follow } = came.done.view
  const { number, writer } = record
  const isDone = record.followedAt !== null
  const press = isDone
    ? pressButton(visit, 'open', { button: say.acts.open, look: 'quiet', values: { number } })
    : pressButton(visit, 'done', { button: say.acts.done, values: { number } })
  const kept = picturesOfContribution(record)
  const isOwn = rules.flows.current.get(record.flow)?.submits?.records?.readers === 'writer'
  const pictures = gallery(`/desk/records/picture/${number}`, kept, n => fill(say.one.picture, { number, n }))
  return {
    title: day === '' ? title : `${title} · ${dateText(day)}`,
    up: { to: '/desk/records', label: say.one.up },
    main: html`${isOwn ? notice(say.one.own) : ''}${card({
      title: number,
      marks: followBadge(say, { ...came.done.view, isDone }),
      lines: facts([
        [say.columns.writer, writer.name || say.left],
        [say.columns.where, classes.map(c => `${c.college} ${c.name}`).join('、') || writer.college],
        [say.one.at, time(visit, record.at)],
      ]),
      acts: follow === '' ? '' : press,
    })}${section(say.one.what, facts(labelledAnswers(rules, record).map(a => [a.label, a.text] as const)))}${kept.length > 0 ? section(say.one.pictures, pictures) : ''}`,
  }
}
