import { expect, test } from 'vitest'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, flowTalk } from '../support/flow.ts'

const knowledge = fixtureKnowledge()
const { flow: words } = knowledge.phrases

/** Asks a building, how many beds, whether there is damage (and then what), a free remark, and shows the summary. */
const dorm = aFlow(
  'dorm',
  `
title: 宿舍登记
starts: [登记宿舍]
submits: { receipt: D, keepDays: 30 }
steps:
  - { id: hello, type: say, say: 我们登记一下宿舍。 }
  - { id: building, type: text, ask: 住几号楼？, label: 楼号, help: 看门牌。 }
  - { id: beds, type: number, ask: 几张床？, label: 床位, max: 8 }
  - id: damage
    type: choice
    ask: 有东西坏了吗？
    label: 损坏
    options:
      - { value: whole, label: 没有坏 }
      - { value: broken, label: 有坏的, explain: 门窗、桌椅、灯都算。 }
  - { id: which, type: branch, cases: [{ when: damage == 'broken', go: what }], else: remark }
  - { id: what, type: text, ask: 什么坏了？, label: 坏的东西 }
  - { id: remark, type: text, ask: 还想说什么？, label: 备注, optional: true, free: true }
  - { id: check, type: review, ask: 对吗？ }
  - { id: keep, type: effect, do: save }
  - { id: end, type: end, say: "好了，{receipt}。" }
`,
)

const begun = (...texts: string[]) => {
  const talk = flowTalk(knowledge, [dorm])
  talk.all('登记宿舍', ...texts)
  return talk
}

test('不对 and another answer puts it in the place of the last one', () => {
  const talk = begun('2号楼')
  const said = talk.say('不对，是3号楼')
  expect(said.text).toBe('好的，楼号改成：3号楼\n\n几张床？')
  talk.all('4', '1', '跳过', '提交')
  expect(talk.answers()!.building).toBe('3号楼')
})

for (const text of ['错了，应该是5', '写错了 5', '改成5', '应该是5', '不是，是5', '不对5'])
  test(`“${text}” corrects the last answer`, () => {
    expect(begun('2号楼', '4').say(text).text).toContain('床位改成：5')
  })

for (const text of ['不对', '写错了', '不是'])
  test(`“${text}” alone asks the last question again`, () => {
    expect(begun('2号楼', '4').say(text).text).toBe('几张床？')
  })

for (const text of ['楼号改成3号楼', '楼号应该是3号楼', '把楼号改为3号楼', '楼号写错了，是3号楼', '楼号是3号楼'])
  test(`“${text}” corrects an earlier answer by its name`, () => {
    const talk = begun('2号楼', '4')
    expect(talk.say(text).text).toContain('楼号改成：3号楼')
    talk.all('1', '跳过', '提交')
    expect(talk.answers()).toMatchObject({ building: '3号楼', beds: 4 })
  })

test('a correction that cannot be taken says why and keeps what was there', () => {
  const talk = begun('2号楼', '4')
  expect(talk.say('床位改成99').text).toBe(`${words.rejects['out-of-range']}\n\n${talk.say('再说一遍').text}`)
  talk.all('1', '跳过', '提交')
  expect(talk.answers()!.beds).toBe(4)
})

test('修改 2 in the summary asks the second answer again and comes back to the summary', () => {
  const talk = begun('2号楼', '4', '1', '跳过')
  expect(talk.say('修改 2').text).toBe('几张床？')
  expect(talk.say('6').text).toContain('2. 床位：6')
})

test('an answer on a branch that is left is not handed in', () => {
  const talk = begun('2号楼', '4', '有坏的', '灯', '跳过')
  expect(talk.say('损坏改成没有坏').text).not.toContain('灯')
  talk.say('提交')
  expect(talk.answers()).not.toHaveProperty('what')
})

test('an answer on a branch that is left and taken again is still there', () => {
  const talk = begun('2号楼', '4', '有坏的', '灯', '跳过', '损坏改成没有坏', '损坏改成有坏的')
  talk.say('提交')
  expect(talk.answers()!.what).toBe('灯')
})

test('a remark that begins like a correction stays a remark', () => {
  const talk = begun('2号楼', '4', '有坏的', '灯')
  talk.all('不是我弄坏的，搬进来就这样', '提交')
  expect(talk.answers()).toMatchObject({ what: '灯', remark: '不是我弄坏的，搬进来就这样' })
})

