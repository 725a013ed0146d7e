import { expect, test } from 'vitest'
import { fixtureKnowledge } from '../support/fixture.ts'
import { aFlow, flowTalk, shippedFlow } from '../support/flow.ts'

const flow = aFlow('checkout', shippedFlow('checkout'))
const talk = () => flowTalk(fixtureKnowledge(), [flow])
const ticked = (bot: ReturnType<typeof talk>) => bot.answers()?.done_items ?? null

const done: [text: string, items: string[]][] = [
  ['钥匙还了', ['keys']],
  ['水电费交了', ['bills']],
  ['宿舍打扫完啦', ['cleaning']],
  ['钥匙还了 水电费也交清了', ['keys', 'bills']],
  ['还完钥匙了', ['keys']],
  ['把遥控器交给宿管了', ['keys']],
  ['查宿已经通过', ['inspection']],
  ['登记表签好了', ['signature']],
  ['行李都寄走了', ['belongings']],
  ['钥匙还了，明天再交水电费', ['keys']],
]
for (const [text, items] of done)
  test(`“${text}” outside of the form ticks it and says what is left`, () => {
    const bot = talk()
    expect(bot.say(text).text).toContain('还差：')
    expect(ticked(bot)).toEqual(items)
  })

for (const text of [
  '钥匙怎么还',
  '明天还钥匙',
  '钥匙还没还',
  '钥匙还了吗',
  '钥匙 还没还',
  '等我还了钥匙再说',
  '要是钥匙还了就能走吧',
  '室友的钥匙还了',
  '钥匙丢了',
  '钥匙还了一把',
  '水电费涨了',
  '准备去交水电费了',
  '差点忘了还钥匙',
  '钥匙应该还了',
  '钥匙',
])
  test(`“${text}” ticks nothing`, () => {
    const bot = talk()
    bot.say(text)
    expect(ticked(bot)).toBe(null)
  })

test('in a group nothing is ticked', () => {
  const bot = talk()
  bot.say('小助手 钥匙还了', { room: 'g1' })
  expect(ticked(bot)).toBe(null)
})

test('staff tick nothing', () => {
  const bot = talk()
  bot.say('钥匙还了', { role: 'counselor' })
  expect(ticked(bot)).toBe(null)
})

test('one thing after the other is added, and the last says that all is done', () => {
  const bot = talk()
  bot.all('退宿清单', '除了钥匙都好了', '提交')
  expect(bot.say('钥匙还了').text).toContain('都齐了')
  expect(ticked(bot)).toHaveLength(9)
})

test('a list that is opened again keeps its ticks, adds to them and says what is missing', () => {
  const bot = talk()
  bot.all('退宿清单', '1 2', '提交')
  expect(bot.say('退宿清单').text).toContain('1. 个人物品清空（已办好）')
  const said = bot.say('3 6').text
  expect(said).toContain('· 查宿：')
  expect(said).not.toContain('· 打扫：')
  expect(ticked(bot)).toEqual(['belongings', 'sorting', 'cleaning', 'keys'])
})

test('what turns out not to be done goes again', () => {
  const bot = talk()
  bot.all('退宿清单', '1 6', '提交', '退宿清单', '打扫完了，钥匙其实没还')
  expect(ticked(bot)).toEqual(['belongings', 'cleaning'])
})

test('only denied, it goes too', () => {
  const bot = talk()
  bot.all('退宿清单', '1 6', '提交', '退宿清单', '钥匙没还')
  expect(ticked(bot)).toEqual(['belongings'])
})

test('a list that is opened again can be taken back', () => {
  const bot = talk()
  bot.all('退宿清单', '1', '提交', '退宿清单', '撤回')
  expect(bot.submissions().map(s => s.state)).toEqual(['withdrawn'])
})

test('while the summary is looked at, what is told is added to it', () => {
  const bot = talk()
  expect(bot.all('退宿清单', '1', '钥匙还了').text).toContain('个人物品清空、钥匙遥控器交还')
})
