import { expect, test } from 'vitest'
import type { Problem } from '../../src/core/errors.ts'
import { parseSubject, placeholdersIn } from '../../src/knowledge/entry.ts'

const good = `# 学科

## 怎么退宿

\`\`\`yaml
id: checkout
asks: [怎么退宿, 退宿流程, 退宿办理, 如何退宿, 退寝怎么办]
sources:
  - { doc: 通知, clause: 3, date: 2026-05-20 }
scope: 校
certainty: A
review_by: 2027-05-01
\`\`\`

### 群里

短答。

### 私聊

长答。
`

function parse(text: string) {
  const problems: Problem[] = []
  return { entries: parseSubject({ where: 'knowledge/a.md', text }, problems), problems }
}

test('a well-formed entry is read whole', () => {
  const { entries, problems } = parse(good)
  expect(problems).toEqual([])
  expect(entries).toMatchObject([
    { id: 'checkout', title: '怎么退宿', short: '短答。', long: '长答。', late: null, unprompted: true, line: 3 },
  ])
})

test('Windows line ends make no difference', () => {
  expect(parse(good.replaceAll('\n', '\r\n')).entries).toMatchObject([{ id: 'checkout', short: '短答。' }])
})

/** A fault made by one replacement, and where it must be reported. */
const faults: [name: string, from: string, to: string, line: number, what: RegExp][] = [
  ['no information block', '```yaml', '```', 3, /信息块/],
  ['an information block that never ends', '```\n\n###', '\n###', 3, /信息块/],
  ['broken YAML', 'scope: 校', 'scope: [校', 11, /YAML/],
  ['a key given twice', 'scope: 校', 'scope: 校\nscope: 国', 11, /YAML/],
  ['no wording', '[怎么退宿, 退宿流程, 退宿办理, 如何退宿, 退寝怎么办]', '[]', 7, /asks.*1/],
  ['an id with capitals', 'id: checkout', 'id: CheckOut', 6, /id/],
  ['no id', 'id: checkout\n', '', 6, /id/],
  ['an unknown scope', 'scope: 校', 'scope: 县', 10, /scope/],
  ['an unknown certainty', 'certainty: A', 'certainty: D', 11, /certainty/],
  ['an unreadable review date', '2027-05-01', 'next May', 12, /review_by/],
  ['no source', '  - { doc: 通知, clause: 3, date: 2026-05-20 }', '  []', 9, /sources/],
  ['an unknown field', 'scope: 校', 'scope: 校\ncolour: red', 11, /colour/],
  ['a direct line of an unknown kind', 'scope: 校', 'scope: 校\ndirect: { 干啥: 好。 }', 11, /干啥.*只能用：谁、何时/],
  ['a direct line that is too long', 'scope: 校', `scope: 校\ndirect: { 谁: ${'好'.repeat(61)} }`, 11, /60 字/],
  ['a direct line of two lines', 'scope: 校', 'scope: 校\ndirect: { 谁: "好。\\n好。" }', 11, /一行/],
  ['no group text', '### 群里\n\n短答。', '', 13, /群里/],
  ['an empty private text', '长答。', '', 13, /私聊/],
  ['an unknown section', '### 私聊', '### 大声\n\n什么。\n\n### 私聊', 13, /大声/],
  ['a late text without a deadline', '### 私聊', '### 逾期\n\n补办。\n\n### 私聊', 13, /逾期/],
]

for (const [name, from, to, line, what] of faults)
  test(`${name} is reported with file, line and cure, and the entry is left out`, () => {
    const { entries, problems } = parse(good.replace(from, to))
    expect(entries).toEqual([])
    expect(problems[0]).toMatchObject({ where: 'knowledge/a.md', line })
    expect(problems[0]?.what).toMatch(what)
    expect(problems[0]?.cure).not.toBe('')
  })

test('a faulty entry does not take the next one with it', () => {
  const second = good.replace('# 学科\n', '').replace('id: checkout', 'id: second')
  const { entries, problems } = parse(good.replace('scope: 校', 'scope: 县') + second)
  expect(entries.map(e => e.id)).toEqual(['second'])
  expect(problems).toHaveLength(1)
})

test('every fault of an entry is reported at once', () => {
  const { problems } = parse(good.replace('scope: 校', 'scope: 县').replace('certainty: A', 'certainty: D'))
  expect(problems.map(p => p.line)).toEqual([10, 11])
})

test('fields do not count for the length of a direct line', () => {
  const head = `scope: 校\ndirect: { 何时: "${'好'.repeat(60)}{{checkout.end}}" }`
  expect(parse(good.replace('scope: 校', head)).problems).toEqual([])
})

test('direct lines are read by the kind of question they answer', () => {
  const head = 'scope: 校\ndirect: { 何时: 六月。, 代办: 可以。 }'
  expect(parse(good.replace('scope: 校', head)).entries[0]?.direct).toEqual({ when: '六月。', proxy: '可以。' })
})

test('advice has a section of its own', () => {
  const { entries } = parse(`${good}\n### 建议\n\n早点去。\n`)
  expect(entries).toMatchObject([{ long: '长答。', advice: '早点去。' }])
})

test('placeholders are found with and without spaces', () => {
  expect(placeholdersIn('从 {{a.b}} 到 {{ c }}')).toEqual(['a.b', 'c'])
})
