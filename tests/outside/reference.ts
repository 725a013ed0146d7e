import type { WireMessage } from '../../src/channels/web/wire.ts'

/** What makes one person's words different from another's, and is left out when answers are compared. */
export interface Own {
  name: string
  /** A word that nobody else says. */
  token: string
}

/** What the bot answers when nothing happens to it: the measure of what it must answer when something does. */
export interface Reference {
  /** Notes what was answered in calm; false when the same was once answered otherwise. */
  learn(key: string, lines: readonly WireMessage[], own: Own): boolean
  /** The shapes of the answer, in order; undefined when it was never learned. */
  of(key: string): readonly string[] | undefined
}

/** Makes an empty reference. */
export function makeReference(): Reference {
  const answers = new Map<string, readonly string[]>()
  return {
    learn(key, lines, own) {
      const shapes = lines.map(line => shapeOf(line, own))
      const before = answers.get(key)
      if (before === undefined) answers.set(key, shapes)
      return before === undefined || before.join('\n\n') === shapes.join('\n\n')
    },
    of: key => answers.get(key),
  }
}

const receipt = /\b[A-Z]{1,2}\d{6}-[A-Z0-9]{7}\b/g
const code = /\b[A-Z0-9]{5}-[A-Z0-9]{5}\b/g

/** The numbers of submissions in a text. */
export const receiptsIn = (text: string): string[] => text.match(receipt) ?? []
/** The codes of certificates in a text. */
export const codesIn = (text: string): string[] => text.match(code) ?? []

/** A line without what differs from person to person and from time to time: names, tokens, numbers, days of the week. */
export function shapeOf({ text, images, choices }: WireMessage, { name, token }: Own): string {
  const bare = (token === '' ? text : text.replaceAll(token, '‹token›'))
    .replaceAll(name, '‹name›')
    .replaceAll(receipt, '‹receipt›')
    .replaceAll(code, '‹code›')
    .replaceAll(/\d+/g, '#')
    .replaceAll(/(?<=周|星期)[一二三四五六日天]/g, '#')
  return `${bare} [${images.length} pictures, ${choices.length} choices]`
}
