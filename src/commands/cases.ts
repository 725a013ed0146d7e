import { writeFileSync } from 'node:fs'
import { maySeeCrisis } from '../bot/case/right.ts'
import { loadContent } from '../bot/content.ts'
import { may } from '../bot/rights.ts'
import type { CrisisCase } from '../core/case.ts'
import { type Identity, stranger } from '../core/roster.ts'
import { systemClock } from '../main.ts'
import { clockText, unitText } from '../safety/tell.ts'
import { makeCaseBook } from '../store/case-book.ts'
import { type Database, openDatabase } from '../store/open.ts'
import { rosterReads } from '../store/roster.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'

/** Cases: how well scams are recognized, the labelled data, and for the entitled the crises. */
export const cases: Command = {
  name: 'cases',
  usage: 'cases [--json] [--export FILE.tsv] [--crisis --as NUMBER] [--data DIR]',
  summary: '反诈案件的数目和准确率；导出老师标过的数据；有权限的老师看求助案件',
  details: [
    '  --export FILE.tsv     把标过“属实”“误报”的案件写成一行一条：种类、把握、分数、标记、文字（数字已遮住）',
    '  --crisis --as NUMBER  求助案件，只给名册上负责的老师看，每次都记在审计里',
    dataHelp,
    '  --json                以 JSON 输出',
  ],
  options: {
    ...dataOption,
    json: { type: 'boolean' },
    export: { type: 'string' },
    crisis: { type: 'boolean' },
    as: { type: 'string' },
  },
  async run({ values }) {
    const config = configFor(values)
    const database = await openDatabase(config.data, { shared: true })
    try {
      if (values.crisis) return await listCrises(database, values, config)
      const book = makeCaseBook(database)
      if (typeof values.export === 'string') {
        const rows = await book.labelled()
        writeFileSync(values.export, rows.map(r => `${tsv([r.type, r.grade, r.score, r.mark, r.text])}\n`).join(''))
        console.log(`写了 ${rows.length} 条到 ${values.export}。`)
        return 0
      }
      const kinds = await book.kinds()
      const unacknowledged = await book.unacknowledged()
      if (values.json) console.log(JSON.stringify({ kinds, unacknowledged }))
      else for (const line of table(kinds, unacknowledged)) console.log(line)
      return 0
    } finally {
      await database.close()
    }
  },
}

const tsv = (cells: readonly (string | number)[]) => cells.map(c => String(c).replace(/[\t\r\n]+/g, ' ')).join('\t')

function table(kinds: Awaited<ReturnType<ReturnType<typeof makeCaseBook>['kinds']>>, unacknowledged: number): string[] {
  const lines = kinds.map(({ type, all, open, confirmed, false: wrong, precision }) => {
    const share = precision === null ? '还没标' : `${(100 * precision).toFixed(0)} %`
    return `  ${type}  共 ${all}  待看 ${open}  属实 ${confirmed}  误报 ${wrong}  准确率 ${share}`
  })
  const all = kinds.reduce((sum, k) => sum + k.all, 0)
  return [
    `反诈案件 ${all} 件：`,
    ...lines,
    `没有人确认的求助案件 ${unacknowledged} 件（有权限的老师用 farewell cases --crisis --as 工号 看）。`,
  ]
}

async function listCrises(
  database: Database,
  values: Arguments['values'],
  places: ReturnType<typeof configFor>,
): Promise<number> {
  const reader = values.as
  if (typeof reader !== 'string')
    return misuse({ where: '--crisis', what: '要写明是谁在看', cure: 'farewell cases --crisis --as 工号' })
  const at = systemClock.now().getTime()
  const book = makeCaseBook(database)
  const who = await staffOf(database, reader)
  if (!may(who, 'see-cases')) {
    await book.refused(reader, at)
    return misuse({ where: reader, what: '不能看求助案件', cure: '只有名册上负责的老师可以看' })
  }
  const found = await book.crises({ reader, at }, one => maySeeCrisis(who, one))
  if (values.json) {
    console.log(JSON.stringify(found.map(({ person: _, ...one }) => one)))
    return 0
  }
  const { caseWords } = loadContent(places)
  console.log(`求助案件 ${found.length} 件：`)
  for (const one of found) console.log(`  ${crisisOnOneLine(one, { words: caseWords, zone: places.zone })}`)
  return 0
}

function crisisOnOneLine(
  one: CrisisCase,
  { words, zone }: { words: ReturnType<typeof loadContent>['caseWords']; zone: string },
): string {
  const { crisis, desk } = words
  const told = one.told.map(t => `${t.name} ${clockText(t.at, zone)}`).join('、')
  const state = `${desk.crisisStates[one.state]}${one.by === '' ? '' : `（${one.by}）`}`
  return `${one.number}  ${crisis.grades[one.grade]}  ${one.name}${unitText(one.unit)}  ${clockText(one.at, zone)}  ${state}  ${one.excerpt}  告诉过：${told || '没有人'}`
}

/** A member of staff by number, as rights are asked for. */
async function staffOf(database: Database, number: string): Promise<Identity> {
  const person = await rosterReads(database.db).person(number)
  if (!person) return stranger
  const { name, role, scope } = person
  return { number, name, role, home: null, scope }
}
