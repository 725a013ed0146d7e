import { existsSync } from 'node:fs'
import { withShell } from '../app/shell.ts'
import { deskRulesOf } from '../bot/office.ts'
import type { Unanswered } from '../core/desk.ts'
import { databaseIn } from '../core/folders.ts'
import { openQuestions } from '../office/desk/questions.ts'
import { actingAs, asHelp, asOption } from './actor.ts'
import { type Command, configFor, dataHelp, dataOption, doneOf, misuse } from './command.ts'
import { print, printJson, row } from './print.ts'

/** What a counselor should look at: questions nobody could answer, and how answers were rated. */
export const questionsCommand: Command = {
  name: 'questions',
  usage: 'questions [--as NUMBER] [--data DIR] [--json]',
  summary: '列出没答上的问题和每条回答的评价，供辅导员补充',
  details: [asHelp, dataHelp, '  --json       以 JSON 输出'],
  options: { ...dataOption, ...asOption, json: { type: 'boolean' } },
  async run({ values }) {
    const config = configFor(values)
    if (!existsSync(databaseIn(config.data)))
      return misuse({ where: config.data, what: '这里没有小助手的数据', cure: '检查 --data，或先启动一次小助手' })
    const outcome = await withShell(config, async shell => {
      const rules = deskRulesOf(shell.content.knowledge)
      return shell.perform(openQuestions, { rules, actor: await actingAs(shell, values), input: { most: 500 } })
    })
    const { unanswered, ratings } = doneOf(outcome, { where: '--as', cure: '写一位老师的工号，或者不写' })
    if (values.json) printJson({ unanswered: unanswered.map(dated), ratings })
    else {
      print(`没答上的问题 ${unanswered.length} 个（次数、问题、最接近的条目）：`)
      for (const q of unanswered) print(String(q.times).padStart(4) + row`  ${q.question}  [${q.nearest.join(' ')}]`)
      print(`\n评价（没用、有用、条目）：`)
      for (const r of ratings) print(`${String(r.useless).padStart(4)} ${String(r.useful).padStart(4)}  ${r.entry}`)
    }
    return 0
  },
}

const dated = ({ firstAt, lastAt, ...rest }: Unanswered) => ({
  ...rest,
  firstAt: new Date(firstAt).toISOString(),
  lastAt: new Date(lastAt).toISOString(),
})
