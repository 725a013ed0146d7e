import { readFileSync } from 'node:fs'
import type { Asked } from '../../bot/ask.ts'
import { misuse } from '../command.ts'

/** A question and the entry that should answer it; null when nothing should. */
export interface Labelled {
  question: string
  expected: string | null
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

/** What was answered to a labelled question. */
export interface Result extends Labelled {
  asked: Asked
}

/** A flow that begins counts as the answer of its subject. */
export const answersOf = ({ asked }: Result) => ['answer', 'flow', 'alarm'].includes(asked.outcome)

/** Where the expected entry stands among the candidates: 0 first, -1 absent. */
export const rankOf = ({ expected, asked }: Result) => asked.candidates.findIndex(c => c.entry === expected)
