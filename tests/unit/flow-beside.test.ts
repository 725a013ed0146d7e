import { expect, test } from 'vitest'
import { bindGroup, greet, publish, standings } from '../support/broadcast.ts'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, flowTalk, shippedFlow } from '../support/flow.ts'
import { aCounselor, aPerson, openOffice } from '../support/office.ts'

const shipped = (...names: string[]) => names.map(name => aFlow(name, shippedFlow(name)))
const opened = async (...flows: string[]) => {
  const office = await openOffice({ people: [aPerson('s1'), aCounselor('c1')], flows: shipped(...flows) })
  await bindGroup(office, 'g1', '一班')
  await greet(office, 's1')
  return office
}
const notice = '发布通知 截止提醒 普通 给：一班 时间：现在 内容：周五前交钥匙。'

for (const text of ['收到', '好的老师收到'])
  test(`“${text}” while a form is open confirms the notice that waits, and the form waits`, async () => {
    const office = await opened('counselor')
    await publish(office, notice)
    await office.say('s1', '找辅导员')
    expect(await office.say('s1', text)).toContain('已记下')
    expect(await standings(office)).toContain('s1 confirmed')
    expect(await office.say('s1', '档案')).toContain('有多急')
  })

test('with no notice that waits it is for the form', async () => {
  const office = await opened('counselor')
  await office.say('s1', '找辅导员')
  expect(await office.say('s1', '收到')).toContain('是哪方面的事')
})

test('好的 to a question of yes or no is its answer', async () => {
  const office = await opened('pledge')
  await publish(office, notice)
  for (const text of ['签承诺', '1 2']) await office.say('s1', text)
  expect(await office.say('s1', '好的')).toContain('看看这样写对不对')
  expect(await standings(office)).toContain('s1 sent')
})

for (const [text, says] of [
  ['进度', '名册上'],
  ['待办', ''],
] as const)
  test(`staff in the middle of a form are heard when they write ${text}, and the form waits`, async () => {
    const office = await opened('meeting')
    await office.say('c1', '主题班会')
    const said = await office.say('c1', text)
    expect(said).toContain(says)
    expect(said).not.toContain('哪天开的班会')
    expect(await office.say('c1', '今天')).toContain('哪个班的')
  })

test('what a form asked for freely stays with the form', async () => {
  const office = await opened('meeting')
  for (const text of ['主题班会', '今天', '示例1班', '线上', '示例辅导员', '38', '1']) await office.say('c1', text)
  expect(await office.say('c1', '学生问谁还没确认贷款')).toContain('现场照片')
})

test('the pledge of whoever is bound asks neither name nor class', async () => {
  const office = await opened('pledge')
  const said = await office.say('s1', '签承诺')
  expect(said).toContain('姓名：示例s1，班级：一班')
  expect(said).toContain('哪几条')
})

const talk = (...names: string[]) => flowTalk(fixtureKnowledge(), shipped(...names))
const begun: [flow: string, text: string, answers: object][] = [
  ['message', '我想给王老师写个祝福', { category: 'teachers' }],
  ['message', '我想给母校写点祝福', { category: 'wishes' }],
  ['loan', '我贷的是生源地，怎么确认', { kind: 'origin' }],
  ['counselor', '找辅导员 宿舍的事', { topic: 'checkout' }],
  ['media', '视频投稿', { kind: 'video' }],
  ['arrival', '我到家了', { status: 'home' }],
  ['arrival', '到家报平安', {}],
  ['message', '毕业感言', {}],
]
for (const [flow, text, answers] of begun)
  test(`“${text}” begins ${flow} with ${JSON.stringify(answers)} answered`, () => {
    const bot = talk(flow)
    bot.say(text)
    expect(bot.memoryOf().frames.map(f => [f.flow, f.answers])).toEqual([[flow, answers]])
  })

for (const text of ['怎么给老师写感谢信', '生源地贷款怎么确认', '我不想找辅导员', '老师的祝福真好'])
  test(`“${text}” begins nothing`, () => {
    const bot = talk('message', 'loan', 'counselor')
    bot.say(text)
    expect(bot.memoryOf().frames).toEqual([])
  })

test('arrival promises a question only where it can be asked, and that staff see it only of whoever is bound', () => {
  const lines = ['到家报平安', '还没走', '6月29日', '佛山', '提交']
  expect(talk('arrival').all(...lines).text).toContain('晚上我来问你')
  const silent = flowTalk(fixtureKnowledge(), shipped('arrival'), { reach: new Set() })
  expect(silent.all(...lines).text).toContain('没法主动来问你')
  expect(silent.say('到家了').text).toContain('老师那边看不到')
})
