import type { KeptNotice, NoticeClause } from '../../core/content/notice.ts'
import type { NoticeProposal } from '../../notice/proposal.ts'
import type { NoticeLine } from '../../notice/structure.ts'
import type { IntakeWords } from './words.ts'

const numbered =
  /([\u4e00-\u9fff][\u4e00-\u9fff（）()]{0,15})\s*[〔﹝[［【(（]\s*(20\d{2})\s*[〕﹞\]］】)）]\s*第?\s*(\d{1,4})\s*号/
const titled = /通知|公告|通告|方案|安排|须知|办法|指南/

/** What a notice calls itself: its title (else the name of its file), and its number where it has one. */
export function namesOfNotice(lines: readonly NoticeLine[], file: string): Pick<KeptNotice, 'title' | 'number'> {
  const head = lines.filter(line => line.part === 'title').map(line => line.text)
  const [, of, year, serial] = head.map(text => numbered.exec(text)).find(found => found !== null) ?? []
  const titles = head.map(text => text.replace(numbered, '').trim()).filter(text => text !== '')
  const title = titles.find(text => titled.test(text)) ?? titles[0] ?? file.replace(/\.\w{1,5}$/, '')
  // However it is typed, it is written in these brackets.
  const number = of && `${of.replaceAll('(', '（').replaceAll(')', '）')}〔${year}〕${serial}号`
  return { title: title.slice(0, 100), number: number ?? null }
}

/** A line as it is kept: a row of a table as a whole, under what stands above the table. */
function clauseOf({ clause, titles, text, row }: NoticeLine): NoticeClause {
  if (!row) return { clause, titles, text }
  const above = [...titles, row.caption, row.headers.join(' | ')].filter(one => one.trim() !== '')
  return { clause, titles: [...new Set(above)], text: row.cells.filter(cell => cell !== '').join(' | ') }
}

/** The clauses from which something is proposed, each once. Name lists in attachments and whatever else nothing is proposed from are not among them. */
export function clausesProposed(lines: readonly NoticeLine[], proposals: readonly NoticeProposal[]): NoticeClause[] {
  const byClause = Map.groupBy(lines.map(clauseOf), line => line.clause)
  const found = proposals.map(
    ({ clause, words }) =>
      byClause.get(clause)?.find(line => line.text.includes(words)) ?? { clause, titles: [], text: words },
  )
  return [...new Map(found.map(line => [`${line.clause} ${line.text}`, line])).values()]
}

/** The clause that a proposal comes from. */
export const clauseFor = (clauses: readonly NoticeClause[], { clause, words }: NoticeProposal): NoticeClause =>
  clauses.find(one => one.clause === clause && one.text.includes(words)) ?? { clause, titles: [], text: words }

/** The numbers of the duties that something to do touches, by its words and the heading that it stands under. */
export function dutiesTouched({ titles, text }: NoticeClause, said: NoticeProposal, { duties }: IntakeWords): number[] {
  if (said.kind !== 'duty' && said.kind !== 'task') return []
  const numbersIn = (where: string) =>
    Object.entries(duties).flatMap(([number, { words }]) =>
      words.some(group => group.split(/\s+/).every(word => where.includes(word))) ? [Number(number)] : [],
    )
  const own = numbersIn(said.words)
  return own.length > 0 ? own : numbersIn(`${titles.at(-1) ?? ''} ${text}`)
}
