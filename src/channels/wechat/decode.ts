import type { Message, Picture } from '../../core/update.ts'
import { mentionOf, mentionsAny } from './protocol.ts'
import type { WechatMessage } from './wire.ts'

/** A message of the platform as ours: the quote taken off, the mention of the bot taken out. `picture` is the kept image. */
export function decodeWechat({ text, room, isMentioned }: WechatMessage, me: string, picture: Picture | null): Message {
  const names = [...(room?.me ?? []), me].filter(n => n !== '')
  const { quoted, by, rest } = unquote(text)
  return {
    text: withoutMention(rest, names),
    images: picture ? [picture] : [],
    // A name in the quoted words calls nobody.
    mentioned: quoted === null ? isMentioned : mentionsAny(rest, names),
    repliesToBot: by !== null && names.includes(by),
    ...(quoted === null ? {} : { quoted }),
  }
}

/**
 * The platform has no quotes of its own for us: clients write 「名字：原话」, a line of dashes (of one kind or another) and the new words. Of a
 * picture or a voice they write only `[图片]`, which are no words.
 */
function unquote(text: string): { quoted: string | null; by: string | null; rest: string } {
  const found = /^\s*「([\s\S]*)」[^\S\n]*\n[^\S\n]*[-—–―─－](?:[^\S\n]*[-—–―─－]){4,}[^\S\n]*\n([\s\S]*)$/.exec(text)
  if (!found) return { quoted: null, by: null, rest: text }
  const [, inner = '', rest = ''] = found
  const [, by = null, words = inner] = /^([^：\n]{0,60})：([\s\S]*)$/.exec(inner) ?? []
  return { quoted: /^\s*\[[^[\]\n]{1,12}\]\s*$/.test(words) ? '' : words, by, rest }
}

/** The text without `@名字`, wherever it stood; the space that closed it goes with it. */
const withoutMention = (text: string, names: readonly string[]) =>
  names.reduce((left, name) => left.replace(mentionOf(name), ''), text).trim()
