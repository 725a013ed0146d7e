import { ownContent } from '../app/content.ts'
import { modelLine, modelProblems } from '../app/model/opening.ts'
import { withRoster } from '../app/shell.ts'
import { systemClock } from '../app/system.ts'
import { readWhole } from '../app/whole.ts'
import type { Content } from '../bot/content.ts'
import { playExamples } from '../bot/play.ts'
import type { Layer } from '../core/content/item.ts'
import { describeProblem, type Problem, ProblemsError } from '../core/errors.ts'
import type { RosterReads } from '../core/roster.ts'
import { originText } from '../knowledge/values.ts'
import { warningsOfDates } from '../office/content/warnings.ts'
import { type Coverage, coverageOf, namesOfNobody, whomSaid } from '../office/people/published.ts'
import { type Dormant, dormant } from '../office/reminders/coming.ts'
import { wallTime } from '../time/calendar.ts'
import { type Command, configFor, dataHelp, dataOption } from './command.ts'
import { print } from './print.ts'

/** Checks all content and configuration; one report with every problem. */
export const checkCommand: Command = {
  name: 'check',
  usage: 'check [--values]',
  summary: '检查全部内容和设置，一次报告所有问题',
  details: [
    '  --values     再列出 school.yaml 的每一项：值、给谁的、写在哪一行',
    dataHelp,
    '',
    '有问题时退出码为 1。还没填的学校信息和该复核的条目只提醒，不算错。数据目录里有名册时，也核对按学院、楼栋、班级填的名称。',
  ],
  options: { ...dataOption, values: { type: 'boolean' } },
  async run({ values }) {
    const problems: Problem[] = []
    let places: Places = { knowledge: 'knowledge', flows: 'flows', zone: 'Asia/Shanghai', data: '', model: null }
    try {
      places = configFor(values)
      problems.push(...modelProblems(places))
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error
      problems.push(...error.problems)
    }
    const layer = await ownContentOf(places.data, problems)
    const { content, problems: faults } = readWhole({ ...places, layer })
    const homes = content ? await placesOnRoster(places.data, problems) : []
    problems.push(
      ...faults,
      ...(content?.knowledge.laid.leftOut ?? []),
      ...(content ? [...(await examplesThatFail(content)), ...unknownNames(content, homes)] : []),
    )
    if (problems.length > 0) {
      print(`有 ${problems.length} 个问题：\n${problems.map(p => `  ${describeProblem(p)}`).join('\n')}`)
      return 1
    }
    for (const note of notesOn(content!, homes, places.zone)) print(note)
    print(modelLine(places))
    if (values.values) for (const line of valueLines(content!)) print(line)
    return 0
  },
}

/** What is read of the settings. */
type Places = Pick<ReturnType<typeof configFor>, 'knowledge' | 'flows' | 'zone' | 'data' | 'model'>

type Homes = Awaited<ReturnType<RosterReads['places']>>

/** The school's own content; nothing where there is no data folder yet. */
async function ownContentOf(data: string, problems: Problem[]): Promise<Layer> {
  try {
    return await ownContent(data)
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error
    problems.push(...error.problems)
    return []
  }
}

/** Where the students of the roster belong; nobody where there is no data folder yet. */
async function placesOnRoster(data: string, problems: Problem[]): Promise<Homes> {
  try {
    return await withRoster(data, roster => roster.places(), [])
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error
    problems.push(...error.problems)
    return []
  }
}

const unknownNames = ({ knowledge: { school, phrases } }: Content, homes: Homes) =>
  namesOfNobody(school, homes, phrases.circles)

