/**
 * How answers in sentences are read, by the texts of writers who saw neither the bot nor its words: `npm run bench:answers [hand …]`. With `--lines` it prints
 * each line that is not right; without it only figures, so that hands stay unread.
 */
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { answerLines, openAnswers } from '../support/flow-answers.ts'
import { table } from './measure.ts'

const given = process.argv.slice(2).filter(a => !a.startsWith('--'))
const shows = process.argv.includes('--lines')
const folder = resolve(import.meta.dirname, '../content/flow-answers')
const hands =
  given.length > 0
    ? given
    : readdirSync(folder)
        .filter(f => f.endsWith('.tsv'))
        .map(f => f.slice(0, -4))
        .sort()

const answers = openAnswers()
const rows = [['hand', 'answers', 'right', 'wrong', 'asked back', 'no answers', 'taken for one', 'by kind (taken)']]
for (const hand of hands) {
  const all = answerLines(hand).map(line => {
    const got = answers.got(line)
    return { line, got, is: answers.judge(line, got) }
  })
  if (shows)
    for (const { line, got, is } of all)
      if (is !== 'right') console.log([hand, is, line.flow, line.step, line.text, line.expected, got].join('\t'))
  const isNone = (expected: string) => ['ask', 'question', 'miss'].includes(expected)
  const clear = all.filter(one => !isNone(one.line.expected))
  const none = all.filter(one => isNone(one.line.expected))
  const count = (is: string, of = clear) => of.filter(one => one.is === is).length
  const kinds = ['ask', 'question', 'miss'].map(
    k =>
      `${k} ${none.filter(o => o.line.expected === k && o.is === 'wrong').length}/${none.filter(o => o.line.expected === k).length}`,
  )
  rows.push([
    hand,
    String(clear.length),
    `${count('right')} (${((count('right') / clear.length) * 100).toFixed(0)} %)`,
    String(count('wrong')),
    String(count('missed')),
    String(none.length),
    String(count('wrong', none)),
    kinds.join(', '),
  ])
}
console.log(table(rows))
