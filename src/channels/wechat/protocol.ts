/** A message as the web protocol hands it over, once the library has looked at it; only what we read. */
export interface RawMessage {
  MsgId: string
  MsgType: number
  SubMsgType?: number
  FromUserName: string
  ToUserName: string
  Content: string
  /** The content before the library changed it. */
  OriginalContent?: string
  /** Epoch seconds. */
  CreateTime: number
  StatusNotifyUserName?: string
}

/** What a message is to us. */
export interface RawReading {
  /** Who wrote; null where the platform does not say. */
  talker: string | null
  /** The group, or null in private. */
  room: string | null
  kind: 'text' | 'image' | 'system' | 'other'
  text: string
}

const textType = 1
const imageType = 3
const appType = 49
const systemType = 10_000
const placeSubType = 48

/** Whether this has the shape of a message at all. */
export function isRawMessage(value: unknown): value is RawMessage {
  if (typeof value !== 'object' || value === null) return false
  const { MsgId, FromUserName, ToUserName, Content, MsgType, CreateTime } = value as Partial<RawMessage>
  const texts = [MsgId, FromUserName, ToUserName]
  if (!texts.every(t => typeof t === 'string' && t !== '') || typeof Content !== 'string') return false
  return Number.isInteger(Number(MsgType)) && Number.isFinite(Number(CreateTime))
}

/**
 * Reads a message from what the server sent. The library splits a group's text at every colon before a line break and keeps the second piece
 * only; here the writer is taken off the front, and all the rest is the text.
 */
export function readMessage(raw: RawMessage): RawReading {
  const room = [raw.FromUserName, raw.ToUserName].find(isRoomId) ?? null
  const sent = raw.OriginalContent ?? raw.Content
  const front = isRoomId(raw.FromUserName) ? /^(@[0-9a-zA-Z]+|[\w-]+):<br\s*\/?>/.exec(sent) : null
  const talker = isRoomId(raw.FromUserName) ? (front?.[1] ?? null) : raw.FromUserName
  const body = front ? sent.slice(front[0].length) : sent
  return { talker, room, ...contentOf(Number(raw.MsgType), Number(raw.SubMsgType ?? 0), body) }
}

function contentOf(type: number, subType: number, body: string): Pick<RawReading, 'kind' | 'text'> {
  if (type === textType && subType !== placeSubType) return { kind: 'text', text: plain(body) }
  if (type === imageType) return { kind: 'image', text: '' }
  if (type === systemType) return { kind: 'system', text: plain(body) }
  if (type === appType) {
    const text = quoteIn(plain(body))
    if (text !== null) return { kind: 'text', text }
  }
  return { kind: 'other', text: '' }
}

export const isRoomId = (id: string) => id.startsWith('@@') || id.endsWith('@chatroom')

/** Line breaks, emoji and escaped characters as people wrote them; `&amp;` last, so that a written `&lt;` stays one. */
export function plain(sent: string): string {
  return sent
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<span class="emoji emoji([0-9a-f]{4,10})"><\/span>/g, (_, code: string) => emojiOf(code))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, '&')
}

/** `1f393` → 🎓; flags and the like are two code points after one another. */
function emojiOf(code: string): string {
  const cut = code.length === 8 ? 4 : 5
  const parts = code.length > 5 ? [code.slice(0, cut), code.slice(cut)] : [code]
  const points = parts.map(p => Number.parseInt(p, 16))
  return points.every(p => p > 0 && p <= 0x10ffff) ? String.fromCodePoint(...points) : ''
}

/** A message that quotes another comes as XML; said here the way older clients write it as text. Null when it is none. */
function quoteIn(xml: string): string | null {
  if (!/<type>57<\/type>/.test(xml)) return null
  const [before, refer = '', after = ''] = xml.split(/<refermsg>|<\/refermsg>/)
  const title = field(`${before}${after}`, 'title')
  return title === ''
    ? null
    : `「${field(refer, 'displayname')}：${wordsIn(refer)}」\n- - - - - - - - - - - - - - -\n${title}`
}

