import { systemClock } from '../app/system.ts'
import { type Content, readContent } from '../bot/content.ts'
import { playExamples } from '../bot/play.ts'
import { describeProblem, type Problem, ProblemsError } from '../core/errors.ts'
import { type Dormant, dormant } from '../office/reminders/coming.ts'
import { wallTime } from '../time/calendar.ts'
import { type Command, configFor, dataHelp, dataOption } from './command.ts'
import { print } from './print.ts'

/** Checks all content and configuration; one report with every problem. */
export const checkCommand: Command = {
  name: 'check',
  usage: 'check',
  summary: '检查全部内容和设置，一次报告所有问题',
  details: [dataHelp, '', '有问题时退出码为 1。还没填的学校信息和该复核的条目只提醒，不算错。'],
  options: dataOption,
  async run({ values }) {
    const problems: Problem[] = []
    let places = { knowledge: 'knowledge', flows: 'flows', zone: 'Asia/Shanghai' }
    try {
      places = configFor(values)
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error
      problems.push(...error.problems)
    }
    const { content, problems: faults } = readContent(places)
    problems.push(...faults, ...(content ? examplesThatFail(content) : []))
    if (problems.length > 0) {
      print(`有 ${problems.length} 个问题：\n${problems.map(p => `  ${describeProblem(p)}`).join('\n')}`)
      return 1
    }
    const { knowledge, flows } = content!
    const entries = [...knowledge.entries.values()]
    const { year, month, day } = wallTime(systemClock.now(), places.zone)
    const today = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    const due = entries.filter(e => e.reviewBy < today)
    const unset = [...knowledge.school.fields.values()].filter(f => f.value === null)
    print(
      `没有问题：${entries.length} 个条目，${entries.reduce((sum, e) => sum + e.asks.length, 0)} 种问法，${flows.current.size} 个流程，${content!.reminders.length} 个定时提醒。`,
    )
    if (knowledge.school.isSample) print('提醒：knowledge/school.yaml 还是示例学校，不能接真实渠道。')
    if (unset.length > 0) print(`提醒：学校还没公布 ${unset.length} 项：${unset.map(f => f.label).join('、')}`)
    for (const note of notesOnReminders(content!, places.zone)) print(note)
    if (due.length > 0) print(`提醒：${due.length} 个条目该复核了：${due.map(e => e.id).join(' ')}`)
    return 0
  },
}

/** Flows whose examples do not play as written. */
function examplesThatFail(content: Content): Problem[] {
  return [...content.flows.current.values()].flatMap(flow =>
    playExamples(content, flow).map(({ example, line, expected, said }) => ({
      where: `flows/${flow.name}.yaml`,
      line: null,
      what: `例子“${example}”第 ${line} 句：要有“${expected}”，实际说的是“${said.slice(0, 200)}”`,
      cure: '改流程或改例子',
    })),
  )
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
      y => `提醒：${y} 年的节假日安排还没有数据，按周一到周五算工作日；公布以后可以填进 knowledge/calendar.yaml`,
    ),
  ]
}
