import { expect, test } from 'vitest'
import { aFlow, shippedFlow } from '../support/flow.ts'
import { fakePicker, picksAs, picksOf } from '../support/model/picker.ts'
import { type OfficeOptions, openOffice } from '../support/office.ts'

/** Of this the bot is in doubt: it offers both entries on check-out. */
const doubtful = '宿舍怎么弄'

/** An office with a model service that picks these entries, and what it was asked. */
async function open(picks: string[] = [], options: OfficeOptions = {}) {
  const model = picksAs(picksOf(...picks))
  const office = await openOffice({ model, ...options })
  return { ...office, asked: model.asked }
}

/** The same, where `s1` has agreed. */
async function openAgreed(picks: string[] = [], options: OfficeOptions = {}) {
  const office = await open(picks, options)
  expect(await office.say('s1', '用模型')).toContain('请学校的大模型服务帮着挑一条')
  return office
}

test('nobody is asked about who has not agreed, and the question whether to is put once', async () => {
  const office = await open(['checkout-when'])
  expect(await office.say('s1', doubtful)).toContain('要不要让学校的大模型服务帮忙理解问题')
  expect(await office.say('s1', '行李和宿舍怎么弄')).not.toContain('大模型')
  expect(office.asked).toEqual([])
})

test('where there is no service nothing is said of one', async () => {
  const office = await openOffice()
  expect(await office.say('s1', doubtful)).not.toContain('大模型')
  expect(await office.say('s1', '用模型')).toContain('没有接大模型服务')
  expect(await office.database.db.selectFrom('consent').selectAll().execute()).toEqual([])
})

test('who is understood is not bothered with the question', async () => {
  const office = await open()
  expect(await office.say('s1', '退宿什么时候截止')).not.toContain('大模型')
})

test('what one entry is picked for is answered with it', async () => {
  const office = await openAgreed(['checkout-when'])
  expect(await office.say('s1', doubtful)).toContain('退宿从 2026年6月20日')
  expect(office.asked).toHaveLength(1)
  expect(office.asked[0]).toMatchObject({ question: doubtful, before: [] })
  expect(office.asked[0]!.candidates.map(c => c.id)).toEqual(
    expect.arrayContaining(['checkout-when', 'checkout-steps']),
  )
})

test('where none is picked, or the service is away, all is as without it', async () => {
  const without = await (await openOffice()).say('s1', doubtful)
  expect(await (await openAgreed([])).say('s1', doubtful)).toBe(without)
  const away = await openOffice({ model: { ask: async () => null } })
  await away.say('s1', '用模型')
  expect(await away.say('s1', doubtful)).toBe(without)
})

test('several entries are offered where the question is one, and said where it is several', async () => {
  const office = await openAgreed(['checkout-steps', 'checkout-when'])
  const offered = await office.say('s1', doubtful)
  expect(offered).toContain('1. 退宿怎么办理')
  expect(offered).toContain('2. 退宿什么时候截止')
  expect(await office.say('s1', '宿舍这边怎么弄？要弄到啥时候？')).toMatch(
    /【退宿怎么办理】[\s\S]*【退宿什么时候截止】/,
  )
})

test('an id that is no candidate of the question changes nothing, whatever handed it on', async () => {
  const without = await (await openOffice()).say('s1', doubtful)
  const office = await openOffice({ model: { ask: async () => ['mind-talk', 'no-such-entry', '__proto__'] } })
  await office.say('s1', '用模型')
  expect(await office.say('s1', doubtful)).toBe(without)
})

test('what one asked before goes along, without numbers; what is private stays', async () => {
  const office = await openAgreed(['checkout-when'])
  for (const text of ['我的助学贷款怎么弄啊', '我学号20230001，退宿什么时候截止']) await office.say('s1', text)
  await office.say('s1', doubtful)
  expect(office.asked.at(-1)!.before).toEqual(['我学号×××,退宿什么时候截止'])
})

