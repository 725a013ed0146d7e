import { z } from 'zod'

/** What a person said, as WeCom hands it over; pictures by the addresses of their enciphered bytes. */
export interface WecomMessage {
  msgid: string
  userid: string
  /** The group, or null in a private talk. */
  group: string | null
  responseUrl: string | null
  text: string
  pictures: string[]
  /** The words and pictures of what it quotes; null when it quotes nothing. */
  quoted: { text: string; pictures: string[] } | null
}

const textPart = z.object({ content: z.string() })
const picturePart = z.object({ url: z.string() })
const item = z.object({ msgtype: z.string(), text: textPart.optional(), image: picturePart.optional() })
const content = item.extend({
  mixed: z.object({ msg_item: z.array(item) }).optional(),
  /** What a voice message says, put into words by WeCom. */
  voice: textPart.optional(),
})
const callback = content.extend({
  msgid: z.string().min(1).max(200),
  chatid: z.string().max(200).optional(),
  chattype: z.enum(['single', 'group']),
  from: z.object({ userid: z.string().min(1).max(200) }),
  response_url: z.url({ protocol: /^https?$/ }).optional(),
  quote: content.optional(),
})
/** Kinds of message; anything else is an event, or of a later version. */
const kinds = new Set(['text', 'image', 'mixed', 'voice', 'file'])

/** The message in a deciphered callback, or null for anything else. */
export function decodeWecom(plain: unknown): WecomMessage | null {
  const parsed = callback.safeParse(plain)
  if (!parsed.success || !kinds.has(parsed.data.msgtype)) return null
  const { msgid, chatid, chattype, from, response_url, quote } = parsed.data
  if (chattype === 'group' && !chatid) return null
  const { text, pictures } = said(parsed.data)
  const group = chattype === 'group' ? chatid! : null
  const quoted = quote ? said(quote) : null
  return { msgid, userid: from.userid, group, responseUrl: response_url ?? null, text, pictures, quoted }
}

function said(message: z.output<typeof content>): { text: string; pictures: string[] } {
  const items = message.msgtype === 'mixed' ? (message.mixed?.msg_item ?? []) : [message]
  return {
    text: items
      .map(i => i.text?.content ?? '')
      .concat(message.voice?.content ?? '')
      .filter(t => t !== '')
      .join('\n'),
    pictures: items.flatMap(i => (i.image ? [i.image.url] : [])),
  }
}
