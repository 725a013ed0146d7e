import { writeFileSync } from 'node:fs'
import { type Shell, withShell } from '../app/shell.ts'
import { caseRulesOf } from '../bot/office.ts'
import { type CrisisCase, caseNumberIn } from '../core/case.ts'
import { type CrisisCount, countsOf, type KindCount, labelLine, takeLabels } from '../office/cases/counts.ts'
import type { CaseOutcome, CaseRefusal, CaseRules } from '../office/cases/ground.ts'
import { acknowledge, markCase } from '../office/cases/manage.ts'
import { passCrisisOn } from '../office/cases/pass.ts'
import { listCases, showCase } from '../office/cases/read.ts'
import { crisisLine, scamLine } from '../office/cases/show.ts'
import { unitText } from '../office/cases/tell.ts'
import type { Act } from '../office/outcome.ts'
import { minuteText } from '../time/shown.ts'
import { actingAs, actorNamed } from './actor.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, doneOf, misuse } from './command.ts'
import { print, printJson, row } from './print.ts'

type Values = Arguments['values']

/** Cases: how well scams and crises are recognized, the labelled data, and for the entitled the cases themselves. */
export const casesCommand: Command = {
  name: 'cases',
  usage: 'cases [--json] [--export FILE.tsv] [--crisis --as NUMBER] [list|show|mark|ack|pass …] [--data DIR]',
  summary: '反诈和求助各类的数目和准确率；导出老师标过的数据；有权限的老师看案件、标记、确认',
  details: [
    '  --export FILE.tsv     把标过“属实”“误报”的写成一行一条，没有表头，七列：scam 或 crisis、种类、把握（求助是紧急程度）、',
    '                        分数（求助没有）、标记 confirmed 或 false、文字（数字已遮住）、说的是谁（只有求助有）；',
    '                        不带是谁，也不带案件编号',
    '  --crisis --as NUMBER  求助案件，只给名册上负责的老师看，每次都记在审计里',
    '  list --as NUMBER      自己负责的全部案件',
    '  show C03 --as NUMBER  看一件',
    '  mark C03 属实|误报 --as NUMBER',
    '  ack C03 --as NUMBER [--contacted]   记下由谁跟进；--contacted 是已经联系上了',
    '  pass C03 姓名或工号 --as NUMBER   转交给另一位负责的老师，小助手会告诉 TA',
    dataHelp,
    '  --json                以 JSON 输出',
  ],
  options: {
    ...dataOption,
    json: { type: 'boolean' },
    export: { type: 'string' },
    crisis: { type: 'boolean' },
    contacted: { type: 'boolean' },
    as: { type: 'string' },
  },
  run: ({ values, positionals }) =>
    withShell(configFor(values), async shell => {
      const [act, ...rest] = positionals
      if (act !== undefined) return manage(shell, { act, rest, values })
      if (values.crisis) return listCrises(shell, values)
      return typeof values.export === 'string' ? exportLabels(shell, values, values.export) : count(shell, values)
    }),
}

/** Does an act for whoever `--as` names, and throws why it was refused as a problem. */
async function done<Input, What extends { says: string }>(
  shell: Shell,
  values: Values,
  act: Act<CaseRules, Input, What, CaseRefusal>,
  input: Input,
): Promise<What> {
  const actor = await actorNamed(shell, values)
  return allowed(actor.number!, await shell.perform(act, { rules: caseRulesOf(shell.content), actor, input }))
}

function allowed<What extends { says: string }>(where: string, outcome: CaseOutcome<What>): What {
  return doneOf(outcome, { where, cure: '只有名册上负责的老师可以看' })
}

async function manage(
  shell: Shell,
  { act, rest, values }: { act: string; rest: string[]; values: Values },
): Promise<number> {
  const [named = '', word] = rest
  const number = caseNumberIn(named) ?? named
  const { right, wrong } = shell.content.caseWords.desk
  if (act === 'list') return listAll(shell, values)
  // Indented: what others wrote begins no line of a terminal.
  if (act === 'show') print((await done(shell, values, showCase, { number })).says.replace(/^/gm, '  '))
  else if (act === 'mark' && (word === right || word === wrong))
    print((await done(shell, values, markCase, { number, mark: word === right ? 'confirmed' : 'false' })).says)
  else if (act === 'ack')
    print((await done(shell, values, acknowledge, { number, hasSpoken: values.contacted === true })).says)
  else if (act === 'pass') print((await done(shell, values, passCrisisOn, { number, to: word ?? '' })).says)
  else
    return misuse({
      where: 'cases',
      what: `不认识“${[act, ...rest].join(' ')}”`,
      cure: `farewell cases mark C03 ${right}|${wrong} --as 工号`,
    })
  return 0
}

async function listAll(shell: Shell, values: Values): Promise<number> {
  const { crises, scams } = await done(shell, values, listCases, { most: Number.POSITIVE_INFINITY })
  const rules = caseRulesOf(shell.content)
  print(`案件 ${crises.length + scams.length} 件：`)
  for (const line of [...crises.map(c => crisisLine(rules, c)), ...scams.map(c => scamLine(rules, c))])
    print(row`  ${line}`)
  return 0
}

async function exportLabels(shell: Shell, values: Values, file: string): Promise<number> {
  const actor = await actingAs(shell, values)
  const rules = caseRulesOf(shell.content)
  const { labels } = allowed('--as', await shell.perform(takeLabels, { rules, actor, input: { of: 'all' } }))
  writeFileSync(file, labels.map(labelLine).join(''))
  print(`写了 ${labels.length} 条到 ${file}。`)
  return 0
}

async function count({ read, content }: Shell, { json }: Values): Promise<number> {
  const tally = await read.cases.tally()
  const counts = { ...countsOf(tally), unacknowledged: tally.unacknowledged }
  if (json) printJson(counts)
  else for (const line of table(counts, content.caseWords.crisis.kinds)) print(line)
  return 0
}

function table(
  { kinds, crises, unacknowledged }: { kinds: KindCount[]; crises: CrisisCount[]; unacknowledged: number },
  names: CaseRules['words']['crisis']['kinds'],
): string[] {
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

async function listCrises(shell: Shell, values: Values): Promise<number> {
  const { crises } = await done(shell, values, listCases, { most: Number.POSITIVE_INFINITY })
  if (values.json) {
    printJson(crises.map(({ person: _, ...one }) => one))
    return 0
  }
  print(`求助案件 ${crises.length} 件：`)
  for (const one of crises) print(`  ${crisisOnOneLine(one, caseRulesOf(shell.content))}`)
  return 0
}

function crisisOnOneLine(one: CrisisCase, { words, zone }: CaseRules): string {
  const { crisis, desk } = words
  const told = one.told.map(t => `${t.name} ${minuteText(t.at, zone)}`).join('、')
  const state = `${desk.crisisStates[one.state]}${one.by === '' ? '' : `（${one.by}）`}`
  return row`${one.number}  ${crisis.grades[one.grade]}  ${one.name}${unitText(one.unit)}  ${minuteText(one.at, zone)}  ${state}  ${one.excerpt}  告诉过：${told || '没有人'}`
}
