import { expressionsIn } from '../../time/expression.ts'
import type { Expression } from '../../time/piece.ts'
import { type Plain, plainOf } from '../../time/plain.ts'
import type { Seen } from '../../time/seen.ts'

/** Politeness, and what leads over, at the beginning of a text. */
export const polite =
  /^(?:[\s,。:;!~]|请|麻烦|劳驾|拜托|你|您|能不能|可不可以|可以|能|帮忙|帮我|帮|给我|记得|记着|务必|一定要?|我想要?|我要|想要|想让|希望|到时候?|在那时|好的?|那|嗯|哦|对了|还有|另外|要(?!是)|就|都|再(?!过)|在|到|等|于|从|设为|设在|定在|改成)+/
const politeEnd =
  /(?:[\s,。:;!~]|的时候|时候|的话|请|麻烦|记得|帮忙|帮我|给我|你|您|能不能|可不可以|可以|能|一定要?|务必|就|都|各自?|分别|再|要|的|呃|额|嗯)+$/
const courtesy =
  /(?:[\s,，。;；!！~～?？]|谢谢(?:你|啦)?|好吗|好不好|好嘛|可以吗|行吗|可以不|行不行|吗|哦|噢|哈|啊|呀|啦|吧)+$/
/** What may stand between the asking and what is asked. */
export const opening =
  /^(?:[【[]\S{0,4}时间[】\]]|\S{0,4}时间[:]|[\s,，。:：、;；"“”)\]】」]|的(?:时候)?|一下|一声|说|哦|啊|到时候?|记得|吧(?=[\s,，])|[各一]一?[次遍](?!性))+/
/** The text of a reminder without the words around it. */
export function tidy(text: string): string {
  return text
    .trim()
    .replace(opening, '')
    .replace(courtesy, '')
    .replace(/[”"“]+$/, '')
    .trim()
}

/** One side of the asking, with the times in it. */
export interface Side {
  plain: Plain
  found: readonly Expression[]
}

/** What stands before and behind the asking. */
export interface Sides {
  before: Side
  after: Side
}

/** With the simplified form of the characters of asking. */
export const simple = (text: string) =>
  text.replaceAll('幫', '帮').replaceAll('設', '设').replaceAll('鬧', '闹').replaceAll('鐘', '钟')
/** A text with the times in it. */
export const sideOf = (text: string, seen: Seen): Side => {
  const plain = plainOf(text)
  return { plain, found: expressionsIn(plain, seen.dates) }
}
/** Both sides of the asking. */
export const sidesOf = (before: string, after: string, seen: Seen): Sides => ({
  before: sideOf(before, seen),
  after: sideOf(after, seen),
})
/** What was typed between two places of a side. */
export const textOf = ({ plain }: Side, from: number, to: number) => plain.whole.slice(plain.at[from]!, plain.at[to])
/** The end of a side. */
export const lengthOf = ({ plain }: Side) => plain.text.length
/** Without politeness at the end. */
export const plainEnd = (text: string) => text.replace(politeEnd, '')

/** What a time is about: the words around it. */
export function content(side: Side, time: Expression, until = lengthOf(side)): string {
  const around = [textOf(side, 0, time.from).replace(polite, ''), textOf(side, time.to, until)]
  return around
    .map(part => tidy(plainEnd(part)))
    .filter(part => part !== '')
    .join(' ')
}

/** The words of a side that no expression has taken. */
export function withoutTimes(side: Side, until: number): string {
  const [texts, end] = side.found.reduce<[string[], number]>(
    ([all, from], one) => (one.from < until ? [[...all, side.plain.text.slice(from, one.from)], one.to] : [all, from]),
    [[], 0],
  )
  return [...texts, side.plain.text.slice(end, Math.max(end, until))].join('|')
}

/** The time that stands right before the asking. */
export function lastBefore({ before }: Sides): Expression | null {
  const last = before.found.at(-1)
  return last && plainEnd(textOf(before, last.to, lengthOf(before))) === '' ? last : null
}

/** The time that the words after the asking begin with. */
export function firstAfter({ after }: Sides): Expression | null {
  const first = after.found[0]
  return first && textOf(after, 0, first.from).replace(opening, '').replace(polite, '') === '' ? first : null
}
