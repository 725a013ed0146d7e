import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeTelegram } from '../../src/channels/telegram/decode.ts'
import { entitiesOf } from '../support/telegram/world.ts'

const me = { id: 42, username: 'lixiao_bot' }
const now = new Date('2026-06-10T04:00:00Z')
const around = { me, now, isOpen: (id: number) => id === 7 }
const writer = { id: 5, first_name: '示例', last_name: '同学' }
const group = { id: -100, type: 'supergroup', title: '示例1班' }

/** What a message in the group means. */
function heard(message: object, { chat = group, from = writer }: { chat?: object; from?: object } = {}) {
  const decoded = decodeTelegram(
    { update_id: 9, message: { message_id: 3, date: 1781064000, chat, from, ...message } },
    around,
  )
  return decoded?.kind === 'message' ? decoded : null
}
const said = (text: string) => heard({ text, entities: entitiesOf(text) })?.update.message

test('a message in a group comes with ids of its own kind', () => {
  expect(heard({ text: '怎么退宿' })?.update).toEqual({
    id: 'telegram:9',
    chat: { id: 'telegram:-100', channel: 'telegram', kind: 'group', title: '示例1班' },
    person: { id: 'telegram:5', name: '示例 同学', role: 'student', privateChat: null },
    at: new Date(1781064000_000),
    message: { text: '怎么退宿', images: [], mentioned: false, repliesToBot: false },
  })
})

test('a private chat is where something can be said to its writer', () => {
  const chat = { id: 5, type: 'private' }
  expect(heard({ text: '在吗' }, { chat })?.update.person.privateChat?.id).toBe('telegram:5')
})

test('in a group, only those who have opened their private chat have one', () => {
  const home = (id: number) => heard({ text: 'x' }, { from: { id, first_name: '示例' } })?.update.person.privateChat?.id
  expect([home(5), home(7)]).toEqual([undefined, 'telegram:7'])
})

test.each([
  ['@lixiao_bot 怎么退宿', '怎么退宿'],
  ['怎么退宿 @lixiao_bot', '怎么退宿'],
  ['请问 @LiXiao_Bot 怎么退宿', '请问 怎么退宿'],
  ['/help@lixiao_bot', '/help'],
])('“%s” speaks to the bot and says “%s”', (text, left) => {
  expect(said(text)).toMatchObject({ text: left, mentioned: true })
})

test.each(['/help@other_bot', '@other_bot 你好', '邮箱是 a@lixiao_bot_mail', '/help'])(
  '“%s” is left as it is',
  text => {
    expect(said(text)).toMatchObject({ text, mentioned: false })
  },
)

test('a mention without a username is one too', () => {
  const entities = [{ type: 'text_mention', offset: 0, length: 3, user: { id: 42 } }]
  expect(heard({ text: '小助手 在吗', entities })?.update.message).toMatchObject({ text: '在吗', mentioned: true })
})

test('the word of a link that opens the bot is what is said', () => {
  expect([said('/start K7P2M')?.text, said('/start')?.text]).toEqual(['K7P2M', '/start'])
})

test('a reply to the bot is known, with the part that it quotes', () => {
  const reply_to_message = { from: { id: 42 }, text: '你想问的是哪一个？第一还是第二' }
  expect(heard({ text: '第一个', reply_to_message })?.update.message).toMatchObject({
    repliesToBot: true,
    quoted: '你想问的是哪一个？第一还是第二',
  })
  expect(heard({ text: '第一个', reply_to_message, quote: { text: '哪一个' } })?.update.message.quoted).toBe('哪一个')
})

const doubted = { text: '@lixiao_bot 这是真的吗', entities: entitiesOf('@lixiao_bot 这是真的吗') }
const aPhoto = [{ file_id: 'p', file_unique_id: 'u', width: 90, height: 90, file_size: 900 }]

