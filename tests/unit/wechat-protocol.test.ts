import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isRawMessage,
  isRemoteStop,
  mentionsAny,
  type RawMessage,
  readMessage,
  systemNews,
  tamed,
} from '../../src/channels/wechat/protocol.ts'
import { carried } from '../support/wechat/cast.ts'

const raw = (given: Partial<RawMessage>): RawMessage => ({
  MsgId: '1',
  MsgType: 1,
  FromUserName: '@@group',
  ToUserName: '@bot',
  Content: '',
  CreateTime: 0,
  ...given,
})
const inGroup = (text: string) => readMessage(raw({ Content: `@f00:<br/>${carried(text)}` }))

test('a text with a colon before a line break arrives whole', () => {
  expect(inGroup('时间 18:\n第二行:\n第三行')).toMatchObject({ talker: '@f00', text: '时间 18:\n第二行:\n第三行' })
})

test('whatever is written in a group arrives as it was written', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => void expect(inGroup(text).text).toBe(text)))
})

test('emoji that the platform writes as pictures are characters again', () => {
  const emoji = '<span class="emoji emoji1f393"></span><span class="emoji emoji1f1e81f1f3"></span>'
  expect(readMessage(raw({ FromUserName: '@a', Content: `毕业${emoji}` })).text).toBe('毕业🎓🇨🇳')
})

test('a place, a voice and a system line are no texts', () => {
  expect(readMessage(raw({ FromUserName: '@a', SubMsgType: 48, Content: 'x' })).kind).toBe('other')
  expect(readMessage(raw({ FromUserName: '@a', MsgType: 34 })).kind).toBe('other')
  expect(readMessage(raw({ MsgType: 10000, Content: '你修改群名' })).kind).toBe('system')
})

test('a quote that comes as XML is read like one that comes as text', () => {
  const xml =
    '<msg><appmsg><title>第一个</title><type>57</type><refermsg><displayname>离校小助手</displayname><content>哪一个？</content></refermsg></appmsg></msg>'
  const read = readMessage(raw({ MsgType: 49, Content: `@f00:<br/>${carried(xml)}` }))
  expect(read).toMatchObject({
    kind: 'text',
    text: expect.stringMatching(/^「离校小助手：哪一个？」\n(- )+-\n第一个$/),
  })
})

/** What is quoted by a message that comes as XML, with the kind and the content of the quoted one. */
function quotedBy(type: number, content: string) {
  const refer = `<refermsg><type>${type}</type><displayname>示例乙</displayname><content>${carried(content)}</content></refermsg>`
  const xml = `<msg><appmsg><title>这是真的吗</title><type>57</type>${refer}</appmsg></msg>`
  const { text } = readMessage(raw({ MsgType: 49, Content: `@f00:<br/>${carried(xml)}` }))
  return /^「示例乙：([\s\S]*)」\n(?:- )+-\n这是真的吗$/.exec(text)?.[1]
}

test('of a quoted card the title, the description and the address are read', () => {
  const card =
    '<msg><appmsg><title>补贴申领</title><des>今日截止</des><type>5</type><url>https://x.example/?a=1</url></appmsg></msg>'
  expect(quotedBy(49, card)).toBe('补贴申领\n今日截止\nhttps://x.example/?a=1')
})

test('of a quote that is quoted its new words are read, of a picture nothing', () => {
  expect(quotedBy(49, '<msg><appmsg><title>我觉得是假的</title><type>57</type></appmsg></msg>')).toBe('我觉得是假的')
  expect(quotedBy(3, '<msg><img aeskey="a" cdnmidimgurl="http://x.example/1" /></msg>')).toBe('')
  expect(quotedBy(1, '先垫付后返佣')).toBe('先垫付后返佣')
})

test('a group message without a writer has none', () => {
  expect(readMessage(raw({ Content: 'no writer' })).talker).toBeNull()
})

