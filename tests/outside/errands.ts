import { deflateSync } from 'node:zlib'
import { pngChunk } from '../support/picture.ts'
import type { Client } from './client.ts'
import type { Journal } from './journal.ts'
import { codesIn, receiptsIn } from './reference.ts'
import type { Words } from './words.ts'

/** What people do is made of this. */
export interface Street {
  words: Words
  journal: Journal
  /** A number from 0 up to 1. */
  draw(): number
  during(): string
  /** The class that broadcasts go to. */
  className: string
  /** Words by which one knows what comes into a chat by itself. */
  unasked: Set<string>
  /** The zone of the school's clocks. */
  zone: string
}

/** Without those of which `QQ`, `VX` and the like are made: the bot would look for a contact in them. */
const letters = 'BCDFGHKLMNPR'
const word = ({ draw }: Street, length: number) =>
  Array.from({ length }, () => letters[Math.floor(draw() * letters.length)]).join('')

/** A word of something that will come into somebody's chat by itself. */
function unaskedWord(street: Street): string {
  const token = word(street, 10)
  street.unasked.add(token)
  return token
}

/** Says a line and waits for its answer. */
async function ask(me: Client, key: string, text: string, more: { token?: string; pictures?: string[] } = {}) {
  return me.answersTo(await me.say(key, text, more))
}

const said = (lines: readonly { text: string }[]) => lines.map(line => line.text).join('\n')

/** Says lines one after the other, each when the one before is answered; hands back the last answer. */
async function conversation(
  me: Client,
  name: string,
  lines: readonly { text: string; token?: string; pictures?: string[] }[],
) {
  let answer = ''
  for (const [n, { text, ...more }] of lines.entries()) answer = said(await ask(me, `${name} ${n}`, text, more))
  return answer
}

/** Asks about a certificate that nobody has: the answer names the code that was asked for. */
export async function verify(me: Client, street: Street) {
  const token = unknownCode(street)
  await ask(me, 'verify', `${street.words.verify} ${token}`, { token })
}

const unknownCode = (street: Street) => `${word(street, 5)}-${word(street, 5)}`

/** Writes three lines in a row without waiting for answers. */
export async function verifyHastily(me: Client, street: Street) {
  const lines = []
  for (let n = 0; n < 3; n++) {
    const token = unknownCode(street)
    lines.push(await me.say('verify', `${street.words.verify} ${token}`, { token }))
  }
  for (const line of lines) await me.answersTo(line)
}

/** Asks a question that the bot knows. */
export async function question(me: Client, text: string) {
  await ask(me, `question ${text}`, text)
}

/** Signs the pledge, which comes to a receipt and a certificate's code. */
export async function pledge(me: Client, street: Street) {
  const { words, journal, during } = street
  const texts = [words.starts.pledge, me.person.name, words.skip, '1 2 7', '1', words.submit]
  const answer = await conversation(
    me,
    'pledge',
    texts.map(text => ({ text })),
  )
  const [receipt] = receiptsIn(answer)
  const [code] = codesIn(answer)
  if (!receipt || !code) throw new Error(`the pledge came to no receipt: ${answer}`)
  journal.submissions.push({ client: me, receipt, code, during: during() })
}

/** Gives a picture with a line about it, which comes to a receipt. */
export async function media(me: Client, street: Street) {
  const { words, journal, during } = street
  const { picture, pixels } = drawing(street)
  const kept = await me.keep(picture)
  const token = word(street, 10)
  const answer = await conversation(me, 'media', [
    ...[words.starts.media, '1', '1'].map(text => ({ text })),
    { text: '', pictures: [kept.name] },
    { text: '大一军训' },
    { text: `操场上的合影 ${token}`, token },
    { text: words.skip, token },
    { text: '1', token },
    { text: '1', token },
    { text: words.submit, token },
  ])
  const [receipt] = receiptsIn(answer)
  if (!receipt) throw new Error(`the picture came to no receipt: ${answer}`)
  journal.pictures.push({ client: me, kept, pixels, during: during() })
  journal.submissions.push({ client: me, receipt, code: null, during: during() })
}

/** Asks for a counselor, who must be told of it once. */
export async function counselor(me: Client, street: Street) {
  const { words, journal, during } = street
  const token = unaskedWord(street)
  const texts = [words.starts.counselor, '1', '4', `想问退宿的时间 ${token}`, '2', words.submit]
  const answer = await conversation(
    me,
    'counselor',
    texts.map(text => ({ text, token })),
  )
  const [receipt] = receiptsIn(answer)
  if (!receipt) throw new Error(`the request came to no receipt: ${answer}`)
  journal.submissions.push({ client: me, receipt, code: null, during: during() })
  journal.requests.push({ token, during: during() })
}