/** What stands between the tags of one name, the first time that it occurs. */
const field = (xml: string, tag: string) =>
  plain(new RegExp(`<${tag}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${tag}>`).exec(xml)?.[1] ?? '')

/** The words of what is quoted: a text, or the title, the description and the address of a card; nothing of what is only described in XML. */
function wordsIn(refer: string): string {
  const type = Number(field(refer, 'type') || textType)
  const content = field(refer, 'content')
  if (type === textType) return content
  if (type !== appType) return ''
  const fields = /<type>57<\/type>/.test(content) ? ['title'] : ['title', 'des', 'url']
  return fields
    .map(tag => field(content, tag))
    .filter(words => words !== '')
    .join('\n')
}

/** Whether the library would log the account out on reading this: anyone could send it. */
export function isRemoteStop({ ToUserName, Content }: Pick<RawMessage, 'ToUserName' | 'Content'>): boolean {
  const text = plain(Content)
  return (ToUserName === 'filehelper' && text === '退出wechat4u') || /^(?:.\udf1a\u0020\ud83c.){3}$/.test(text)
}

/** What the platform says about itself in a chat, where it matters to us. */
export function systemNews(text: string): 'left' | 'blocked' | null {
  if (/^你被.{0,60}移出(了)?群聊|^You were removed from the group chat/.test(text)) return 'left'
  if (/被对方拒收|开启了(朋友|好友)验证|rejected by (the|your)|has enabled Friend Confirmation/.test(text))
    return 'blocked'
  return null
}

/** Whether a text names one of these with an @, as clients write it: closed by U+2005, white space or the end. */
export const mentionsAny = (text: string, names: readonly string[]) =>
  names.some(name => name !== '' && mentionOf(name).test(text))

/** Finds `@name` with what closes it. */
export const mentionOf = (name: string) =>
  new RegExp(`@${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?:[\\u2005\\s]|$)`)

/** The answers that mean: logged out (from the phone, by another login, by age). */
export const isLogout = (ret: number) => ret >= 1100 && ret <= 1102

/**
 * What the library may evaluate instead of what the server sent: the same few values, written anew by us. The library calls `eval` on three
 * answers; nothing that is not in these patterns gets there. Null for answers that are not evaluated.
 */
export function tamed(path: string, answer: string): string | null {
  if (/\/jslogin$/.test(path)) {
    const uuid = /window\.QRLogin\.uuid\s*=\s*"([\w=-]{1,100})"/.exec(answer)?.[1]
    return `window.QRLogin.code = ${uuid ? number(/QRLogin\.code\s*=\s*(\d+)/, answer) : 0}; window.QRLogin.uuid = "${uuid ?? ''}"`
  }
  if (/\/synccheck$/.test(path)) {
    const retcode = number(/retcode\s*:\s*"?(\d+)/, answer)
    // Numbers, because the library compares with one: as text, "1101" is an error like any other to it.
    return `window.synccheck = { retcode: ${isLogout(retcode) ? 1101 : retcode}, selector: ${number(/selector\s*:\s*"?(\d+)/, answer)} }`
  }
  if (/\/login$/.test(path)) {
    const to = /window\.redirect_uri\s*=\s*"(https:\/\/[\w.-]+\.(?:qq|weixin|wechat)\.com\/[^"\\\s<>]{0,600})"/.exec(
      answer,
    )?.[1]
    const code = number(/window\.code\s*=\s*(\d+)/, answer)
    if (code === 200) return to ? `window.code = 200; window.redirect_uri = ${JSON.stringify(to)}` : 'window.code = 400'
    return code === 201 ? 'window.code = 201; window.userAvatar = "data:,"' : `window.code = ${code < 0 ? 400 : code}`
  }
  return null
}

/** The number that a pattern finds; -1 when there is none. */
const number = (pattern: RegExp, text: string) => Number(pattern.exec(text)?.[1] ?? -1)
