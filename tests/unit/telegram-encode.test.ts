import { expect, test } from 'vitest'
import { encode } from '../../src/channels/telegram/encode.ts'
import type { Assets } from '../../src/core/asset.ts'
import type { Delivery } from '../../src/core/delivery.ts'

const assets: Assets = {
  keep: async () => ({ outcome: 'refused', reason: 'not-a-picture' }),
  async read(url) {
    const type = { png: 'image/png', gif: 'image/gif', pdf: 'application/pdf' }[url.slice(-3)]
    return type ? { bytes: new Uint8Array([1]), type, name: url.slice(1) } : null
  },
}
const delivery: Delivery = {
  id: 'd1',
  purpose: 'reply',
  key: 'reply:telegram:1:0',
  chatId: 'telegram:-1',
  channel: 'telegram',
  chatKind: 'group',
  to: null,
  at: new Date(0),
  attempts: 0,
  text: '好的',
  choices: [],
  images: [],
  rateable: false,
}
const messages = (saying: Partial<Delivery>, addressee: { id: number; name: string } | null = null) =>
  encode({ ...delivery, ...saying }, { assets, addressee, rating: ['有用', '没用'] })
const pictures = (count: number) => Array.from({ length: count }, (_, n) => ({ url: `/${n}.png`, alt: '' }))
const rows = async (choices: { value: string; label: string }[], rateable = false) => {
  const [message] = await messages({ choices, rateable })
  return message?.kind === 'text' ? message.keyboard.map(row => row.map(b => b.text)) : []
}
const labelled = (...labels: string[]) => labels.map((label, n) => ({ value: `${n}`, label }))

test('a text has no markup that anyone could write into it', async () => {
  expect(await messages({ text: '<b>*x*</b>' })).toEqual([
    { kind: 'text', text: '<b>*x*</b>', entities: [], keyboard: [] },
  ])
})

test('who is meant is named by their number, and the text follows', async () => {
  const [message] = await messages({}, { id: 5, name: '示例🎓' })
  expect(message).toMatchObject({
    text: '示例🎓 好的',
    entities: [{ type: 'text_mention', offset: 0, length: 4, user: { id: 5 } }],
  })
})

test('a picture with few words is one message, with many it is two', async () => {
  const kinds = async (text: string) => (await messages({ text, images: pictures(1) })).map(m => m.kind)
  expect([await kinds('看图'), await kinds('长'.repeat(1025))]).toEqual([['photo'], ['photo', 'text']])
})

test('pictures are shown in albums of at most ten', async () => {
  const sizes = async (count: number) =>
    (await messages({ text: '', images: pictures(count) })).map(m => (m.kind === 'album' ? m.photos.length : 1))
  expect([await sizes(3), await sizes(11), await sizes(25)]).toEqual([[3], [10, 1], [10, 10, 5]])
})

test('a picture that moves is sent as a file, or it would stand still', async () => {
  expect(await messages({ images: [{ url: '/a.gif', alt: '' }] })).toMatchObject([{ kind: 'file', text: '好的' }])
})

test('a picture that is gone is left out, and its words stay', async () => {
  expect(await messages({ images: [{ url: '/gone', alt: '' }] })).toMatchObject([{ kind: 'text', text: '好的' }])
})

test('buttons stand below the last message', async () => {
  const choices = labelled('好')
  const files = [
    { url: '/a.pdf', name: '证书.pdf' },
    { url: '/b.pdf', name: '清单.pdf' },
  ]
  const all = await messages({ choices, files })
  expect(all.map(m => ('keyboard' in m ? m.keyboard.length : 0))).toEqual([0, 0, 1])
})

test('below an album there are no buttons, so its last picture stands alone', async () => {
  const all = await messages({ text: '', images: pictures(4), choices: labelled('好') })
  expect(all).toMatchObject([
    { kind: 'album', photos: [{}, {}, {}] },
    { kind: 'photo', keyboard: [[{}]] },
  ])
})

test('short buttons stand side by side, long ones below each other', async () => {
  expect(await rows(labelled('是', '否', '跳过', '上一步'))).toEqual([['是', '否', '跳过'], ['上一步']])
  expect(await rows(labelled('毕业证什么时候领', '档案去哪了', '助学贷款毕业确认怎么做'))).toEqual([
    ['毕业证什么时候领', '档案去哪了'],
    ['助学贷款毕业确认怎么做'],
  ])
})

test('what may be rated has the two words below it, in one row', async () => {
  expect(await rows(labelled('怎么退宿'), true)).toEqual([['怎么退宿'], ['有用', '没用']])
})

test('a button sends back its value; what is too long for one is left to be typed', async () => {
  const long = '很'.repeat(22)
  const [message] = await messages({
    choices: [
      { value: '2', label: '乙' },
      { value: long, label: '丙' },
    ],
  })
  expect(message).toMatchObject({ text: `好的\n${long}`, keyboard: [[{ text: '乙', callback_data: '2' }]] })
})

test('nothing to say is no message', async () => {
  expect(await messages({ text: '' })).toEqual([])
})
