/**
 * How well times are read, by a table: `npm run bench:times [file.tsv …]`. Prints what is not right, then the figures by form. `--all` prints
 * only the figures of all files together.
 */
import { resolve } from 'node:path'
import { judged, readTable, tally } from '../support/times.ts'

const files = process.argv.slice(2)
const table = files.length > 0 ? files : [resolve(import.meta.dirname, '../content/times/own.tsv')]

for (const file of table) {
  const all = readTable(file).flatMap(judged)
  for (const { row, form, got, outcome } of all)
    if (outcome !== 'right') console.log([outcome, row.now, form, row.text, row.expected.join('|'), got].join('\t'))
  console.log(`\n${file}: ${readTable(file).length} expressions`)
  for (const form of ['…提醒我', '提醒我…', '', '发布', '流程']) {
    const of = all.filter(one => one.form === form)
    if (of.length === 0) continue
    const { right, asked, guessed, silent, share } = tally(of)
    const name = form === '' ? '整句' : form
    console.log(
      `${name}\tright ${right}/${of.length} (${(share * 100).toFixed(1)} %)\tasked ${asked}\tguess said ${guessed}\tsilent ${silent}`,
    )
  }
}
