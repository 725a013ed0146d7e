import { html } from 'hono/html'
import { z } from 'zod'
import { each, fill, sentence } from '../../content/words.ts'
import { numberOfOwner } from '../../core/roster.ts'
import type { AuditRecord } from '../../core/work/audit.ts'
import { type AuditWish, exportAudit, readAudit } from '../../office/audit/read.ts'
import { parseInstant } from '../../time/calendar.ts'
import { tableTime } from '../../time/shown.ts'
import { definePage, type Html, type Visit } from '../desk.ts'
import { field, filters, select } from '../parts/form.ts'
import { pageAsked, pager, withQuery } from '../parts/pager.ts'
import { download, notice, time } from '../parts/pieces.ts'
import { table } from '../parts/table.ts'
import { workbook } from '../parts/workbook.ts'

const words = z.strictObject({
  title: sentence(),
  note: sentence(),
  filters: each('who', 'act', 'any', 'from', 'until', 'text', 'find'),
  badDay: sentence('day'),
  columns: each('at', 'who', 'act', 'detail', 'through'),
  caption: sentence('page'),
  none: sentence(),
  export: sentence(),
  file: sentence(),
  through: each('console', 'command-line', 'chat'),
  shell: sentence(),
  nobody: sentence(),
  /** What each act of the log is called. */
  acts: z.record(z.string(), sentence()),
})
type Words = z.infer<typeof words>

const day = 86_400_000

/** 审计: who did and looked at what. */
export const audit = definePage<Words>({
  name: 'audit',
  right: 'use-console',
  words,
  async show(visit, say) {
    if (visit.item !== '') return null
    const page = pageAsked(visit)
    const came = await visit.act(readAudit, undefined, { ...wishOf(visit), page })
    if ('refused' in came) return null
    const { lines, hasMore, staff } = came.done
    return {
      title: say.title,
      main: html`<p class="note">${say.note}</p>${filtersOf(visit, say, staff)}${faultOf(visit, say)}
        ${table(visit, lines, columnsOf(visit, say), { caption: fill(say.caption, { page }), empty: say.none })}
        ${pager(visit, { page, pages: null, hasMore })}
        <p class="acts">${download(withQuery(visit, { page: null }, '/desk/audit/export.xlsx'), say.export)}</p>`,
    }
  },
  async file(visit, say) {
    if (visit.item !== 'export.xlsx') return null
    const came = await visit.act(exportAudit, undefined, wishOf(visit))
    if ('refused' in came) return null
    const { at, who, act, detail, through } = say.columns
    const rows = came.done.lines.map(line => [
      tableTime(line.at, visit.zone),
      whoText(line, say),
      actText(line, say),
      line.detail,
      throughText(line, say),
    ])
    return workbook(say.file, [{ name: say.title, rows: [[at, who, act, detail, through], ...rows] }])
  },
})

/** What the address asks for; a day that is none is left out, which the page says. */
function wishOf(visit: Visit): AuditWish {
  const until = parseInstant(visit.query('until'), visit.zone)
  return {
    who: visit.query('who').slice(0, 100),
    act: visit.query('act').slice(0, 100),
    from: parseInstant(visit.query('from'), visit.zone),
    until: until && new Date(until.getTime() + day),
    text: visit.query('text').slice(0, 100),
  }
}

function faultOf(visit: Visit, say: Words): Html {
  const wrong = ['from', 'until'].map(visit.query).find(said => said !== '' && parseInstant(said, visit.zone) === null)
  return wrong === undefined ? '' : notice(fill(say.badDay, { day: wrong.slice(0, 30) }), 'bad')
}

function filtersOf(visit: Visit, say: Words, staff: readonly { number: string; name: string }[]): Html {
  const { who, act, any, from, until, text, find } = say.filters
  const acts = Object.entries(say.acts).sort(([, a], [, b]) => a.localeCompare(b, 'zh'))
  const options = [{ value: '', label: any }, ...acts.map(([value, label]) => ({ value, label }))]
  return filters(
    visit,
    html`${field('who', who, { type: 'search', value: visit.query('who'), among: staff.map(s => s.name) })}
      ${select('act', act, { options, value: visit.query('act') })}
      ${field('from', from, { type: 'date', value: visit.query('from') })}${field('until', until, { type: 'date', value: visit.query('until') })}
      ${field('text', text, { type: 'search', value: visit.query('text') })}`,
    find,
  )
}

const columnsOf = (visit: Visit, say: Words) => [
  { head: say.columns.act, as: 'main' as const, cell: (line: AuditRecord) => actText(line, say) },
  { head: say.columns.who, cell: (line: AuditRecord) => whoText(line, say) },
  { head: say.columns.at, cell: (line: AuditRecord) => time(visit, line.at), sort: (line: AuditRecord) => line.seq },
  { head: say.columns.detail, cell: (line: AuditRecord) => line.detail },
  { head: say.columns.through, cell: (line: AuditRecord) => throughText(line, say) },
]

const actText = ({ act }: AuditRecord, { acts }: Words) => acts[act] ?? act

function whoText({ by, name }: AuditRecord, { shell, nobody }: Words): string {
  if (by === 'shell') return shell
  const number = numberOfOwner(by)
  return number === null ? nobody : `${name} ${number}`.trim()
}

const throughText = ({ through }: AuditRecord, { through: say }: Words) =>
  through === 'console' || through === 'command-line' ? say[through] : say.chat
