import { writeFileSync } from 'node:fs'
import { systemClock } from '../app/system.ts'
import { maySeeCrisis } from '../bot/case/right.ts'
import { loadContent } from '../bot/content.ts'
import type { CrisisCase } from '../core/case.ts'
import { type Identity, stranger } from '../core/roster.ts'
import { may } from '../office/rights.ts'
import { clockText, unitText } from '../safety/tell.ts'
import type { CaseWords } from '../safety/words.ts'
import { writeAudit } from '../store/audit.ts'
import { type CrisisCount, type KindCount, type Labelled, makeCaseBook } from '../store/case-book.ts'
import { type Database, openDatabase } from '../store/open.ts'
import { rosterReads } from '../store/roster.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { print, printJson, row } from './print.ts'

/** Cases: how well scams and crises are recognized, the labelled data, and for the entitled the crises themselves. */
export const cases: Command = {
  name: 'cases',
  usage: 'cases [--json] [--export FILE.tsv] [--crisis --as NUMBER] [--data DIR]',
  summary: '反诈和求助各类的数目和准确率；导出老师标过的数据；有权限的老师看求助案件',
  details: [
    '  --export FILE.tsv     把标过“属实”“误报”的写成一行一条，没有表头，七列：scam 或 crisis、种类、把握（求助是紧急程度）、',
    '                        分数（求助没有）、标记 confirmed 或 false、文字（数字已遮住）、说的是谁（只有求助有）；',
    '                        不带是谁，也不带案件编号',
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
        writeFileSync(values.export, rows.map(r => `${tsv(r)}\n`).join(''))
        await writeAudit(database, { act: 'export', detail: 'cases' }, systemClock.now())
        print(`写了 ${rows.length} 条到 ${values.export}。`)
        return 0
      }
      const counts = {
        kinds: await book.kinds(),
        crises: await book.crisisKinds(),
        unacknowledged: await book.unacknowledged(),
      }
      if (values.json) printJson(counts)
      else for (const line of table(counts, crisisNames(counts, config))) print(line)
      return 0
    } finally {
      await database.close()
    }
  },
}

/** A marked case as a line; what it does not have is left empty. */
const tsv = ({ of, type, grade, score, mark, text, about }: Labelled) =>
  [of, type, grade, score, mark, text, about].map(c => String(c ?? '').replace(/[\t\r\n]+/g, ' ')).join('\t')

type Places = ReturnType<typeof configFor>

interface Counts {
  kinds: KindCount[]
  crises: CrisisCount[]
  unacknowledged: number
}

/** What the kinds of danger are called; nothing is read where there are none. */
const crisisNames = ({ crises }: Counts, places: Places): Partial<CaseWords['crisis']['kinds']> =>
  crises.length === 0 ? {} : loadContent(places).caseWords.crisis.kinds

function table({ kinds, crises, unacknowledged }: Counts, names: ReturnType<typeof crisisNames>): string[] {
  const marks = ({ confirmed, false: wrong, precision }: Omit<CrisisCount, 'type'>) => {
    const share = precision === null ? '还没标' : `${(100 * precision).toFixed(0)} %`
    return `属实 ${confirmed}  误报 ${wrong}  准确率 ${share}`
  }
  const all = kinds.reduce((sum, k) => sum + k.all, 0)
  const marked = crises.reduce((sum, c) => sum + c.confirmed + c.false, 0)
  return [
    `反诈案件 ${all} 件：`,
    ...kinds.map(k => `  ${k.type}  共 ${k.all}  待看 ${k.open}  ${marks(k)}`),
    `标过的求助案件 ${marked} 件：`,
    ...crises.map(c => `  ${names[c.type]}  ${marks(c)}`),
    `没有人确认的求助案件 ${unacknowledged} 件（有权限的老师用 farewell cases --crisis --as 工号 看）。`,
  ]
}

async function listCrises(database: Database, values: Arguments['values'], places: Places): Promise<number> {
  const reader = values.as
  if (typeof reader !== 'string')
    return misuse({ where: '--crisis', what: '要写明是谁在看', cure: 'farewell cases --crisis --as 工号' })
  const at = systemClock.now()
  const book = makeCaseBook(database)
  const who = await staffOf(database, reader)
  if (!may(who, 'see-cases')) {
    await book.refused(reader, at)
    return misuse({ where: reader, what: '不能看求助案件', cure: '只有名册上负责的老师可以看' })
  }
  const found = await book.crises({ reader, at }, one => maySeeCrisis(who, one))
  if (values.json) {
    printJson(found.map(({ person: _, ...one }) => one))
    return 0
  }
  const { caseWords } = loadContent(places)
  print(`求助案件 ${found.length} 件：`)
  for (const one of found) print(`  ${crisisOnOneLine(one, { words: caseWords, zone: places.zone })}`)
  return 0
}

function crisisOnOneLine(one: CrisisCase, { words, zone }: { words: CaseWords; zone: string }): string {
  const { crisis, desk } = words
  const told = one.told.map(t => `${t.name} ${clockText(t.at, zone)}`).join('、')
  const state = `${desk.crisisStates[one.state]}${one.by === '' ? '' : `（${one.by}）`}`
  return row`${one.number}  ${crisis.grades[one.grade]}  ${one.name}${unitText(one.unit)}  ${clockText(one.at, zone)}  ${state}  ${one.excerpt}  告诉过：${told || '没有人'}`
}

/** A member of staff by number, as rights are asked for. */
async function staffOf(database: Database, number: string): Promise<Identity> {
  const person = await rosterReads(database.db).person(number)
  if (!person) return stranger
  const { name, role, scope } = person
  return { number, name, role, home: null, scope }
}
