import { join } from 'node:path'
import { contentOf } from '../app/content.ts'
import { systemClock } from '../app/system.ts'
import { askOnce } from '../bot/ask.ts'
import { makeDecide } from '../bot/turn.ts'
import { reportSafety } from '../safety/measure.ts'
import { readSets } from '../safety/sets.ts'
import { type Arguments, type Command, configFor, misuse } from './command.ts'
import { evaluateHands, isOfHands } from './eval/hands.ts'
import { answersOf, type Result, rankOf, readLabelled } from './eval/labelled.ts'
import { print } from './print.ts'

/** Measures answers on labelled questions, by the same code path as a private chat. */
export const evalCommand: Command = {
  name: 'eval',
  usage: 'eval FILE.tsv | FOLDER [--misses] [--model] | eval --safety [--shared DIR]',
  summary: '用标好答案的问题检验回答：问题 TAB 条目编号（- 表示应当不知道）',
  details: [
    '  --misses     列出每个没答对的问题',
    '  --model      检验学校的大模型服务（FAREWELL_MODEL_URL）对这些问题有没有用，结果记在数据目录里；没有进步就不能带着它启动',
    '  --safety     改为检验安全提醒（诈骗、危机）；没有的测试集会说明',
    '  --shared DIR 公共测试集的目录（默认 ../shared/eval）',
    '',
    '# 开头的行是注释。也读多列的文件（对话、不该答的、群聊；写法见 tests/content/hands/README.md）和放这种文件的目录，',
    '按人和写法列出数字。模型学过的文件数字偏高；没学过的人的数字见 docs/models/understanding.md。',
    '--model 会把没把握的问题真的发给那个服务，只用不含个人信息的问题。',
  ],
  options: {
    misses: { type: 'boolean' },
    model: { type: 'boolean' },
    safety: { type: 'boolean' },
    shared: { type: 'string' },
    data: { type: 'string' },
  },
  async run({ values, positionals }) {
    const [file] = positionals
    if (values.safety) return evaluateSafety(values)
    if (!file) return misuse({ where: 'eval', what: '没有给文件', cure: 'farewell eval tests/content/questions.tsv' })
    if (values.model) return (await import('./eval/model.ts')).evaluateModel(file, values)
    const config = configFor(values)
    const content = await contentOf(config)
    const { knowledge } = content
    if (isOfHands(file)) return evaluateHands(file, knowledge, { misses: values.misses === true })
    const decide = makeDecide(() => content)
    const now = systemClock.now()
    const results: Result[] = []
    for (const labelled of readLabelled(file, new Set(knowledge.entries.keys())))
      results.push({
        ...labelled,
        asked: await askOnce(decide, labelled.question, { isRoom: false, isMentioned: false, now }),
      })
    print(report(results).join('\n'))
    if (values.misses) for (const line of results.flatMap(miss)) print(line)
    return 0
  },
}

async function evaluateSafety(values: Arguments['values']): Promise<number> {
  const { safety } = await contentOf(configFor(values))
  const shared = typeof values.shared === 'string' ? values.shared : join('..', 'shared', 'eval')
  print(reportSafety(safety, readSets(shared), () => performance.now()).join('\n'))
  return 0
}

function report(results: readonly Result[]): string[] {
  const inScope = results.filter(r => r.expected !== null)
  const outOfScope = results.filter(r => r.expected === null)
  const share = (part: number, whole: readonly unknown[]) =>
    `${String(part).padStart(5)} / ${whole.length}  ${whole.length === 0 ? '–' : `${((100 * part) / whole.length).toFixed(1)} %`}`
  const count = (list: readonly Result[], test: (r: Result) => boolean) => share(list.filter(test).length, list)
  return [
    `right entry first            ${count(inScope, r => rankOf(r) === 0)}`,
    `right entry among first 3    ${count(inScope, r => rankOf(r) >= 0 && rankOf(r) < 3)}`,
    `answered, right              ${count(inScope, r => answersOf(r) && rankOf(r) === 0)}`,
    `answered, wrong              ${count(inScope, r => answersOf(r) && rankOf(r) !== 0)}`,
    `asked back, right offered    ${count(inScope, r => r.asked.outcome === 'clarify' && rankOf(r) >= 0 && rankOf(r) < 3)}`,
    `asked back, right missing    ${count(inScope, r => r.asked.outcome === 'clarify' && (rankOf(r) < 0 || rankOf(r) > 2))}`,
    `said "I don't know"          ${count(inScope, r => r.asked.outcome === 'unknown')}`,
    `out of scope, answered       ${count(outOfScope, r => r.asked.outcome === 'answer')}`,
    `out of scope, asked back     ${count(outOfScope, r => r.asked.outcome === 'clarify')}`,
  ]
}

function miss(result: Result): string[] {
  const { question, expected, asked } = result
  const right = expected === null ? asked.outcome !== 'answer' : answersOf(result) && rankOf(result) === 0
  const best = asked.candidates.slice(0, 3).map(c => `${c.entry} ${c.score.toFixed(2)}`)
  return right ? [] : [`${asked.outcome}\t${question}\t${expected ?? '-'}\t${best.join(', ')}`]
}
