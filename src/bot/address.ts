import type { Update } from '../core/update.ts'

/**
 * Whether a message speaks to the bot, and what remains of it without the bot's name: a private chat, a mention, a reply to
 * the bot, or a message that begins with one of its names.
 */
export function address(update: Update, names: readonly string[]): { addressed: boolean; text: string } {
  const { message, chat } = update
  let text = message.text.trim()
  let named = false
  const longestFirst = [...names].sort((a, b) => b.length - a.length)
  for (const name of longestFirst) {
    // A mention may stand anywhere; WeChat ends it with U+2005.
    const mention = `@${name}`
    if (text.includes(mention)) {
      text = text.split(mention).join(' ').trim()
      named = true
      break
    }
    if (text.startsWith(name)) {
      text = text.slice(name.length)
      named = true
      break
    }
  }
  if (named) text = text.replace(/^[\s,，:：、.。!！~～]+/u, '').trim()
  else if (message.mentioned) text = text.replace(/^@\S+\s+/u, '').trim()
  return { addressed: chat.kind === 'private' || message.mentioned || message.repliesToBot || named, text }
}
