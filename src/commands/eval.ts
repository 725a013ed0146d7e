import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentOf } from '../app/content.ts'
import { systemClock } from '../app/system.ts'
import { makeDecide } from '../bot/turn.ts'
import { reportSafety } from '../safety/measure.ts'
import { readSets } from '../safety/sets.ts'
import { type Asked, askOnce } from './ask.ts'
import { type Arguments, type Command, configFor, misuse } from './command.ts'
import { print } from './print.ts'

/** A question and the entry that should answer it; null when nothing should. */
export interface Labelled {
  question: string
  expected: string | null
}

/** Measures answers on labelled questions, by the same code path as a private chat. */
export const evalCommand: Command = {
  name: 'eval',
  usage: 'eval FILE.tsv [--misses] | eval --safety [--shared DIR]',
  summary: '用标好答案的问题检验回答：问题 TAB 条目编号（- 表示应当不知道）',
  details: [
    '  --misses     列出每个没答对的问题',
    '  --safety     改为检验安全提醒（诈骗、危机）；没有的测试集会说明',
    '  --shared DIR 公共测试集的目录（默认 ../shared/eval）',
    '',
    '# 开头的行是注释。',
  ],
  options: {
    misses: { type: 'boolean' },
    safety: { type: 'boolean' },
    shared: { type: 'string' },
    data: { type: 'string' },
  },
  async run({ values, positionals }) {
    const [file] = positionals
    if (values.safety) return evaluateSafety(values)
    if (!file) return misuse({ where: 'eval', what: '没有给文件', cure: 'farewell eval tests/content/questions.tsv' })
    const config = configFor(values)
    const content = contentOf(config)
    const { knowledge } = content
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

function evaluateSafety(values: Arguments['values']): number {
  const { safety } = contentOf(configFor(values))
  const shared = typeof values.shared === 'string' ? values.shared : join('..', 'shared', 'eval')
  print(reportSafety(safety, readSets(shared), () => performance.now()).join('\n'))
  return 0
}

/** Reads a labelled file; every faulty line and unknown entry is a problem. */
export function readLabelled(file: string, known: ReadonlySet<string>): Labelled[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return misuse({ where: file, what: '读不到这个文件', cure: '检查路径' })
  }
  const rows: Labelled[] = []
  text.split(/\r?\n/).forEach((line, n) => {
    if (line.trim() === '' || line.startsWith('#')) return
    const [question, expected, ...rest] = line.split('\t').map(part => part.trim())
    if (!question || !expected || rest.length > 0)
      misuse({ where: `${file}:${n + 1}`, what: '不是“问题 TAB 条目编号”', cure: '每行一个制表符' })
    else if (expected !== '-' && !known.has(expected))
      misuse({ where: `${file}:${n + 1}`, what: `没有条目 ${expected}`, cure: '改成存在的编号，或 -' })
    else rows.push({ question, expected: expected === '-' ? null : expected })
  })
  return rows
}

interface Result extends Labelled {
  asked: Asked
}

/** A flow that begins counts as the answer of its subject. */
const answers = ({ asked }: Result) => ['answer', 'flow', 'alarm'].includes(asked.outcome)

/** Where the expected entry stands among the candidates: 0 first, -1 absent. */
const rank = ({ expected, asked }: Result) => asked.candidates.findIndex(c => c.entry === expected)

function report(results: readonly Result[]): string[] {
  const inScope = results.filter(r => r.expected !== null)
  const outOfScope = results.filter(r => r.expected === null)
  const share = (part: number, whole: readonly unknown[]) =>
    `${String(part).padStart(5)} / ${whole.length}  ${whole.length === 0 ? '–' : `${((100 * part) / whole.length).toFixed(1)} %`}`
  const count = (list: readonly Result[], test: (r: Result) => boolean) => share(list.filter(test).length, list)
  return [
    `right entry first            ${count(inScope, r => rank(r) === 0)}`,
    `right entry among first 3    ${count(inScope, r => rank(r) >= 0 && rank(r) < 3)}`,
    `answered, right              ${count(inScope, r => answers(r) && rank(r) === 0)}`,
    `answered, wrong              ${count(inScope, r => answers(r) && rank(r) !== 0)}`,
    `asked back, right offered    ${count(inScope, r => r.asked.outcome === 'clarify' && rank(r) >= 0 && rank(r) < 3)}`,
    `asked back, right missing    ${count(inScope, r => r.asked.outcome === 'clarify' && (rank(r) < 0 || rank(r) > 2))}`,
    `said "I don't know"          ${count(inScope, r => r.asked.outcome === 'unknown')}`,
    `out of scope, answered       ${count(outOfScope, r => r.asked.outcome === 'answer')}`,
    `out of scope, asked back     ${count(outOfScope, r => r.asked.outcome === 'clarify')}`,
  ]
}

function miss(result: Result): string[] {
  const { question, expected, asked } = result
  const right = expected === null ? asked.outcome !== 'answer' : answers(result) && rank(result) === 0
  const best = asked.candidates.slice(0, 3).map(c => `${c.entry} ${c.score.toFixed(2)}`)
  return right ? [] : [`${asked.outcome}\t${question}\t${expected ?? '-'}\t${best.join(', ')}`]
}
