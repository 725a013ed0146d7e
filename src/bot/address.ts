import { oneOf } from '../content/words.ts'
import type { Update } from '../core/update.ts'

/** What the bot is called, and what makes another name of it. */
export interface OwnNames {
  names: readonly string[]
  /** Words that follow a name and make it somebody else's: 二号, 们. */
  nameTails: readonly string[]
}

/** The patterns of a set of names, made once. */
const patterns = new WeakMap<readonly string[], { mention: RegExp; start: RegExp }>()

function patternsOf({ names, nameTails }: OwnNames): { mention: RegExp; start: RegExp } {
  const known = patterns.get(names)
  if (known) return known
  // Longer than the name it is another one's, or an address of mail.
  const whole = `(?:${oneOf(names)})(?![a-z0-9@_]${nameTails.length > 0 ? `|${oneOf(nameTails)}` : ''})`
  const made = {
    // A mention may stand anywhere; WeChat ends it with U+2005.
    mention: new RegExp(`(?<![\\p{L}\\p{N}._-])[@＠]${whole}`, 'giu'),
    start: new RegExp(`^${whole}`, 'iu'),
  }
  patterns.set(names, made)
  return made
}

/** Lines that repeat what somebody else wrote: a name in them calls nobody. */
const quotedLines = /^[>＞].*$/gmu
const others = /^(?:[@＠]\S+\s+)+/u

/**
 * Whether a message speaks to the bot, and what remains of it without the bot's name: a private chat, a mention, a reply to
 * the bot, or a message that begins with one of its names.
 */
export function address(update: Update, own: OwnNames): { addressed: boolean; text: string } {
  const { message, chat } = update
  const { mention, start } = patternsOf(own)
  const written = message.text.trim()
  const isNamed = start.test(written) || written.replace(quotedLines, '').search(mention) >= 0
  const addressed = chat.kind === 'private' || message.mentioned || message.repliesToBot || isNamed
  return { addressed, text: isNamed || message.mentioned ? withoutNames(written, { mention, start }) : written }
}

/** The words without the bot's name; who else is called before the first word is only called along. */
function withoutNames(written: string, { mention, start }: { mention: RegExp; start: RegExp }): string {
  const bare = written.replace(mention, ' ').replace(start, '').trim()
  return bare
    .replace(others, '')
    .replace(/^[\s,，:：、.。!！~～]+/u, '')
    .trim()
}
