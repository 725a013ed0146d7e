import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readContent } from '../../src/bot/content.ts'
import { playExamples } from '../../src/bot/play.ts'
import { contentOf } from '../support/content.ts'
import { copyFixture, fixtureKnowledge, zone } from '../support/fixture.ts'
import { aFlow, faultsOf, flowText } from '../support/flow.ts'
import { tempFolder } from '../support/folder.ts'

const head = 'title: 钥匙登记\nstarts: [登记钥匙]\nsteps:\n'
const ask = '  - { id: first, type: text, ask: 几把？ }\n'
const end = '  - { id: last, type: end }\n'

const faults: [what: string, text: string, expected: string][] = [
  [
    'a step that cannot be reached',
    `${head}${ask}${end}  - { id: lost, type: say, say: 喂 }\n`,
    ':6 lost: 走不到这一步',
  ],
  [
    'a step without a way out',
    `${head}${ask}  - { id: fork, type: branch, cases: [{ when: first == none, go: last }], else: again }\n  - { id: again, type: text, ask: 再说？, next: twice }\n  - { id: twice, type: text, ask: 又？, next: again }\n${end}`,
    ':6 again: 走到这里就出不去',
  ],
  [
    'a circle of steps that never ask',
    `${head}${ask}  - { id: round, type: say, say: 转 }\n  - { id: fork, type: branch, cases: [{ when: first == none, go: last }], else: round }\n${end}`,
    ':5 round: 会在不提问的步骤之间打转',
  ],
  [
    'a jump to a step that does not exist',
    `${head}  - { id: first, type: text, ask: 几把？, next: away }\n${end}`,
    ':4 first: 没有步骤 away',
  ],
  [
    'a branch to a step that does not exist',
    `${head}${ask}  - { id: fork, type: branch, cases: [{ when: first == none, go: away }], else: last }\n${end}`,
    ':5 fork: 没有步骤 away',
  ],
  [
    'a condition on a name that nothing gives a value',
    `${head}${ask}  - { id: fork, type: branch, cases: [{ when: keys > 2, go: last }], else: last }\n${end}`,
    ':5 fork: 条件里的 keys 不是提问的步骤，也没有 set 过',
  ],
  [
    'a condition that does not parse',
    `${head}${ask}  - { id: fork, type: branch, cases: [{ when: first = 2, go: last }], else: last }\n${end}`,
    ':5 fork: “first = 2” 第 6 个字符看不懂',
  ],
  [
    'a set value that does not parse',
    `${head}${ask}  - { id: sum, type: set, values: { n: "=count(" } }\n${end}`,
    ':5 sum: “count(” 在结尾附近不完整或写错了',
  ],
  [
    'a set value in the place of an answer',
    `${head}${ask}  - { id: sum, type: set, values: { first: 1 } }\n${end}`,
    ':5 sum: first 已经是步骤编号',
  ],
  [
    'a save without submits',
    `${head}${ask}  - { id: keep, type: effect, do: save }\n${end}`,
    ':4 first: submits 和 save 步骤要么都有',
  ],
  [
    'submits without a save',
    `submits: { receipt: K, keepDays: 9 }\n${head}${ask}${end}`,
    ':5 first: submits 和 save 步骤要么都有',
  ],
  ['two steps of one name', `${head}${ask}  - { id: first, type: say, say: 喂 }\n${end}`, ':4 first: 步骤编号用了两次'],
  [
    'a step named like a receipt',
    `${head}  - { id: receipt, type: text, ask: 几把？ }\n${end}`,
    ':4 receipt: 这个编号留给回执号、验证码和勾选',
  ],
  [
    'a text that wants an unknown value',
    `${head}${ask}  - { id: last, type: end, say: "{keys} 把" }\n`,
    ':5 last: {keys} 不是提问的步骤，也没有 set 过',
  ],
  [
    'a word that the format does not know',
    `${head}${ask}  - { id: last, type: end, says: 好 }\n`,
    ':5 steps.1: 不认识的项 “says”',
  ],
  [
    'a choice of one',
    `${head}  - { id: first, type: choice, ask: 哪？, options: [{ value: a, label: 甲 }] }\n${end}`,
    ':4 steps.0.options',
  ],
]

for (const [what, text, expected] of faults)
  test(`${what} is reported with file and line`, () => {
    expect(faultsOf(text).join('\n')).toContain(`flows/test.yaml${expected}`)
  })

test('a flow in order has no faults', () => {
  expect(faultsOf(`${head}${ask}${end}`)).toEqual([])
})

test('a way back to a question is no fault', () => {
  const text = `${head}${ask}  - { id: sure, type: confirm, ask: 对吗？, yes: [对], no: [不] }\n  - { id: fork, type: branch, cases: [{ when: sure, go: last }], else: first }\n${end}`
  expect(faultsOf(text)).toEqual([])
})

/** What is wrong with content that has these flows beside the small knowledge. */
function problemsOf(flows: Record<string, string>) {
  const [knowledge, folder] = [copyFixture(tempFolder()), join(tempFolder(), 'flows')]
  mkdirSync(folder)
  for (const [name, text] of Object.entries(flows)) writeFileSync(join(folder, `${name}.yaml`), flowText(text))
  return readContent({ knowledge, flows: folder, zone }).problems.map(p => `${p.where}: ${p.what}`)
}

test('one sentence that begins two flows is reported', () => {
  const text = `${head}${ask}${end}`
  expect(problemsOf({ a: text, b: text.replace('钥匙登记', '另一个登记') }).join('\n')).toContain(
    '“登记钥匙” 同时开始 a、b',
  )
})

test('an example that does not play as written is told with what was said', async () => {
  const examples =
    'examples: [{ name: 平常, lines: [{ 我: 登记钥匙 }, { 答: 几把 }, { 不答: 一把 }, { 我: 两把 }, { 答: 收到 }] }]\n'
  const flow = aFlow('keys', `${head}${ask}  - { id: last, type: end, say: 好了。 }\n${examples}`)
  expect(await playExamples(contentOf(fixtureKnowledge(), [flow]), flow)).toEqual([
    { example: '平常', line: 5, expected: '收到', said: '好了。' },
  ])
})
