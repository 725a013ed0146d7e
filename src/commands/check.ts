import { wallTime } from '../core/calendar.ts'
import { describeProblem, type Problem, ProblemsError } from '../core/errors.ts'
import { readKnowledge } from '../knowledge/load.ts'
import { systemClock } from '../main.ts'
import { type Command, configFor, dataHelp, dataOption } from './command.ts'

/** Checks all content and configuration; one report with every problem. */
export const check: Command = {
  name: 'check',
  usage: 'check',
  summary: '检查全部内容和设置，一次报告所有问题',
  details: [dataHelp, '', '有问题时退出码为 1。还没填的学校信息和该复核的条目只提醒，不算错。'],
  options: dataOption,
  async run({ values }) {
    const problems: Problem[] = []
    let folder = 'knowledge'
    let zone = 'Asia/Shanghai'
    try {
      const config = configFor(values)
      folder = config.knowledge
      zone = config.zone
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error
      problems.push(...error.problems)
    }
    const { knowledge, problems: faults } = readKnowledge(folder, { zone })
    problems.push(...faults)
    if (problems.length > 0) {
      console.log(`有 ${problems.length} 个问题：\n${problems.map(p => `  ${describeProblem(p)}`).join('\n')}`)
      return 1
    }
    const entries = [...knowledge!.entries.values()]
    const { year, month, day } = wallTime(systemClock.now(), zone)
    const today = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    const due = entries.filter(e => e.reviewBy < today)
    const unset = [...knowledge!.school.fields.values()].filter(f => f.value === null)
    console.log(`没有问题：${entries.length} 个条目，${entries.reduce((sum, e) => sum + e.asks.length, 0)} 种问法。`)
    if (knowledge!.school.isSample) console.log('提醒：knowledge/school.yaml 还是示例学校，不能接真实渠道。')
    if (unset.length > 0) console.log(`提醒：学校还没公布 ${unset.length} 项：${unset.map(f => f.label).join('、')}`)
    if (due.length > 0) console.log(`提醒：${due.length} 个条目该复核了：${due.map(e => e.id).join(' ')}`)
    return 0
  },
}
