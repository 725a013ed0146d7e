import { expect, test } from 'vitest'
import { fixtureProblems } from '../support/fixture.ts'

/** Replaces in the fixture's `leaving.md`. */
const leaving = (from: string, to: string) =>
  fixtureProblems({
    'leaving.md': text => {
      expect(text).toContain(from)
      return text.replace(from, to)
    },
  })

test('the fixture itself has no problems', () => {
  expect(fixtureProblems({})).toEqual([])
})

test('an entry of a file with fewer than five ways of asking is reported', () => {
  expect(leaving('  - 退寝日期是哪天\n', '')).toMatchObject([
    { line: 3, what: expect.stringContaining('4 种问法'), cure: expect.stringContaining('至少写 5 种') },
  ])
})

test('a reference to a field that the school does not have is reported', () => {
  expect(leaving('过了时间', '{{checkout.nowhere}}过了时间')).toMatchObject([
    { where: 'knowledge/leaving.md', line: 3, what: expect.stringContaining('checkout.nowhere') },
  ])
})

test('an unknown contact is reported', () => {
  expect(leaving('[counselor.contact]', '[nobody.contact]')).toMatchObject([
    { line: 3, what: expect.stringContaining('nobody.contact') },
  ])
})

test('a deadline that is not a date is reported', () => {
  expect(leaving('deadline: checkout.end', 'deadline: checkout.place')).toMatchObject([
    { line: 3, what: expect.stringContaining('deadline') },
  ])
})

test('a related entry that does not exist is reported', () => {
  expect(leaving('related: [checkout-steps]', 'related: [nothing]')).toMatchObject([
    { line: 3, what: expect.stringContaining('nothing') },
  ])
})

test('a group text of more than 300 characters is reported', () => {
  expect(leaving('退宿先清行李', '长'.repeat(301))).toMatchObject([{ what: expect.stringMatching(/群里.*3\d\d 字/) }])
})

test('dates count with the length in which they are said', () => {
  const short = `${'长'.repeat(265)}{{checkout.start}}{{checkout.end}}`
  const problems = leaving('退宿从 {{checkout.start}} 办到 {{checkout.end}}，过了时间要另外申请。', short)
  expect(problems).toMatchObject([{ what: expect.stringContaining('群里的回答') }])
})

test('an invented service number is reported', () => {
  expect(leaving('退宿先清行李', '先打 12399')).toMatchObject([{ what: expect.stringContaining('12399') }])
})

for (const claim of ['12356 24小时都有人', '12356 是全天候热线', '拨打 12356（二十四小时）'])
  test(`“${claim}” is reported`, () => {
    expect(leaving('退宿先清行李', claim)).toMatchObject([{ what: expect.stringContaining('24 小时') }])
  })

test('saying that 12356 is not a 24-hour line is allowed', () => {
  expect(leaving('退宿先清行李', '12356 不是24小时的')).toEqual([])
})

test('an id used twice is reported with the place of the first', () => {
  const problems = leaving('id: checkout-steps', 'id: checkout-when')
  expect(problems.map(p => p.what).join()).toMatch(/checkout-when 已经用在 knowledge\/leaving\.md:3/)
})

test('a wording that stands in two entries is reported', () => {
  expect(leaving('  - 怎么退宿', '  - 退宿最晚几号')).toMatchObject([{ what: expect.stringContaining('退宿最晚几号') }])
})

test('a folder without entries is a problem and not an empty bot', () => {
  const problems = fixtureProblems({ 'leaving.md': '', 'papers.md': '' })
  expect(problems.some(p => p.what === '没有任何条目')).toBe(true)
})

test('a file that is not UTF-8 is reported by name', () => {
  const problems = fixtureProblems({ 'terms.yaml': 'concepts: {退宿: ["\uFFFD"]}' })
  expect(problems).toMatchObject([{ where: 'knowledge/terms.yaml', what: expect.stringContaining('UTF-8') }])
})

test('the faults of all files come in one report', () => {
  const problems = fixtureProblems({
    'terms.yaml': 'concepts: [',
    'school.yaml': 'sample: perhaps',
    'phrases.yaml': 'names: []',
    'leaving.md': text => text.replace('scope: 校', 'scope: 县'),
  })
  for (const file of ['terms.yaml', 'school.yaml', 'phrases.yaml', 'leaving.md'])
    expect(problems.map(p => p.where)).toContain(`knowledge/${file}`)
})
