import { readFileSync } from 'node:fs'
import type { ImportPlan } from '../office/people/import.ts'
import type { RowProblem } from '../office/people/listing.ts'
import { misuse } from './command.ts'
import { print, printJson, row } from './print.ts'
import { doneIn, type RosterWork } from './roster-work.ts'

/** How many rows of each kind are printed; JSON has them all. */
const most = 50

/** `farewell roster import`: what a file would change, and with `--apply` the change. */
export async function importFile(work: RosterWork): Promise<number> {
  const { values, positionals } = work
  const [path] = positionals
  if (!path) return misuse({ where: 'FILE', what: '没有写文件', cure: 'farewell roster import 名单.xlsx' })
  const college = typeof values.college === 'string' ? values.college : ''
  // Loaded here: the spreadsheet library is large, and the running bot never needs it.
  const { enrol } = await import('../office/people/enrol.ts')
  const [applies, removes] = [values.apply === true, values['remove-missing'] === true]
  const plan = await doneIn(work, enrol, { bytes: readFile(path), college, applies, removes })
  if (values.json) printJson({ ...plan, unchanged: plan.unchanged.length, isApplied: applies })
  else showPlan(plan, { isApplied: applies, removes })
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

function showPlan(plan: ImportPlan, { isApplied, removes }: { isApplied: boolean; removes: boolean }): void {
  const { fresh, changed, unchanged, missing, problems } = plan
  const bad = problems.filter(p => p.isBad)
  const warnings = problems.filter(p => !p.isBad)
  section(
    `新增 ${fresh.length} 人`,
    fresh.map(p => `${p.number} ${p.name} ${p.college}${p.className}`),
  )
  section(
    `变化 ${changed.length} 人`,
    changed.map(
      ({ before, after, fields }) =>
        `${after.number} ${after.name}：${fields.map(f => change(f, before, after)).join('；')}`,
    ),
  )
  print(`不变 ${unchanged.length} 人`)
  section(`有问题、没有导入 ${bad.length} 处`, bad.map(describe))
  section(`请核对 ${warnings.length} 处`, warnings.map(describe))
  section(
    `名册里有、文件里没有 ${missing.length} 人`,
    missing.map(p => `${p.number} ${p.name} ${p.college}${p.className}`),
  )
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

const change = (field: string, before: object, after: object) => {
  const text = (of: object) => {
    const value = (of as Record<string, unknown>)[field]
    return typeof value === 'string' ? value || '空' : `${(value as unknown[]).length} 个`
  }
  return `${fieldNames[field] ?? field} ${text(before)} → ${text(after)}`
}

const fieldNames: Record<string, string> = {
  name: '姓名',
  role: '身份',
  college: '学院',
  className: '班级',
  dorm: '宿舍',
  loan: '贷款',
  counselor: '辅导员',
  scope: '负责班级',
}

const describe = ({ sheet, row, what, cure }: RowProblem) =>
  `${sheet === '' ? '' : `“${sheet}”`}${row === null ? '整个文件' : `第 ${row} 行`}：${what} → ${cure}`
