import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { makeDesk } from '../store/desk.ts'
import { openDatabase } from '../store/open.ts'
import { type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { print, printJson, row } from './print.ts'

/** What a counselor should look at: questions nobody could answer, and how answers were rated. */
export const questions: Command = {
  name: 'questions',
  usage: 'questions [--data DIR] [--json]',
  summary: '列出没答上的问题和每条回答的评价，供辅导员补充',
  details: [dataHelp, '  --json       以 JSON 输出'],
  options: { ...dataOption, json: { type: 'boolean' } },
  async run({ values }) {
    const { data } = configFor(values)
    if (!existsSync(join(data, 'farewell.db')))
      return misuse({ where: data, what: '这里没有小助手的数据', cure: '检查 --data，或先启动一次小助手' })
    const database = await openDatabase(data, { shared: true })
    const desk = makeDesk(database)
    const [unanswered, ratings] = [await desk.unanswered(500), await desk.ratings()]
    await database.close()
    if (values.json) printJson({ unanswered, ratings })
    else {
      print(`没答上的问题 ${unanswered.length} 个（次数、问题、最接近的条目）：`)
      for (const q of unanswered) print(String(q.times).padStart(4) + row`  ${q.question}  [${q.nearest.join(' ')}]`)
      print(`\n评价（没用、有用、条目）：`)
      for (const r of ratings) print(`${String(r.useless).padStart(4)} ${String(r.useful).padStart(4)}  ${r.entry}`)
    }
    return 0
  },
}