/** Has a reminder set; the answer says for when it is. */
export async function remind(me: Client, street: Street, when = '1分钟后') {
  const token = unaskedWord(street)
  const answer = said(await ask(me, 'remind', `${when}提醒我看${token}`, { token }))
  const told = /\b(\d{1,2}:\d{2})\b/.exec(answer.replace(token, ''))?.[1]
  if (!told) throw new Error(`the reminder came to no time: ${answer}`)
  const promised = { client: me, token, told: told.padStart(5, '0'), during: street.during() }
  street.journal.reminders.push(promised)
  return promised
}

/** Confirms a broadcast, by a line or by the personal link in it. */
export async function confirm(me: Client, street: Street, letter: { number: string; link: string | null }) {
  const { number, link } = letter
  if (link === null) await ask(me, 'confirm', street.words.confirm(number))
  else {
    const { status } = await untilAnswered(me, link)
    if (status !== 200) throw new Error(`the personal link of ${number} was answered with ${status}`)
  }
  const { confirmations } = street.journal
  confirmations.set(number, (confirmations.get(number) ?? new Set()).add(me))
}

async function untilAnswered(me: Client, link: string) {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  for (;;) {
    const answer = await me.call(link, { method: 'POST', body: '', headers })
    if (answer.status !== 0 && answer.status < 500) return answer
    await new Promise(resolve => setTimeout(resolve, 150))
  }
}

/** Publishes a broadcast to the class. */
export async function publish(me: Client, street: Street) {
  const { words, className, journal, during } = street
  const token = unaskedWord(street)
  const preview = said(await ask(me, 'publish', words.publish(className, `请看${token}`), { token }))
  const number = /\bA\d+\b/.exec(preview)?.[0]
  if (!number) throw new Error(`the broadcast came to no number: ${preview}`)
  await ask(me, 'release', words.release, { token })
  const released = { number, token, during: during() }
  journal.broadcasts.push(released)
  return released
}

/** Writes this and that, has everything deleted, and comes back as somebody new. */
export async function leave(me: Client, street: Street) {
  const { words, journal, during } = street
  const { picture, pixels } = drawing(street)
  const [kept, token, sought] = [await me.keep(picture), word(street, 10), unknownCode(street)]
  await conversation(me, 'message', [
    { text: words.starts.message },
    { text: '1' },
    { text: `谢谢图书馆三楼的桌子 ${token}`, token },
    { text: words.enough, token },
    { text: '2', token },
    { text: '', pictures: [kept.name], token },
    { text: words.enough, token },
    { text: '1', token },
    { text: words.submit, token },
  ])
  await remindFar(me, token)
  await ask(me, 'verify', `${words.verify} ${sought}`, { token: sought })
  const texts = [words.starts.mydata, words.deletion, '1']
  await conversation(
    me,
    'deletion',
    texts.map(text => ({ text, token })),
  )
  const secrets = [
    { what: `what was written (${token})`, bytes: Buffer.from(token) },
    { what: `what was asked (${sought})`, bytes: Buffer.from(sought) },
    { what: `the picture ${kept.name}`, bytes: pixels },
  ]
  const before = new Set(me.sent.slice(0, -1).map(line => line.id))
  journal.leavers.push({ client: me, secrets, pictures: [kept], before, during: during() })
  await remindFar(me, word(street, 10))
}

/** Sets a reminder that lies beyond the end of the run. */
const remindFar = (me: Client, token: string) => ask(me, 'remind far', `明天上午9点提醒我看${token}`, { token })

/** A small picture unlike every other: its pixels are noise. */
function drawing({ draw }: Street): { picture: Uint8Array; pixels: Buffer } {
  const rows = Array.from({ length: 16 }, () => [0, ...Array.from({ length: 16 }, () => Math.floor(draw() * 256))])
  const pixels = deflateSync(Buffer.from(rows.flat()), { level: 0 })
  const size = Buffer.from([0, 0, 0, 16, 0, 0, 0, 16, 8, 0, 0, 0, 0])
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const chunks = [pngChunk('IHDR', size), pngChunk('IDAT', pixels), pngChunk('IEND', '')]
  return { picture: new Uint8Array(Buffer.concat([start, ...chunks])), pixels }
}
