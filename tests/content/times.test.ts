import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { judged, readTable, tally } from '../support/times.ts'

const folder = resolve(import.meta.dirname, 'times')

for (const file of readdirSync(folder).filter(name => name.endsWith('.tsv')))
  describe(file, () => {
    const all = readTable(join(folder, file)).flatMap(judged)

    test('no expression is taken for another time in silence', () => {
      expect(
        all.filter(one => one.outcome === 'silent').map(one => [one.row.now, one.form, one.row.text, one.got]),
      ).toEqual([])
    })

    test('hardly any is guessed wrong and said to be a guess', () => {
      expect(tally(all).guessed / all.length).toBeLessThan(0.02)
    })
  })

test('the own table has at least 300 expressions, and 95 of 100 are read right in every form but a broadcast’s, which asks more', () => {
  const rows = readTable(join(folder, 'own.tsv'))
  expect(rows.length).toBeGreaterThanOrEqual(300)
  const all = rows.flatMap(judged)
  for (const form of ['…提醒我', '提醒我…', '', '流程'])
    expect(tally(all.filter(one => one.form === form)).share, form).toBeGreaterThanOrEqual(0.95)
  expect(tally(all.filter(one => one.form === '发布')).share).toBeGreaterThanOrEqual(0.9)
})

test.each([
  ['a.tsv', 0.95],
  ['b.tsv', 0.95],
  ['c.tsv', 0.95],
  ['d.tsv', 0.95],
])('of what others wrote (%s) a share of %d is read right', (file, least) => {
  const all = readTable(join(folder, file)).flatMap(judged)
  expect(tally(all).share).toBeGreaterThanOrEqual(least)
})