/** What is not wrong, and worth knowing. */
function notesOn(content: Content, homes: Homes, zone: string): string[] {
  const { knowledge, flows, reminders } = content
  const entries = [...knowledge.entries.values()]
  const { year, month, day } = wallTime(systemClock.now(), zone)
  const today = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const due = entries.filter(e => e.reviewBy < today)
  const { fields, specials, isSample } = knowledge.school
  const unset = [...fields.values()].filter(f => f.value === null && !specials.has(f.key))
  return [
    `没有问题：${entries.length} 个条目，${entries.reduce((sum, e) => sum + e.asks.length, 0)} 种问法，${flows.current.size} 个流程，${reminders.length} 个定时提醒。`,
    ...(isSample ? ['提醒：knowledge/school.yaml 还是示例学校，不能接真实渠道。'] : []),
    ...(unset.length > 0 ? [`提醒：学校还没公布 ${unset.length} 项：${unset.map(f => f.label).join('、')}`] : []),
    ...coverageOf(knowledge.school, homes).map(covered => coverageLine(covered, content)),
    ...warningsOfDates({ words: content.editingWords, content }, knowledge.school, systemClock.now()).map(
      w => `提醒：${w}`,
    ),
    ...notesOnReminders(content, zone),
    ...(due.length > 0 ? [`提醒：${due.length} 个条目该复核了：${due.map(e => e.id).join(' ')}`] : []),
  ]
}

/** The most classes that a line names. */
const mostNamed = 10

/** Of a field that is set for parts of the school: for which, and whom on the roster that leaves out. */
function coverageLine({ field, without, unsure }: Coverage, { knowledge: { school, phrases } }: Content): string {
  const parts = school.specials.get(field.key)!.map(({ for: whom }) => whomSaid(whom, phrases.circles))
  const { classes } = without
  const named = `${classes.slice(0, mostNamed).join('、')}${classes.length > mostNamed ? ` 等 ${classes.length} 个班` : ''}`
  return [
    `${field.label}：${field.value === null ? '' : '全校一个值，'}另有 ${parts.length} 个：${parts.slice(0, mostNamed).join('；')}`,
    ...(without.students > 0 ? [`名册里 ${without.students} 人还没有：${named}`] : []),
    ...(unsure.students > 0
      ? [`名册里 ${unsure.students} 人不知道是哪个${unsure.by.map(c => phrases.circles[c]).join('、')}的，可能不同`]
      : []),
  ].join('；')
}

/** Every field with its values, whom each is for, and where it stands. */
function valueLines({ knowledge: { school, phrases } }: Content): string[] {
  return [...school.general.values()].flatMap(field => {
    const specials = (school.specials.get(field.key) ?? []).map(({ for: whom, value, isSample, ...origin }) => {
      const from = originText({ from: { ...origin, for: whom }, isSample, counselor: '' })
      return `    ${whomSaid(whom, phrases.circles)}  ${value}  ${from}`
    })
    return [
      `${field.key}  ${field.label}  ${field.value ?? '（没有）'}  ${originText(field) ?? ''}`.trimEnd(),
      ...specials,
    ]
  })
}

/** Flows whose examples do not play as written. */
async function examplesThatFail(content: Content): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const flow of content.flows.current.values())
    for (const { example, line, expected, said } of await playExamples(content, flow))
      problems.push({
        where: `flows/${flow.name}.yaml`,
        line: null,
        what: `例子“${example}”第 ${line} 句：要有“${expected}”，实际说的是“${said.slice(0, 200)}”`,
        cure: '改流程或改例子',
      })
  return problems
}

/** Reminders that sleep for want of a date, and years whose holidays nobody has told. */
function notesOnReminders(content: Content, zone: string): string[] {
  const now = systemClock.now()
  const asleep = dormant(content, now)
  const { year, month } = wallTime(now, zone)
  const unknown = (month >= 11 ? [year, year + 1] : [year]).filter(y => !content.calendar.isKnown(y))
  const sleeping = (of: Dormant['why'], because: string) => {
    const titles = asleep.filter(({ why }) => why === of).map(({ reminder }) => reminder.title)
    return titles.length > 0 ? [`提醒：${titles.length} 个定时提醒${because}，不会运行：${titles.join('、')}`] : []
  }
  return [
    ...sleeping('unset', '因为学校日期没公布'),
    ...sleeping('defect', '算不出下一次是什么时候'),
    ...unknown.map(
      y =>
        `提醒：${y} 年的节假日安排还没有数据，按周一到周五、法定节日放假算，补假和调休上班的日子不知道；公布以后可以填进 knowledge/calendar.yaml`,
    ),
  ]
}
