import { expect, test } from 'vitest'
import type { Problem } from '../../src/core/errors.ts'
import { parseWordings } from '../../src/knowledge/wordings.ts'
import { fixtureKnowledge } from '../support/fixture.ts'

const entries = [...fixtureKnowledge().entries.values()]

function parse(text: string) {
  const problems: Problem[] = []
  return { wordings: parseWordings([{ where: 'knowledge/wordings.tsv', text }], { entries, problems }), problems }
}

test('wordings are gathered by entry; comments and empty lines are skipped', () => {
  const { wordings, problems } = parse('# note\n\nloan-confirm\t贷款怎么点确认\r\nloan-confirm\t确认贷款要点哪\n')
  expect(problems).toEqual([])
  expect(wordings.get('loan-confirm')).toEqual(['贷款怎么点确认', '确认贷款要点哪'])
})

test('an entry without further wordings has an empty list', () => {
  expect(parse('').wordings.get('loan-confirm')).toEqual([])
})

const faults: [name: string, line: string, what: RegExp][] = [
  ['an unknown entry', 'nothing\t怎么办', /nothing/],
  ['a line without a tab', 'loan-confirm 怎么办', /TAB/],
  ['a line with a third column', 'loan-confirm\t怎么办\t为什么', /TAB/],
  ['an empty wording', 'loan-confirm\t ', /TAB/],
  ["another entry's own wording", 'loan-confirm\t怎么退宿', /checkout-steps/],
  ["another entry's wording in other characters", 'loan-confirm\t畢業證書丟了', /diploma-lost/],
]
for (const [name, line, what] of faults)
  test(`${name} is reported with its line`, () => {
    const { problems } = parse(`# note\n${line}\n`)
    expect(problems).toMatchObject([{ where: 'knowledge/wordings.tsv', line: 2, what: expect.stringMatching(what) }])
  })

test('a wording given to two entries within the file is reported at the second', () => {
  const { problems } = parse('loan-confirm\t那个怎么点\nmind-talk\t那个怎么点\n')
  expect(problems).toMatchObject([{ line: 2, what: expect.stringContaining('loan-confirm') }])
})
