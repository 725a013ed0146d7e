import { z } from 'zod'
import { normalize } from '../../content/normalize.ts'
import type { SourceText } from '../../content/yaml.ts'
import { parseYaml } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import type { Answer } from '../../core/memory.ts'

const listSchema = z.strictObject({ words: z.array(z.coerce.string().min(1)) })

/** Words that send a contribution to a moderator; from `knowledge/moderation.yaml`, normalized. */
export interface Moderation {
  words: readonly string[]
}

/** Reads the list; faults go to `problems`. */
export function parseModeration(source: SourceText, problems: Problem[]): Moderation | null {
  const raw = parseYaml(source, listSchema, { problems })
  return raw ? { words: raw.words.map(squeeze) } : null
}

/** Why a contribution wants a moderator's eye. */
export type Finding = 'word' | 'phone' | 'id-number' | 'account' | 'link'

// Contact data, however it is spaced; each is linear over the text.
const contact: [Finding, RegExp][] = [
  ['phone', /(?<!\d)1[3-9]\d(?:[ .-]?\d){8}(?!\d)/],
  ['id-number', /(?<!\d)\d{17}[\dx](?!\d)/i],
  ['account', /(?:微信|薇信|vx|wx|v信|qq|扣扣|企鹅)\s*(?:号|是|[:：])?\s*[a-z0-9_-]{5,20}/i],
  ['link', /https?:\/\/|www\.|(?<![\w.])[a-z0-9-]+\.(?:com|cn|net|top|xyz|cc|vip)(?![a-z])/i],
]

/** What in the written answers should be looked at before others see it: rude words, phone numbers, accounts, links. Empty when nothing. */
export function screen(answers: Readonly<Record<string, Answer>>, { words }: Moderation): Finding[] {
  const text = Object.values(answers)
    .filter(a => typeof a === 'string')
    .join('\n')
  const plain = text.normalize('NFKC')
  const squeezed = squeeze(text)
  const found = contact.filter(([, pattern]) => pattern.test(plain)).map(([name]) => name)
  return words.some(word => squeezed.includes(word)) ? ['word', ...found] : found
}

/** Without the spaces and signs that people put between characters to get past a list. */
const squeeze = (text: string) =>
  text
    .split('\n')
    .map(line => normalize(line).replace(/[^\p{L}\p{N}]/gu, ''))
    .join('\n')
