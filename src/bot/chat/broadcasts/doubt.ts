import { literal, oneOf } from '../../../content/words.ts'
import { broadcastNumberIn } from '../../../core/broadcast.ts'
import { harmless } from '../../../core/text/harmless.ts'
import type { BroadcastWords } from '../../../office/broadcasts/words.ts'

/** Somebody asks whether a broadcast is genuine. */
export interface Doubt {
  /** The number in its one form; null for what can be none of ours. */
  number: string | null
  /** The number as it was written. */
  said: string
  /** What came along: the text in question, or more words. */
  rest: string
  /** Whether it was asked in the words of the command (`验证 A07`); else it was read out of a sentence. */
  isCommand: boolean
}

/** A line that asks is short; what is longer tells something. */
const longestAsk = 40

/** Reads a message as a question whether a broadcast is genuine, from the text (and what it quotes) alone; null when it is none. */
export function doubtIn(text: string, words: BroadcastWords, quoted = ''): Doubt | null {
  const patterns = patternsOf(words)
  const said = harmless(text)
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−]/g, '-')
    .trim()
  const whole = commandIn(said, patterns) ?? sentenceIn(said, patterns)
  if (whole) return whole
  const lines = said.split('\n').filter(line => line.trim() !== '')
  const parts = [
    { ask: lines[0] ?? '', rest: lines.slice(1).join('\n') },
    { ask: lines.at(-1) ?? '', rest: lines.slice(0, -1).join('\n') },
  ].filter(part => part.rest !== '')
  for (const { ask, rest } of parts) {
    const found = commandIn(ask, patterns) ?? sentenceIn(ask, patterns)
    if (found) return { ...found, rest: `${found.rest}\n${rest}`.trim() }
  }
  for (const { ask, rest } of [...parts, { ask: said, rest: '' }]) {
    const shown = rest === '' ? quoted : rest
    const number = ask.trim().length <= longestAsk && patterns.doubts.test(ask) ? headIn(shown) : null
    if (number !== null) return { number, said: number, rest, isCommand: false }
  }
  return null
}

interface Patterns {
  command: RegExp
  /** The word of the command with a number of ours: whatever follows is the text. */
  plain: RegExp
  sentence: RegExp
  doubts: RegExp
  lines: ReadonlySet<string>
}

const compiled = new WeakMap<BroadcastWords, Patterns>()

function patternsOf(words: BroadcastWords): Patterns {
  const known = compiled.get(words)
  if (known) return known
  const { verifying: v, commands } = words
  // Han letters before a number are a name only where they end like an office's or a notice's.
  const head = `(?:\\p{Script=Han}{0,6}?${anyOf(v.heads)})?\\s*(?:第|no\\.?|#)?\\s*`
  const end = `(?!-?[\\da-z])(?=\\s*号?\\s*(?:$|[^\\p{L}\\p{N}]|${anyOf(v.follows)}))`
  const letters = '[a-z]{1,4}\\s?[-_./]?\\s?\\d{1,8}'
  const named = `\\p{Script=Han}{0,6}?${anyOf(v.heads)}\\s*(?:第|no\\.?|#)?\\s*[a-z]{0,4}\\s?[-_./]?\\s?\\d{1,8}`
  const asking = `(?:${anyOf(v.polite)}|[\\s,，])*${anyOf(v.words)}(?:${anyOf(v.between)}|[\\s,，:：的是])*`
  const patterns = {
    plain: new RegExp(
      `^${literal(commands.verify)}\\s*[:：]?\\s*(a\\s?[-_.]?\\s?\\d{1,6})(?!-?[\\da-z])\\s*[，,:：]?([\\s\\S]*)$`,
      'iu',
    ),
    command: new RegExp(`^${asking}(${head}[a-z]{0,4}\\s?[-_./]?\\s?\\d[\\da-z]{0,8}${end})([\\s\\S]*)$`, 'iu'),
    sentence: new RegExp(`(?<![\\da-z-])(${named}${end}|${letters}${end})`, 'iu'),
    doubts: new RegExp(anyOf(v.doubts), 'u'),
    lines: new Set(v.lines),
  }
  compiled.set(words, patterns)
  return patterns
}

function commandIn(said: string, { plain, command, lines }: Patterns): Doubt | null {
  const ours = plain.exec(said)
  if (ours) return { ...numbered(ours[1]!), rest: ours[2]!.trim(), isCommand: true }
  const found = command.exec(said)
  if (!found || isOther(found[1]!, lines)) return null
  return { ...numbered(found[1]!), rest: found[2]!.replace(/^\s*号?[\s,，:：]*/, '').trim(), isCommand: false }
}

function sentenceIn(said: string, { sentence, doubts, lines }: Patterns): Doubt | null {
  if (said.length > longestAsk || said.includes('\n') || !doubts.test(said)) return null
  const found = sentence.exec(said)
  return found && !isOther(found[1]!, lines) ? { ...numbered(found[1]!), rest: '', isCommand: false } : null
}

/** Whether a number is something else: a line that everybody may call, or the code of a certificate. */
function isOther(said: string, lines: ReadonlySet<string>): boolean {
  const bare = said.replace(/[\s-]/g, '')
  return lines.has(bare) || /^[0-9a-z]{10}$/i.test(bare)
}

/** A number in its one form, where it can be one of ours. */
function numbered(said: string): Pick<Doubt, 'number' | 'said'> {
  const bare = said.replace(/[\s\-_./]/g, '')
  const own = /a\d{1,6}$/i.exec(bare)
  return {
    number: own && !/[a-z]$/i.test(bare.slice(0, own.index)) ? broadcastNumberIn(own[0]) : null,
    said: said.trim(),
  }
}

/** The number in the head of a text that looks like a broadcast: `【诈骗预警】A07`. */
function headIn(text: string): string | null {
  const found = /】\s*(a\d{1,6})(?![\da-z])/i.exec(text.slice(0, 300).normalize('NFKC'))
  return found ? broadcastNumberIn(found[1]!) : null
}

/** Any of these words, in the one writing. */
const anyOf = (list: readonly string[]) => `(?:${oneOf(list.map(word => word.normalize('NFKC')))})`
