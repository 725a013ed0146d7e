import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { enrol } from '../../office/people/enrol.ts'
import { changesOf } from '../../office/people/list/changes.ts'
import { type FaultGroup, faultPlaces } from '../../office/people/list/faults.ts'
import type { ImportPlan } from '../../office/people/list/import.ts'
import type { SheetColumns } from '../../office/people/list/listing.ts'
import type { ListNote } from '../../office/people/list/notes.ts'
import type { RosterWords } from '../../office/people/words.ts'
import { misuse } from '../command.ts'
import { print, printJson, row } from '../print.ts'
import { doneIn, type RosterWork } from '../roster-work.ts'

/** How many rows of each kind are printed; JSON has them all. */
const most = 50

/** `farewell roster import`: what a file would change, and with `--apply` the change. */
export async function importFile(work: RosterWork): Promise<number> {
  const { values, positionals } = work
  const [path] = positionals
  if (!path) return misuse({ where: 'FILE', what: '没有写文件', cure: 'farewell roster import 名单.xlsx' })
  const said = (name: string) => (typeof values[name] === 'string' ? values[name] : '')
  // Loaded here: the spreadsheet library is large, and the running bot never needs it.
  const { readListed } = await import('../../office/people/list/listing.ts')
  const [applies, removes] = [values.apply === true, values['remove-missing'] === true]
  const facts = { college: said('college'), className: said('class'), withHidden: values['with-hidden'] === true }
  const bytes = readFile(path)
  const list = readListed(bytes, work.shell.content.rosterWords, { ...facts, file: basename(path) })
  const plan = await doneIn(work, enrol, { list, college: facts.college, applies, removes })
  if (values.json) printJson({ ...plan, unchanged: plan.unchanged.length, isApplied: applies })
  else showPlan(plan, { isApplied: applies, removes, words: work.shell.content.rosterWords })
  const good = plan.fresh.length + plan.changed.length + plan.unchanged.length
  return good === 0 ? 1 : 0
}

function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    return misuse({
      where: path,
      what: `读不到文件（${(error as NodeJS.ErrnoException).code}）`,
      cure: '检查文件名和权限；文件名有空格要加引号',
    })
  }
}

function showPlan(
  plan: ImportPlan,
  { isApplied, removes, words }: { isApplied: boolean; removes: boolean; words: RosterWords },
): void {
  const { fresh, changed, unchanged, missing, faults, notes, columns } = plan
  const [bad, doubts] = [faults.filter(f => f.isBad), faults.filter(f => !f.isBad)]
  section(
    `新增 ${fresh.length} 人`,
    fresh.map(p => `${p.number} ${p.name} ${p.college}${p.className}`),
  )
  section(
    `变化 ${changed.length} 人`,
    changed.map(
      one =>
        `${one.after.number} ${one.after.name}：${changesOf(one, words)
          .map(c => `${c.field} ${c.from} → ${c.to}`)
          .join('；')}`,
    ),
  )
  print(`不变 ${unchanged.length} 人`)
  section(
    `有问题、没有导入 ${countOf(bad)} 处`,
    bad.map(g => groupText(g, words)),
  )
  section(
    `请核对 ${countOf(doubts)} 处`,
    doubts.map(g => groupText(g, words)),
  )
  section(
    `名册里有、文件里没有 ${missing.length} 人`,
    missing.map(p => `${p.number} ${p.name} ${p.college}${p.className}`),
  )
  section(`说明 ${notes.length} 条`, notes.map(noteText))
  section('用到的列', columns.map(columnsText))
  if (!isApplied) print('\n这只是试算，什么都没写。确认后加 --apply。')
  else
    print(
      `\n已写入名册。${missing.length > 0 && !removes ? '文件里没有的人还留着，要移走请加 --remove-missing。' : ''}`,
    )
}

function section(title: string, lines: readonly string[]): void {
  print(lines.length > 0 ? `${title}：` : title)
  for (const line of lines.slice(0, most)) print(row`  ${line}`)
  if (lines.length > most) print(`  ……还有 ${lines.length - most} 条，用 --json 看全部`)
}

const countOf = (groups: readonly FaultGroup[]) => groups.reduce((sum, { rows }) => sum + rows.length, 0)

/** One kind of fault on one line: what, where (rows that say nothing of their own together), and how it is cured. */
const groupText = (group: FaultGroup, words: RosterWords) =>
  `${group.what}（${group.rows.length} 处）：${faultPlaces(group, words.import, most).join('、')} → ${group.cure}`

const noteText = ({ says, items }: ListNote) => {
  const more = items.length > most ? `……共 ${items.length} 个` : ''
  return `${says}：${items.slice(0, most).join('、')}${more}`
}

function columnsText({ sheet, used, unused }: SheetColumns): string {
  const pairs = used.map(({ field, headers }) =>
    headers.join() === field ? field : `${field} ← ${headers.join('、')}`,
  )
  const rest = unused.length > 0 ? `；没有用：${unused.join('、')}` : ''
  return `${sheet === '' ? '' : `“${sheet}”`}${pairs.join('，')}${rest}`
}