test('the phrases that would log the account out are known in every writing', () => {
  const moon = '<span class="emoji emoji1f31a"></span> <span class="emoji emoji1f31d"></span>'
  expect(isRemoteStop({ ToUserName: '@bot', Content: '🌚 🌝🌚 🌝🌚 🌝' })).toBe(true)
  expect(isRemoteStop({ ToUserName: '@bot', Content: moon.repeat(3) })).toBe(true)
  expect(isRemoteStop({ ToUserName: 'filehelper', Content: '退出wechat4u' })).toBe(true)
  expect(isRemoteStop({ ToUserName: '@bot', Content: '退出wechat4u' })).toBe(false)
})

test('what is no message is none', () => {
  for (const value of [null, 1, 'x', {}, { MsgId: '', FromUserName: '@a', ToUserName: '@b', Content: '' }])
    expect(isRawMessage(value)).toBe(false)
  expect(isRawMessage(raw({}))).toBe(true)
})

test('a mention is a whole name, closed by a space, U+2005 or the end', () => {
  for (const text of ['@小助手\u2005在吗', '在吗 @小助手', '@小助手 在吗', '问@小助手\n在吗'])
    expect([text, mentionsAny(text, ['小助手'])]).toEqual([text, true])
  for (const text of ['@小助手二号 在吗', '小助手在吗', ''])
    expect([text, mentionsAny(text, ['小助手', ''])]).toEqual([text, false])
  expect(mentionsAny('@a.c 在吗', ['a.c'])).toBe(true)
  expect(mentionsAny('@abc 在吗', ['a.c'])).toBe(false)
})

test('being removed and being blocked are read from what the platform says', () => {
  expect(systemNews('你被"示例甲"移出群聊')).toBe('left')
  expect(systemNews('消息已发出，但被对方拒收了。')).toBe('blocked')
  expect(systemNews('示例甲开启了朋友验证，你还不是他（她）朋友。请先发送朋友验证请求')).toBe('blocked')
  expect(systemNews('你将"示例甲"移出了群聊')).toBeNull()
})

const evil = 'process.exit(1); require("fs")'
const scripts: [path: string, sent: string, evaluated: string][] = [
  [
    '/jslogin',
    `window.QRLogin.code = 200; window.QRLogin.uuid = "ab-_9=="; ${evil}`,
    'window.QRLogin.code = 200; window.QRLogin.uuid = "ab-_9=="',
  ],
  ['/jslogin', evil, 'window.QRLogin.code = 0; window.QRLogin.uuid = ""'],
  ['/cgi-bin/mmwebwx-bin/login', `window.code=408; ${evil}`, 'window.code = 408'],
  [
    '/cgi-bin/mmwebwx-bin/login',
    `window.code=201;window.userAvatar='data:${evil}'`,
    'window.code = 201; window.userAvatar = "data:,"',
  ],
  ['/cgi-bin/mmwebwx-bin/login', 'window.code=200;window.redirect_uri="https://evil.example/x"', 'window.code = 400'],
  ['/cgi-bin/mmwebwx-bin/login', evil, 'window.code = 400'],
  [
    '/cgi-bin/mmwebwx-bin/synccheck',
    `window.synccheck={retcode:"0",selector:"2"};${evil}`,
    'window.synccheck = { retcode: 0, selector: 2 }',
  ],
  [
    '/cgi-bin/mmwebwx-bin/synccheck',
    'window.synccheck={retcode:"1101",selector:"0"}',
    'window.synccheck = { retcode: 1101, selector: 0 }',
  ],
  ['/cgi-bin/mmwebwx-bin/synccheck', evil, 'window.synccheck = { retcode: -1, selector: -1 }'],
]
for (const [path, sent, evaluated] of scripts)
  test(`of “${sent.slice(0, 40)}” only “${evaluated}” is evaluated`, () => {
    expect(tamed(path, sent)).toBe(evaluated)
  })

test('answers that are not evaluated stay as they are', () => {
  expect(tamed('/cgi-bin/mmwebwx-bin/webwxsync', evil)).toBeNull()
})

test('no server text can put code into what is evaluated', () => {
  const known = /^window\.synccheck = \{ retcode: -?\d+, selector: -?\d+ \}$/
  fc.assert(fc.property(fc.string(), text => void expect(tamed('/synccheck', text)).toMatch(known)))
})