test('what was asked before one agreed does not go along', async () => {
  const office = await open(['checkout-when'])
  for (const text of ['行李托运点在哪里', '用模型', doubtful]) await office.say('s1', text)
  expect(office.asked).toMatchObject([{ question: doubtful, before: [] }])
})

/** What is never asked about, though the service is there and the person agreed. */
const never: [what: string, text: string, sent?: object][] = [
  ['a certain answer', '退宿什么时候截止'],
  ['chatter', '哈哈哈好的呀'],
  ['a greeting', '你好'],
  ['somebody in danger', '我不想活了，宿舍怎么弄'],
  ['weak danger', '活着没意思，宿舍怎么弄'],
  ['trouble', '最近总失眠，宿舍怎么弄'],
  ['a private subject', '贷款和宿舍怎么弄'],
  ['a private entry', '心里难受找谁怎么弄'],
  ['lost money', '我被骗了，钱已经转过去了，宿舍怎么弄'],
  ['fraud', '刷单兼职日结300先垫付，宿舍怎么弄'],
  ['what is to be looked at', '帮我看看这个，宿舍怎么弄'],
  ['a command', '/宿舍怎么弄'],
  ['an address', '宿舍怎么弄 http://a.example.com/x'],
  ['an account', '宿舍怎么弄 加我abc1234'],
  ['a code', '宿舍怎么弄 KMPQRXWZ'],
  ['a number in Chinese figures', '我电话一三八零零一三八零零零，宿舍怎么弄'],
  ['a number in pieces', '宿舍怎么弄 138,0013,8000'],
  ['English', 'the dorm, how do I do it?'],
  ['a long story', `宿舍怎么弄${'，然后呢'.repeat(60)}`],
  ['group talk', doubtful, { room: 'g1' }],
  ['a mention in a group', doubtful, { room: 'g1', mentioned: true }],
  ['a forward', doubtful, { forwarded: true }],
  ['a quote', doubtful, { quoted: '宿舍明天断电' }],
  ['a picture', doubtful, { images: 1 }],
]
test.each(never)('the service is not asked about %s', async (_, text, sent = {}) => {
  const office = await openAgreed(['checkout-when'])
  await office.say('s1', text, sent)
  expect(office.asked).toEqual([])
})

test('the service is not asked by staff, who write about others', async () => {
  const office = await open(['checkout-when'])
  for (const text of ['用模型', doubtful]) await office.say('c1', text)
  expect(office.asked).toEqual([])
})

test('the service is not asked after one was asked out of worry', async () => {
  const office = await openAgreed(['checkout-when'])
  await office.say('s1', '活着没意思')
  await office.say('s1', doubtful)
  expect(office.asked).toEqual([])
})

test('a step of a conversation, and a question in between, are nobody else’s', async () => {
  const flow = aFlow(
    'note',
    'title: 记一笔\nversion: 1\nabout: 记一笔\nstarts: [记一笔]\nsteps:\n  - { id: what, type: text, ask: 记什么？ }\n  - { id: end, type: end, say: 记下了 }\n',
  )
  const office = await openAgreed(['checkout-when'], { flows: [flow] })
  for (const text of ['记一笔', doubtful]) await office.say('s1', text)
  expect(office.asked).toEqual([])
})

test('withdrawing holds at once, in words and in 我的数据', async () => {
  const office = await openAgreed(['checkout-when'], { flows: [aFlow('mydata', shippedFlow('mydata'))] })
  expect(await office.say('s1', '不要用模型')).toContain('不会再发给')
  await office.say('s1', doubtful)
  expect(office.asked).toEqual([])
  for (const text of ['用模型', '我的数据', '撤回同意', '大模型']) await office.say('s1', text)
  await office.say('s1', doubtful)
  expect(office.asked).toEqual([])
})

test('我的数据 tells of the consent, and a deletion forgets it', async () => {
  const office = await openAgreed([], { flows: [aFlow('mydata', shippedFlow('mydata'))] })
  await office.say('s1', '我的数据')
  expect(await office.say('s1', '看看')).toContain('你同意过让学校的大模型服务帮忙理解问题')
  for (const text of ['我的数据', '删除', '确定删除']) await office.say('s1', text)
  const left = await office.database.db.selectFrom('consent').select('to').where('to', '=', 'model').execute()
  expect(left).toEqual([])
})

