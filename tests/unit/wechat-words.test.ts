import { expect, test } from 'vitest'
import { decodeWechat } from '../../src/channels/wechat/decode.ts'
import { encodeWechat } from '../../src/channels/wechat/encode.ts'
import { afterQuietHours, typingMs } from '../../src/channels/wechat/manners.ts'
import { environmentFor } from '../../src/channels/wechat/settings.ts'
import { type WechatMessage, wechatFrame } from '../../src/channels/wechat/wire.ts'
import type { Delivery } from '../../src/core/delivery.ts'

const message = (text: string): WechatMessage => ({
  kind: 'message',
  id: '1',
  at: 0,
  talker: { id: '@a', name: '示例甲', remark: '', isFriend: true },
  room: { id: '@@g', topic: '示例一班', me: ['离校小助手', '一班小助手'] },
  text,
  image: null,
  isMentioned: false,
})
const read = (text: string) => decodeWechat(message(text), '离校小助手', null)

test('the mention is taken out, under the name that the bot has in that group too', () => {
  expect(read('@一班小助手\u2005退宿怎么办').text).toBe('退宿怎么办')
  expect(read('请问 @离校小助手 退宿怎么办').text).toBe('请问 退宿怎么办')
})

test('a quote is what is quoted, and a reply to the bot when the bot said it', () => {
  const dashes = '- - - - - - - - - - - - - - -'
  expect(read(`「离校小助手：你问的是：\n1. 退宿」\n${dashes}\n第一个`)).toMatchObject({
    text: '第一个',
    quoted: '你问的是：\n1. 退宿',
    repliesToBot: true,
  })
  expect(read(`「示例乙：晚上吃什么」\n${dashes}\n食堂`)).toMatchObject({ quoted: '晚上吃什么', repliesToBot: false })
  expect(read('「引号」\n- 不是引用').quoted).toBeUndefined()
})

test('the line below a quote may be of dashes of any kind', () => {
  for (const line of ['- - - - - - - - - - - - - - -', '——————————', '---------------'])
    expect(read(`「示例乙：先垫付后返佣」\n${line}\n@离校小助手\u2005这是真的吗`)).toMatchObject({
      text: '这是真的吗',
      quoted: '先垫付后返佣',
      mentioned: true,
    })
})

test('a quoted picture is a quote without words', () => {
  expect(read('「示例乙：[图片]」\n- - - - - - - - - - - - - - -\n能扫吗')).toMatchObject({
    text: '能扫吗',
    quoted: '',
  })
})

test('a mention in the quoted words calls nobody', () => {
  const text = '「示例乙：@离校小助手 退宿怎么办」\n- - - - - - - - - - - - - - -\n我也想问'
  expect(decodeWechat({ ...message(text), isMentioned: true }, '离校小助手', null).mentioned).toBe(false)
})

const delivery = (given: Partial<Delivery>) => ({ text: '', choices: [], images: [], ...given }) as unknown as Delivery

test('choices are numbered lines, and whoever is meant is named first', () => {
  const choices = ['退宿', '退费'].map((label, n) => ({ value: String(n + 1), label }))
  expect(encodeWechat(delivery({ text: '哪一个？', choices }), '示例甲')).toEqual([
    { text: '@示例甲\u2005哪一个？\n1. 退宿\n2. 退费' },
  ])
})

test('pictures and files follow the text', () => {
  const given = delivery({
    text: '看',
    images: [{ url: '/p.png', alt: '' }],
    files: [{ url: '/f.pdf', name: '证书.pdf' }],
  })
  expect(encodeWechat(given, null)).toEqual([
    { text: '看' },
    { url: '/p.png', name: null },
    { url: '/f.pdf', name: '证书.pdf' },
  ])
})

const zone = 'Asia/Shanghai'
const at = (time: string) => new Date(`2027-06-30T${time}:00+08:00`)

test('reminders and broadcasts wait for the morning, answers and warnings do not', () => {
  expect(afterQuietHours('reminder', at('23:30'), zone)).toEqual(new Date('2027-07-01T07:00:00+08:00'))
  expect(afterQuietHours('broadcast', at('06:59'), zone)).toEqual(at('07:00'))
  expect(afterQuietHours('broadcast', at('07:00'), zone)).toBeNull()
  expect(afterQuietHours('reminder', at('22:59'), zone)).toBeNull()
  for (const purpose of ['reply', 'safety'] as const) expect(afterQuietHours(purpose, at('03:00'), zone)).toBeNull()
})

test('no two messages take the same time to write', () => {
  expect(typingMs('好', 0)).toBeLessThan(typingMs('好', 0.9))
  expect(typingMs('很长'.repeat(2000), 0.9)).toBeLessThan(5000)
})

test('of our environment the process gets how to reach the network, and no secret', () => {
  const env = {
    PATH: '/bin',
    HTTPS_PROXY: 'http://p',
    FAREWELL_SECRET: 's',
    FAREWELL_TELEGRAM_TOKEN: 't',
    NODE_OPTIONS: '--x',
    HOME: '/root',
  }
  expect(environmentFor(env)).toEqual({ PATH: '/bin', HTTPS_PROXY: 'http://p' })
})

test('a frame that is none is refused', () => {
  const good = message('好')
  expect(wechatFrame.safeParse(good).success).toBe(true)
  for (const bad of [
    { ...good, text: 1 },
    { ...good, extra: 1 },
    { ...good, image: '<b>' },
    { kind: 'exec', what: 'x' },
    null,
  ])
    expect(wechatFrame.safeParse(bad).success).toBe(false)
})