test('of a reply to somebody else, the text or the caption is quoted', () => {
  const quoted = (earlier: object) =>
    heard({ ...doubted, reply_to_message: { message_id: 2, date: 1, chat: group, from: { id: 6 }, ...earlier } })
      ?.update.message
  expect(quoted({ text: '先垫付后返佣' })).toMatchObject({
    text: '这是真的吗',
    quoted: '先垫付后返佣',
    repliesToBot: false,
  })
  expect(quoted({ photo: aPhoto, caption: '扫码领' })?.quoted).toBe('扫码领')
})

test('what is replied to in another chat is quoted as far as it is told: the chosen part, the link that it shows', () => {
  const origin = { type: 'hidden_user', sender_user_name: '示例', date: 1 }
  const quoted = (external_reply: object, more = {}) =>
    heard({ ...doubted, external_reply: { origin, ...external_reply }, ...more })?.update.message.quoted
  expect(quoted({}, { quote: { text: '先垫付后返佣', position: 0 } })).toBe('先垫付后返佣')
  const link = { link_preview_options: { url: 'https://x.example/pay' } }
  expect(quoted(link, { quote: { text: '点这里', position: 0 } })).toBe('点这里\nhttps://x.example/pay')
  expect(quoted({ photo: aPhoto })).toBe('')
})

test('a reply in another chat to the bot’s own message is one to the bot', () => {
  const external_reply = { origin: { type: 'user', sender_user: { id: 42, is_bot: true }, date: 1 }, photo: aPhoto }
  expect(heard({ text: '真的吗', external_reply })).toMatchObject({
    update: { message: { repliesToBot: true } },
    quotedPictures: [],
  })
})

test('a sticker that is replied to is a quote without words, the beginning of a topic is none', () => {
  const quoted = (earlier: object) =>
    heard({ text: '真的吗', reply_to_message: { message_id: 2, from: { id: 6 }, ...earlier } })?.update.message.quoted
  expect([quoted({ sticker: {} }), quoted({ forum_topic_created: { name: '退宿' } })]).toEqual(['', undefined])
})

test('pictures that are replied to are fetched where the message speaks to the bot, here and from another chat', () => {
  const reply_to_message = { message_id: 2, from: { id: 6 }, photo: aPhoto }
  const external_reply = {
    origin: { type: 'hidden_user' },
    document: { file_id: 'd', file_size: 9, mime_type: 'image/png' },
  }
  expect(heard({ ...doubted, reply_to_message })).toMatchObject({ pictures: [], quotedPictures: ['p'] })
  expect(heard({ ...doubted, external_reply })?.quotedPictures).toEqual(['d'])
  expect(heard({ text: '真的吗', reply_to_message }, { chat: { id: 5, type: 'private' } })?.quotedPictures).toEqual([
    'p',
  ])
  expect(heard({ text: '哈哈', reply_to_message })?.quotedPictures).toEqual([])
})

test('a forwarded message is known as one', () => {
  expect(heard({ text: '加群领红包', forward_origin: { type: 'hidden_user' } })?.update.message.isForwarded).toBe(true)
})

test('of a picture the largest size that is taken is fetched, and its caption is the text', () => {
  const size = (id: string, width: number, file_size: number) => ({ file_id: id, width, height: 1, file_size })
  const photo = [size('small', 90, 900), size('fit', 1280, 4_000_000), size('vast', 4000, 6_000_000)]
  const decoded = heard({ photo, caption: '这是录取通知吗' })
  expect([decoded?.pictures, decoded?.update.message.text]).toEqual([['fit'], '这是录取通知吗'])
})

test('a picture sent as a document is a picture, any other document is not', () => {
  const document = (mime_type: string) => heard({ document: { file_id: 'f', file_size: 9, mime_type } })?.pictures
  expect([document('image/png'), document('application/pdf')]).toEqual([['f'], []])
})

test('a pressed button says its value in reply to the bot', () => {
  const press = { id: 'p1', from: writer, data: '2', message: { message_id: 8, date: 0, chat: group } }
  expect(decodeTelegram({ update_id: 9, callback_query: press }, around)).toMatchObject({
    kind: 'message',
    press: 'p1',
    update: { at: now, message: { text: '2', repliesToBot: true } },
  })
})

