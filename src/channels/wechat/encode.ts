import type { Delivery } from '../../core/delivery.ts'
import { splitText, withNumberedChoices } from '../../core/text/split.ts'

/** The longest text of one message, in UTF-16 units. The web protocol names no limit; phones fold away what is much longer. */
export const longestWechatText = { limit: 2000, measure: (text: string) => text.length }

/** One message as it leaves: a text, or what an address stands for, under a name or its own. */
export type WechatPart = { text: string } | { url: string; name: string | null }

/** A delivery as messages, in order. `name` is whom it names in a group, or null; choices are numbered lines, because there are no buttons. */
export function encodeWechat({ text, choices, images, files = [] }: Delivery, name: string | null): WechatPart[] {
  const said = withNumberedChoices(text, choices)
  // U+2005 closes a name, as phones do it.
  const named = name === null ? said : `@${name}\u2005${said}`
  return [
    ...splitText(named, longestWechatText).map(part => ({ text: part })),
    ...images.map(({ url }) => ({ url, name: null })),
    ...files.map(({ url, name: fileName }) => ({ url, name: fileName })),
  ]
}
