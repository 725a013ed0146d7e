import { html } from 'hono/html'
import { ledgerRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import { largestPicture } from '../../../core/asset.ts'
import { type Ledger, seeLedger } from '../../../office/ledger/ledger.ts'
import { dayMs } from '../../../time/days.ts'
import { dateText, isoDay } from '../../../time/shown.ts'
import { definePage, type Html, type View, type Visit } from '../../desk.ts'
import { partSelect } from '../../parts/care.ts'
import { filters, tabs } from '../../parts/form.ts'
import { withQuery } from '../../parts/pager.ts'
import { unitAsked } from '../../parts/part.ts'
import { download, notice } from '../../parts/pieces.ts'
import { reportActs } from './acts.ts'
import { collegeTable } from './colleges.ts'
import { dutyList } from './duties.ts'
import { isReportFile, reportFile } from './files.ts'
import { pictureList } from './pictures.ts'
import { type ReportPageWords, reportPageWords } from './words.ts'

/** 报送: the duties of the notice with what there is of each, and the term's report to take away. */
export const reportPage = definePage<ReportPageWords>({
  name: 'report',
  right: 'make-report',
  words: reportPageWords,
  show: async (visit, say) => (isReportFile(visit.item) ? null : wholeView(visit, say)),
  acts: reportActs,
  file: reportFile,
  mostBytes: largestPicture + 64 * 1024,
})

const ways = ['duties', 'pictures', 'colleges'] as const

async function wholeView(visit: Visit, say: ReportPageWords): Promise<View | null> {
  if (visit.item !== '') return null
  const rules = ledgerRulesOf(visit.content)
  const input = { unit: unitAsked(visit) }
  const came = await visit.desk.look(seeLedger, { rules, actor: visit.actor, input })
  const head = await filtersOf(visit, say)
  if ('refused' in came) return { title: say.title, main: html`${notice(came.refused.says, 'bad')}${head}` }
  const { ledger, colleges, material } = came.done
  const of = ways.find(way => way === visit.query('of')) ?? 'duties'
  const shown = ways.filter(way => way !== 'colleges' || colleges.length > 0)
  const list = tabs(
    say.tabs.label,
    shown.map(way => {
      const to = withQuery(visit, { of: way === 'duties' ? null : way })
      return { to, label: say.tabs[way], isOn: way === of }
    }),
  )
  const below =
    of === 'pictures'
      ? pictureList(visit, say, material)
      : of === 'colleges'
        ? collegeTable(visit, say, colleges)
        : dutyList(visit, say, ledger)
  return { title: say.title, main: html`${standing(visit, say, ledger)}${head}${list}${below}` }
}

/** How many duties have material, by when the report is due, and the files to take away. */
function standing(visit: Visit, say: ReportPageWords, { all, with: has, deadline, mailbox }: Ledger): Html {
  const counted = fill(say.intro, { all, with: has, left: all - has })
  const where = mailbox === null ? say.noMailbox : fill(say.mailbox, { mailbox })
  const file = (name: string, label: string) => download(withQuery(visit, { of: null }, `/desk/report/${name}`), label)
  return html`${notice(html`${counted}${dueText(visit, say, deadline?.at ?? null)}${where}`, all === has ? 'good' : 'warn')}
    <div class="row">${file('summary.docx', say.files.word)}${file('archive.zip', say.files.archive)}</div><p class="note">${say.files.note}</p>`
}

function dueText({ now, zone }: Visit, say: ReportPageWords, at: Date | null): string {
  if (at === null) return say.undated
  const [today, due] = [isoDay(now, zone), isoDay(at, zone)]
  const days = Math.round((Date.parse(due) - Date.parse(today)) / dayMs)
  const day = dateText(due)
  if (days < 0) return fill(say.over, { day })
  return days === 0 ? fill(say.today, { day }) : fill(say.due, { day, days })
}

async function filtersOf(visit: Visit, { filters: words }: ReportPageWords): Promise<Html> {
  const of = visit.query('of')
  return filters(
    visit,
    html`<input type="hidden" name="of" value="${of}" />${await partSelect(visit, words)}`,
    words.button,
  )
}