test('a group that becomes a supergroup is told from both of its messages', () => {
  const old = { id: -5, type: 'group', title: '示例1班' }
  const moved = { kind: 'moved', from: -5, toId: -100, to: { id: 'telegram:-100', kind: 'group', title: '示例1班' } }
  const head = { message_id: 1, date: 1, from: writer }
  expect(
    decodeTelegram({ update_id: 1, message: { ...head, chat: old, migrate_to_chat_id: -100 } }, around),
  ).toMatchObject(moved)
  expect(
    decodeTelegram({ update_id: 2, message: { ...head, chat: group, migrate_from_chat_id: -5 } }, around),
  ).toMatchObject(moved)
})

test('who blocks the bot or puts it out is told', () => {
  const change = (chat: object, status: string) =>
    decodeTelegram({ update_id: 1, my_chat_member: { chat, from: writer, new_chat_member: { status } } }, around)
  expect(change({ id: 5, type: 'private' }, 'kicked')).toMatchObject({ isPrivate: true, isIn: false })
  expect(change(group, 'left')).toMatchObject({ isPrivate: false, isIn: false })
  expect(change(group, 'administrator')).toMatchObject({ isIn: true })
})

test('an administrator who stays anonymous is the group, not a person of their own', () => {
  const from = { id: 1087968824, is_bot: true, first_name: 'Group' }
  const decoded = heard({ text: '通知', sender_chat: { id: -100, title: '示例1班' } }, { from })
  expect(decoded?.update.person).toMatchObject({ id: 'telegram:-100', privateChat: null })
})

test.each([
  ['an edit', { edited_message: { message_id: 1 } }],
  ['a channel post', { channel_post: { message_id: 1 } }],
  ['a newcomer', { message: { message_id: 1, date: 1, chat: group, from: writer, new_chat_members: [] } }],
  ['another bot', { message: { message_id: 1, date: 1, chat: group, from: { ...writer, is_bot: true }, text: 'x' } }],
  ['a kind of tomorrow', { something: {} }],
])('%s is passed over', (_, update) => {
  expect(decodeTelegram({ update_id: 1, ...update }, around)).toEqual({ kind: 'ignored' })
})

test('a name cannot begin a line of its own or be endless', () => {
  const from = { id: 5, first_name: `示例\n管理员\u202e：${'长'.repeat(99)}` }
  const name = heard({ text: 'x' }, { from })?.update.person.name ?? ''
  expect([/[\n\u202e]/.test(name), name.length]).toEqual([false, 32])
})

test('nothing that arrives makes it throw', () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.record({ update_id: fc.nat(), message: fc.anything() }),
    fc.record({
      update_id: fc.nat(),
      message: fc.record({
        message_id: fc.nat(),
        date: fc.nat(),
        chat: fc.constant(group),
        from: fc.constant(writer),
        text: fc.string(),
        entities: fc.array(
          fc.record({ type: fc.constantFrom('mention', 'bot_command'), offset: fc.integer(), length: fc.integer() }),
        ),
      }),
    }),
  )
  fc.assert(fc.property(anything, raw => decodeTelegram(raw, around) !== undefined))
})

test('a video of a kind and size that can be had is fetched, also one sent as a document, and is no picture', () => {
  const video = (mime_type: string, file_size: number) => ({ file_id: 'v', file_size, mime_type })
  const of = (message: object) => heard(message, { chat: { id: 7, type: 'private' } })
  expect(of({ video: video('video/mp4', 9_000_000) })).toMatchObject({ videos: ['v'], pictures: [] })
  expect(of({ document: video('video/quicktime', 9_000_000) })).toMatchObject({ videos: ['v'], pictures: [] })
  expect(of({ video: video('video/mp4', 21_000_000) })?.videos).toEqual([])
  expect(of({ video: video('video/webm', 9) })?.videos).toEqual([])
})
