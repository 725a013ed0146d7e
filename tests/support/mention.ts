import type { Written } from '../contract/channel.ts'

/** What someone types who mentions the bot at the beginning, in the middle or at the end of a text. */
export function withMention({ text = '', mention }: Written, name = '@离校小助手'): string {
  const [first, ...rest] = text.split(' ')
  switch (mention) {
    case undefined:
      return text
    case 'front':
      return `${name} ${text}`
    case 'middle':
      return [first, name, ...rest].join(' ')
    case 'end':
      return `${text} ${name}`
  }
}
