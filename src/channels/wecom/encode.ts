import { withAttachmentLines } from '../../core/attachments.ts'
import type { Delivery } from '../../core/delivery.ts'
import { splitText, utf8Bytes, withNumberedChoices } from '../../core/text/split.ts'

/** The longest Markdown that WeCom takes as an answer. */
export const longestAnswerBytes = 20_480

const address = /(https?:\/\/[^\s，。；、）】]+)/

/** A plain text as Markdown that shows it as it is; web addresses are left alone, so that they stay links. */
export function plainMarkdown(text: string): string {
  return text
    .split(address)
    .map((part, n) => (n % 2 === 1 ? part : part.replace(/[\\`*_[\]<~]/g, '\\$&').replace(/^([#>])/gm, '\\$1')))
    .join('')
}

/** The texts of a delivery, each no longer as Markdown than WeCom takes; choices are numbered lines, pictures and files are named. */
export function textsOf(delivery: Delivery, publicUrl: string | null): string[] {
  const text = withNumberedChoices(withAttachmentLines(delivery, publicUrl), delivery.choices)
  return splitText(text, { limit: longestAnswerBytes, measure: part => utf8Bytes(plainMarkdown(part)) })
}
