import { plainTime } from '../time/scan.ts'
import { type Reading, readWhen, type Seen } from '../time/when.ts'

/** What someone asks to be reminded of. Either may be missing, and is to be asked for. */
export interface Request {
  when: Reading | null
  text: string
  /** Whether an alarm was asked for, which needs no text. */
  isAlarm: boolean
}

/** The longest message that is read as a request. */
const longest = 300

const polite =
  /^(?:[\s,。:;!~]|请|麻烦|劳驾|拜托|你|您|能不能|可不可以|可以|能|帮忙|帮我|帮|给我|记得|记着|务必|一定要?|我想要?|我要|想要|想让|希望|到时候?|在那时|好的?|那|嗯|哦|对了|还有|另外|要(?!是)|就|都|再(?!过))+/
const politeEnd =
  /(?:[\s,。:;!~]|的时候|时候|的话|请|麻烦|记得|帮忙|帮我|给我|你|您|能不能|可不可以|可以|能|一定要?|务必|就|都|再|要)+$/
const verb = /提醒(?:一下|一声|下)?(?:我|俺|咱)(?:一下|一声|下)?|(?:叫|喊|催)(?:一下)?我(?:一下|一声)?/
const making =
  /(?:设置|设定|设|定|订|建|加|创建|新建|弄|来)(?:一个|一下|个|一|下)?(?<within>[^,。;:]{0,30}?)(?:的)?(?<what>提醒|闹钟|闹铃)(?<after>.*)$/s
const isQuestion = /(?:吗|么|呢|[?？])[。!~\s]*$/
const asks = /什么|怎么|咋|哪|几点|几号|多少|为什么|是不是|会不会|有没有/
const courtesy =
  /(?:[\s,，。;；!！~～?？]|谢谢(?:你|啦)?|好吗|好不好|好嘛|可以吗|行吗|可以不|行不行|吗|哦|噢|哈|啊|呀|啦|吧)+$/
const opening = /^(?:[\s,，。:：、;；"“”]|的(?:时候)?|一下|一声|说|哦|啊|到时候?|记得)+/

/**
 * What a whole message asks to be reminded of, or null when it is no such request. 学校会提醒我吗 and 叫我小王 are none: all that
 * stands before the asking must be a time or a politeness.
 */
export function readRequest(message: string, seen: Seen): Request | null {
  if (message.length > longest) return null
  const text = plainTime(message).trim()
  const asked = verb.exec(text)
  if (asked) {
    const [before, after] = [text.slice(0, asked.index), text.slice(asked.index + asked[0].length)]
    if (/(?:不用|不要|别|不必|无需|取消|谁|有人|没)$/.test(before.trimEnd())) return null
    return asked[0].startsWith('提醒') ? around(before, after, seen) : called(before, after, seen)
  }
  return made(text, seen)
}

/** What a message names when a time was asked for: the time alone, perhaps with words around it. */
export function readAnswer(message: string, seen: Seen): Reading | null {
  if (message.length > longest) return null
  const found = readWhen(plainTime(message).trim().replace(polite, ''), seen)
  if (!found) return null
  return tidy(found.rest).replace(/^(?:提醒我?|叫我)/, '') === '' ? found.reading : null
}

/** The text of a reminder without the words around it. */
export function tidy(text: string): string {
  return text
    .trim()
    .replace(opening, '')
    .replace(courtesy, '')
    .replace(/[”"“]+$/, '')
    .trim()
}

function around(before: string, after: string, seen: Seen): Request | null {
  const said = before.replace(polite, '').replace(politeEnd, '')
  if (said === '') return behind(after, seen)
  const found = readWhen(said, { ...seen, about: after })
  const left = found ? found.rest.replace(politeEnd, '').replace(/^[\s,。;:]+/, '') : said
  const text = tidy(after)
  if (found && left === '') {
    // 昨天提醒我的是什么: about the past, and no request.
    if (found.reading.is === 'past' && (/^的/.test(after) || isQuestion.test(after))) return null
    return { when: found.reading, text, isAlarm: false }
  }
  const isCut = /[,。;:\s]$/.test(before)
  if (text === '' && !isQuestion.test(after))
    return !isCut && isSomeoneElse(left) ? null : lastOfAll(said, found && { when: found.reading, left }, seen)
  // 明天下午3点交钥匙的时候提醒我带身份证
  if (found?.hasClock && /(?:时候|时|,|。)$/.test(before.trim()) && !isQuestion.test(after))
    return { when: found.reading, text: tidy(`${left} ${text}`), isAlarm: false }
  return null
}

/** The asking stands last: 明天9点开会，提醒我; 交钥匙，明天下午三点提醒我. */
function lastOfAll(said: string, found: { when: Reading; left: string } | null, seen: Seen): Request | null {
  if (found) return { when: found.when, text: tidy(found.left), isAlarm: false }
  const cut = Math.max(...[...',。;: '].map(sign => said.lastIndexOf(sign)))
  if (cut < 0) return null
  const late = readWhen(said.slice(cut + 1).replace(polite, ''), seen)
  return late && late.rest.replace(politeEnd, '') === ''
    ? { when: late.reading, text: tidy(said.slice(0, cut)), isAlarm: false }
    : null
}

/** 明天老师会提醒我: somebody else does the reminding. */
const isSomeoneElse = (left: string) => /(?:(?<![开班例早晚聚讲年])会|[要有人师校你不没])$/.test(left)

/** 提醒我明天下午三点交钥匙; without a time the person is asked for one. */
function behind(after: string, seen: Seen): Request | null {
  const said = after.replace(opening, '').replace(polite, '')
  const found = readWhen(said, seen)
  if (found) return { when: found.reading, text: tidy(found.rest), isAlarm: false }
  const text = tidy(after)
  return text === '' || isQuestion.test(after) || asks.test(text) ? null : { when: null, text, isAlarm: false }
}

/** 明早六点半叫我起床: calling needs a time, 叫我小王 is something else. */
function called(before: string, after: string, seen: Seen): Request | null {
  const said = before.replace(polite, '').replace(politeEnd, '')
  const found = said === '' ? null : readWhen(said, { ...seen, about: after })
  if (found?.rest.replace(politeEnd, '') !== '') return null
  return { when: found.reading, text: tidy(after), isAlarm: true }
}

/** 帮我设个明天下午三点的提醒：交钥匙; 定个闹钟，明早七点. */
function made(text: string, seen: Seen): Request | null {
  const found = making.exec(text)
  if (!found || isQuestion.test(text) || asks.test(text)) return null
  const before = text.slice(0, found.index).replace(polite, '').replace(politeEnd, '')
  const { within = '', after = '', what } = found.groups ?? {}
  const isAlarm = what !== '提醒'
  const named = [before, within].map(part => part.trim()).filter(part => part !== '')
  if (named.length > 1) return null
  if (named.length === 1) {
    const when = readWhen(named[0]!, seen)
    return when && when.rest.replace(politeEnd, '') === '' ? { when: when.reading, text: tidy(after), isAlarm } : null
  }
  const when = readWhen(after.replace(opening, ''), seen)
  if (!when) return tidy(after) === '' ? null : { when: null, text: tidy(after), isAlarm }
  return { when: when.reading, text: tidy(when.rest), isAlarm }
}
