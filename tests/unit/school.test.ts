import { expect, test } from 'vitest'
import type { Problem } from '../../src/core/errors.ts'
import { deadlineOf } from '../../src/knowledge/school.ts'
import { parseSchool } from '../../src/knowledge/school-file.ts'
import { zone } from '../support/fixture.ts'

const field = (type: string, rest: string) => `    label: 退宿截止\n    type: ${type}\n    ask: 宿管\n${rest}`

/** A school of one field, with all problems found. */
function parse({ sample = true, body = '', mode = '' }: { sample?: boolean; body?: string; mode?: string }) {
  const problems: Problem[] = []
  const text = `sample: ${sample}\ngroup_mode: ${mode}\nfields:\n  checkout.end:\n${body}`
  return {
    school: parseSchool({ where: 'knowledge/school.yaml', text }, { problems, zone, kept: new Map() }),
    problems,
  }
}

test('a field without a value is not published', () => {
  const { school } = parse({ sample: false, body: field('date', '    value:\n    sample: 06-30\n') })
  expect(school?.fields.get('checkout.end')).toMatchObject({ value: null, isSample: false })
})

test('the sample school uses the example and knows that it is one', () => {
  const { school } = parse({ body: field('text', '    value:\n    sample: 一楼\n') })
  expect(school?.fields.get('checkout.end')).toMatchObject({ value: '一楼', isSample: true })
})

test("a school's own value wins over the example", () => {
  const { school } = parse({ body: field('text', '    value: 二楼\n    sample: 一楼\n') })
  expect(school?.fields.get('checkout.end')).toMatchObject({ value: '二楼', isSample: false })
})

test('a value of spaces counts as not published', () => {
  const { school } = parse({ sample: false, body: field('text', '    value: "  "\n') })
  expect(school?.fields.get('checkout.end')?.value).toBeNull()
})

test('an example date without a year means this season in June', () => {
  const { school } = parse({ body: field('date', '    value:\n    sample: 06-30 17:30\n') })
  const deadline = deadlineOf(school!, 'checkout.end', new Date('2026-06-01T00:00:00Z'))
  expect(deadline?.at).toEqual(new Date('2026-06-30T09:30:00Z'))
})

test("an example date without a year means next year's season from September on", () => {
  const { school } = parse({ body: field('date', '    value:\n    sample: 06-30 17:30\n') })
  const deadline = deadlineOf(school!, 'checkout.end', new Date('2026-09-15T00:00:00Z'))
  expect(deadline?.at).toEqual(new Date('2027-06-30T09:30:00Z'))
})

test('a deadline without an hour lasts until the end of its day', () => {
  const { school } = parse({ sample: false, body: field('date', '    value: 2027-06-30\n') })
  const deadline = deadlineOf(school!, 'checkout.end', new Date('2027-06-01T00:00:00Z'))
  expect(deadline?.at).toEqual(new Date('2027-06-30T15:59:00Z'))
})

test('a text field is never a deadline', () => {
  const { school } = parse({ sample: false, body: field('text', '    value: 2027-06-30\n') })
  expect(deadlineOf(school!, 'checkout.end', new Date('2027-06-01T00:00:00Z'))).toBeNull()
})

for (const wrong of ['2027-02-30', '6月30日', '06-30', '2027-06-30 25:00'])
  test(`a real date written “${wrong}” is reported with its line`, () => {
    const { school, problems } = parse({ sample: false, body: field('date', `    value: "${wrong}"\n`) })
    expect(school).toBeNull()
    expect(problems).toEqual([expect.objectContaining({ where: 'knowledge/school.yaml', line: 4 })])
    expect(problems[0]?.what).toContain(wrong)
  })

test('an unreadable example date is reported with its line', () => {
  const { problems } = parse({ body: field('date', '    value:\n    sample: 六月底\n') })
  expect(problems).toEqual([expect.objectContaining({ line: 4 })])
})

test('an unknown kind of field is reported where it stands', () => {
  const { problems } = parse({ body: field('number', '    value: 3\n') })
  expect(problems[0]).toMatchObject({ line: 6 })
})

test('groups of the sample school are answered automatically unless it says otherwise', () => {
  expect(parse({ body: field('text', '') }).school?.groupMode).toBe('自动')
})

test('groups of a real school are answered only when addressed unless it says otherwise', () => {
  expect(parse({ sample: false, body: field('text', '') }).school?.groupMode).toBe('仅@')
})

test('the group mode can be set', () => {
  expect(parse({ body: field('text', ''), mode: '静默' }).school?.groupMode).toBe('静默')
})

test('an unknown group mode is a problem', () => {
  expect(parse({ body: field('text', ''), mode: '大声' }).problems[0]).toMatchObject({ line: 2 })
})
