import { expect, onTestFinished, test } from 'vitest'
import { WechatyBuilder } from 'wechaty'
import { mock, PuppetMock } from 'wechaty-puppet-mock'
import { makeBridge, type WechatAccount } from '../../src/channels/wechat/client/bridge.ts'
import { type WechatFrame, wechatFrame } from '../../src/channels/wechat/wire.ts'
import { until } from '../support/wechat/world.ts'

/** wechaty over its own mock, joined to a wire that is written down. */
async function bridged(over: Partial<WechatAccount> = {}) {
  const mocker = new mock.Mocker()
  const puppet = new PuppetMock({ mocker })
  const bot = WechatyBuilder.build({ puppet })
  const told: WechatFrame[] = []
  const exits: string[] = []
  const done: string[] = []
  const account: WechatAccount = {
    person: id => ({ name: mocker.ContactMock.load(id).payload.name, remark: '', isFriend: true }),
    room: () => ({ topic: '示例一班', me: ['离校小助手'] }),
    directory: () => ({ friends: [], rooms: [] }),
    isResumed: () => false,
    save: async () => void done.push('save'),
    logout: async () => void done.push('logout'),
    taken: id => done.push(id),
    saved: id => done.push(`saved ${id}`),
    again: () => done.push('again'),
    sendText: async (to, text) => {
      await puppet.messageSendText(to, text)
      return 'sent-1'
    },
    sendFile: async () => 'sent-2',
    remark: async (id, remark) => void done.push(`${id} ${remark}`),
    ...over,
  }
  const bridge = makeBridge(bot, account, {
    // What is said must be sayable on the wire.
    tell: async said => void told.push(wechatFrame.parse(said)),
    exit: how => exits.push(how),
  })
  await bot.start()
  onTestFinished(() => bot.stop())
  const me = mocker.createContact({ name: '离校小助手' })
  const student = mocker.createContact({ name: '示例甲' })
  const memberIdList = [me.id, student.id]
  const room = mocker.createRoom({
    id: 'r1@chatroom',
    topic: '示例一班',
    memberIdList,
    ownerId: student.id,
    adminIdList: [],
  })
  const login = async () => {
    mocker.login(me)
    await until(() => told.some(f => f.kind === 'login'), 'it is logged in')
  }
  const heard = async (count = 1) => {
    const messages = () => told.filter(f => f.kind === 'message')
    await until(() => messages().length >= count, `${count} messages`)
    return messages()
  }
  return { bridge, mocker, told, exits, done, me, student, room, login, heard }
}

test('a login is saved, and told before anyone’s words', async () => {
  const { login, told, done, me, student, heard } = await bridged()
  await login()
  student.say('你好').to(me)
  await heard()
  expect(told.map(f => f.kind).slice(0, 3)).toEqual(['login', 'directory', 'message'])
  expect(told[0]).toMatchObject({ self: { id: me.id, name: '离校小助手' } })
  expect(done[0]).toBe('save')
})

test('a private text and a text in a group become messages', async () => {
  const { login, me, student, room, heard, done } = await bridged()
  await login()
  student.say('你好').to(me)
  student.say('大家好').to(room)
  const messages = await heard(2)
  expect(messages).toMatchObject([
    { text: '你好', room: null, talker: { id: student.id, name: '示例甲' }, isMentioned: false },
    { text: '大家好', room: { id: room.id, topic: '示例一班' }, isMentioned: false },
  ])
  await until(() => messages.every(m => done.includes(m.id)), 'both are handed over')
})

test('a mention that the platform knows and one that only the text shows are both mentions', async () => {
  const { login, me, student, room, heard } = await bridged()
  await login()
  student.say('在吗', [me]).to(room)
  student.say('@离校小助手\u2005在吗').to(room)
  expect((await heard(2)).map(m => m.isMentioned)).toEqual([true, true])
})

test('what the account itself says is not heard', async () => {
  const { login, me, student, room, heard } = await bridged()
  await login()
  me.say('我自己').to(room)
  student.say('别人').to(room)
  expect((await heard()).map(m => m.text)).toEqual(['别人'])
})

test('a text is sent after it was said that it may be on its way', async () => {
  const { login, bridge, told, student, mocker } = await bridged()
  await login()
  const arrived: string[] = []
  mocker.puppet.on('message', async ({ messageId }) => {
    arrived.push((await mocker.puppet.messagePayload(messageId)).text ?? '')
  })
  await bridge.obey({ do: 'text', job: 7, to: student.id, text: '好的' })
  expect(told.slice(-2)).toEqual([
    { kind: 'begun', job: 7 },
    { kind: 'done', job: 7, result: { outcome: 'sent', id: 'sent-1' } },
  ])
  await until(() => arrived.includes('好的'), 'it arrived')
})

const failing = (error: object) => ({ sendText: () => Promise.reject(Object.assign(new Error('x'), error)) })
const failures: [what: string, error: object, outcome: object][] = [
  [
    'the platform’s own number',
    { response: { data: { BaseResponse: { Ret: 1205 } } } },
    { outcome: 'refused', ret: 1205 },
  ],
  ['no connection', { code: 'ECONNREFUSED' }, { outcome: 'unsent' }],
  ['a refused upload', { tips: '上传媒体文件失败', code: 'ECONNRESET' }, { outcome: 'unsent' }],
  ['a request that is none', { response: { status: 404 } }, { outcome: 'unsent' }],
  ['a cut connection', { code: 'ECONNRESET' }, { outcome: 'unknown' }],
  ['a fault of the server', { response: { status: 502 } }, { outcome: 'unknown' }],
  ['a time-out', { code: 'ECONNABORTED' }, { outcome: 'unknown' }],
]
for (const [what, error, result] of failures)
  test(`${what} is told as ${JSON.stringify(result)}`, async () => {
    const { login, bridge, told } = await bridged(failing(error))
    await login()
    await bridge.obey({ do: 'text', job: 1, to: '@a', text: '好' })
    expect(told.at(-1)).toEqual({ kind: 'done', job: 1, result })
  })

test('what the bot has saved need not be kept, nor what is nothing for it', async () => {
  const { login, bridge, me, student, room, heard, done } = await bridged()
  await login()
  me.say('我自己').to(room)
  student.say('别人').to(room)
  const [message] = await heard()
  expect(done.filter(d => d.startsWith('saved'))).toHaveLength(1)
  await bridge.obey({ do: 'saved', id: message!.id })
  expect(done.at(-1)).toBe(`saved ${message!.id}`)
})

test('what was left before comes again after the login was told', async () => {
  const { login, told, done } = await bridged()
  await login()
  await until(() => done.includes('again'), 'it is asked for')
  expect(told.map(f => f.kind)).toEqual(['login', 'directory'])
})

test('not logged in, nothing is sent', async () => {
  const { bridge, told } = await bridged()
  await bridge.obey({ do: 'text', job: 1, to: '@a', text: '好' })
  expect(told).toEqual([{ kind: 'done', job: 1, result: { outcome: 'unsent' } }])
})

test('ending keeps the login, logging out does not', async () => {
  const { login, bridge, exits, done } = await bridged()
  await login()
  await bridge.obey({ do: 'end' })
  expect([exits, done.filter(d => d === 'save').length, done.includes('logout')]).toEqual([['ended'], 2, false])
  await bridge.obey({ do: 'logout' })
  expect([exits.at(-1), done.includes('logout')]).toEqual(['loggedOut', true])
})
