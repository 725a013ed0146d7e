import { readFileSync } from 'node:fs'
import { systemClock } from '../app/system.ts'
import type { ImportPlan } from '../office/people/import.ts'
import type { RowProblem } from '../office/people/listing.ts'
import { auditCommand } from '../store/audit.ts'
import { allPeople, putPeople, removePeople, samplePeople } from '../store/people/roster.ts'
import { misuse } from './command.ts'
import { print, printJson, row } from './print.ts'
import type { RosterWork } from './roster-work.ts'

/** How many rows of each kind are printed; JSON has them all. */
const most = 50

/** `farewell roster import`: what a file would change, and with `--apply` the change. */
export async function importFile({ values, positionals, database, words, by }: RosterWork): Promise<number> {
  const [path] = positionals
  if (!path) return misuse({ where: 'FILE', what: '没有写文件', cure: 'farewell roster import 名单.xlsx' })
  const college = typeof values.college === 'string' ? values.college : ''
  // Loaded here: the spreadsheet library is large, and the running bot never needs it.
  const { planImport } = await import('../office/people/import.ts')
  const plan = planImport(readFile(path), await allPeople(database), { words: words.import, college })
  const removes = values['remove-missing'] === true
  if (values.apply === true) await apply({ database, by }, plan, removes)
  if (values.json) printJson({ ...plan, unchanged: plan.unchanged.length, isApplied: values.apply === true })
  else showPlan(plan, { isApplied: values.apply === true, removes })
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

async function apply(
  { database, by }: Pick<RosterWork, 'database' | 'by'>,
  plan: ImportPlan,
  removes: boolean,
): Promise<void> {
  const now = systemClock.now()
  const { fresh, changed, unchanged, missing } = plan
  // Those who did not change too: that the school still names them keeps them on the roster.
  const named = [...fresh, ...changed.map(c => c.after), ...unchanged]
  // Made-up people have no place beside real ones.
  const samples = named.length > 0 ? await samplePeople(database) : []
  const gone = [...samples, ...(removes ? missing.map(p => p.number) : [])]
  const bad = plan.problems.filter(p => p.isBad).length
  const detail = `new ${fresh.length} changed ${changed.length} unchanged ${unchanged.length} removed ${gone.length} bad ${bad}`
  await database.transact(async db => {
    await putPeople(db, named, now)
    await removePeople(db, gone)
    await auditCommand(db, { act: 'roster-import', detail, by }, now)
  })
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