test('a remark that begins with 不对 stays one unless it says what would be right', () => {
  const talk = begun('2号楼', '4', '有坏的', '灯')
  talk.all('不对，我觉得住得挺好', '提交')
  expect(talk.answers()).toMatchObject({ what: '灯', remark: '不对，我觉得住得挺好' })
})

test('上一步 asks the question before again, and says when there is none', () => {
  const talk = begun('2号楼')
  expect(talk.say('上一步').text).toBe(`${words.wentBack}\n\n住几号楼？`)
  expect(talk.say('上一步').text).toBe(`${words.atStart}\n\n住几号楼？`)
})

test('跳过 passes an optional step and refuses at any other', () => {
  const talk = begun()
  expect(talk.say('跳过').text).toBe(words.cannotSkip)
  talk.all('2号楼', '4', '1')
  expect(talk.say('跳过').text).toContain(`备注：${words.notGiven}`)
})

test('重来 begins at the first step with nothing answered', () => {
  expect(begun('2号楼', '4').say('重来').text).toBe(`${words.restarted}\n\n我们登记一下宿舍。\n\n住几号楼？`)
})

for (const word of ['再说一遍', '没看清', '继续', '登记宿舍'])
  test(`“${word}” in the middle asks the same question again and is no answer`, () => {
    expect(begun().say(word).text).toBe('住几号楼？')
  })

test('帮助 explains the step and asks it again', () => {
  expect(begun().say('帮助').text).toBe(`看门牌。\n${words.helpMore}\n\n住几号楼？`)
})

test('帮助 at a choice explains its options under their own numbers', () => {
  expect(begun('2号楼', '4').say('帮助').text).toContain('2. 有坏的：门窗、桌椅、灯都算。')
})

for (const text of ['2是什么意思', '有坏的是什么意思？'])
  test(`“${text}” explains the option and asks again`, () => {
    const said = begun('2号楼', '4').say(text).text
    expect(said).toMatch(/^门窗、桌椅、灯都算。\n\n有东西坏了吗？/)
  })

for (const word of words.back.concat(words.skip, words.restart, words.leave, words.repeat, words.stepHelp))
  test(`“${word}” is understood at every step and is never an answer`, () => {
    for (const before of [
      [],
      ['2号楼'],
      ['2号楼', '4'],
      ['2号楼', '4', '2'],
      ['2号楼', '4', '1'],
      ['2号楼', '4', '1', '跳过'],
    ]) {
      const talk = begun(...before)
      talk.say(word)
      expect(JSON.stringify(talk.memoryOf().frames[0]?.answers ?? {})).not.toContain(word)
    }
  })

test('a knowledge question is answered and the same step is asked again, once', () => {
  const talk = begun('2号楼', '4')
  const said = talk.say('退宿什么时候截止？').text
  expect(said).toContain('退宿从')
  expect(said.split('有东西坏了吗？')).toHaveLength(2)
  expect(talk.say('1').text).toContain('还想说什么？')
})

test('a clear knowledge question at a step for text is answered, not written down', () => {
  const said = begun().say('退宿什么时候截止？').text
  expect(said).toMatch(/退宿从[\s\S]*住几号楼？$/)
})

test('a question in free writing is part of the text', () => {
  const talk = begun('2号楼', '4', '1', '退宿什么时候截止？')
  talk.say('提交')
  expect(talk.answers()!.remark).toBe('退宿什么时候截止？')
})

test('“取消贷款” is no cancel: only the whole word is', () => {
  const talk = begun('2号楼', '4', '2', '取消贷款', '跳过', '提交')
  expect(talk.answers()!.what).toBe('取消贷款')
})

test('“不是” answers a yes-or-no question that lists it and corrects nothing', () => {
  const ask = '{ id: study, type: confirm, ask: 接着读书吗？, yes: [是], no: [不是, 退出] }'
  const text = `
title: 读书登记
starts: [登记读书]
steps:
  - { id: name, type: text, ask: 姓名？ }
  - ${ask}
  - { id: end, type: end, say: "{name}：{study}" }
`
  const talk = flowTalk(knowledge, [aFlow('study', text)])
  expect(talk.all('登记读书', '示例同学甲', '不是').text).toBe(`示例同学甲：${words.no}`)
  // Its own answers go before the words that every step knows.
  expect(talk.all('登记读书', '示例同学甲', '退出').text).toBe(`示例同学甲：${words.no}`)
})