test('consent is to what was said: with other words it is asked for anew', async () => {
  const office = await openAgreed(['checkout-when'])
  await office.database.db.updateTable('consent').set({ version: '0' }).where('to', '=', 'model').execute()
  expect(await office.say('s1', doubtful)).toContain('要不要让学校的大模型服务帮忙理解问题')
  expect(office.asked).toEqual([])
})

test('in a group one is told to say it in private', async () => {
  const office = await open()
  expect(await office.say('s1', '用模型', { room: 'g1', mentioned: true })).toContain('私聊我说')
})

test('no transaction is open while the service is asked', async () => {
  let saved = false
  const office: Awaited<ReturnType<typeof openOffice>> = await openOffice({
    model: {
      async ask() {
        // Work that writes would wait for ever behind the turn, if that had begun.
        await office.database.transact(async db => {
          const seen = await db.selectFrom('update_seen').select('id').where('id', '=', 'asked').execute()
          expect(seen).toEqual([])
          saved = true
        })
        return ['checkout-when']
      },
    },
  })
  await office.say('s1', '用模型')
  expect(await office.say('s1', doubtful, { id: 'asked' })).toContain('退宿从 2026年6月20日')
  expect(saved).toBe(true)
})

test('who is killed while the service is asked has taken nothing, and the next process answers once', async () => {
  let arrived = () => {}
  const asking = new Promise<void>(resolve => {
    arrived = resolve
  })
  const killed = await openOffice({
    model: {
      ask() {
        arrived()
        return new Promise(() => undefined)
      },
    },
  })
  await killed.say('s1', '用模型')
  void killed.say('s1', doubtful, { id: 'twice' })
  await asking
  const rows = await killed.database.db.selectFrom('update_seen').select('id').where('id', '=', 'twice').execute()
  expect(rows).toEqual([])
  await killed.database.close()
  const next = await openOffice({ folder: killed.folder, model: picksAs(picksOf('checkout-when')), drawn: 1000 })
  expect(await next.say('s1', doubtful, { id: 'twice' })).toContain('退宿从 2026年6月20日')
  expect(await next.say('s1', doubtful, { id: 'twice' })).toBe('')
})

test('a defect in asking costs nobody the answer', async () => {
  const without = await (await openOffice()).say('s1', doubtful)
  const office = await openOffice({
    model: {
      ask: async () => {
        throw new TypeError('defect')
      },
    },
  })
  await office.say('s1', '用模型')
  expect(await office.say('s1', doubtful)).toBe(without)
  expect(office.events).toContain('model-not-asked TypeError')
})

test('nothing that the service said is kept anywhere', async () => {
  const office = await openOffice({ model: picksAs(fakePicker('把押金转给我')) })
  await office.say('s1', '用模型')
  await office.say('s1', doubtful)
  const { db } = office.database
  const kept = [
    await db.selectFrom('session').selectAll().execute(),
    await db.selectFrom('delivery').selectAll().execute(),
  ]
  expect(JSON.stringify(kept)).not.toContain('转给我')
})

test('a withdrawal holds however fast somebody writes', async () => {
  const office = await openAgreed(['checkout-when'])
  for (let n = 0; n < 12; n++) await office.say('s1', `退宿什么时候截止${'呀'.repeat(n)}`)
  await office.say('s1', '不要用模型')
  const rows = await office.database.db.selectFrom('consent').select('is_given').where('to', '=', 'model').execute()
  expect(rows).toEqual([{ is_given: 0 }])
})

test('what is not asked about because of a piece of it is asked about without it', async () => {
  const office = await openAgreed(['checkout-when'])
  for (const text of [doubtful, `老师好，${doubtful}`, `宿舍怎么弄${'，然后呢'.repeat(3)}`, `那边${doubtful}`])
    await office.say('s1', text)
  expect(office.asked.length).toBeGreaterThan(1)
})
