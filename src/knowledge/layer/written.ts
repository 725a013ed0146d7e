import { isMap, isSeq, parse, parseDocument, stringify } from 'yaml'
import type { ContentItem } from '../../core/content/item.ts'
import { kindNames } from '../direct/kind.ts'
import type { Entry } from '../entry.ts'
import { circles, type ForWhom, type School } from '../school.ts'

/** A value that holds for a part of the school, as somebody sets it. */
export interface SetSpecial {
  for: ForWhom
  value: string
  /** The notice and clause that it was taken from; none for what somebody set by themselves. */
  source?: string | null
}

/** What the school sets of a field: for everybody (null: not published), and for parts. */
export interface SetValues {
  value: string | null
  source?: string | null
  values: readonly SetSpecial[]
}

/** Entries as they are written: from the heading on, without spaces at the end of lines, with one writing of line ends. */
export function tidyEntry(text: string): string {
  const lines = text.split(/\r?\n/).map(line => line.trimEnd())
  const from = lines.findIndex(line => /^## /.test(line))
  return lines.slice(Math.max(0, from)).join('\n').trim()
}

/**
 * An entry that says no way of asking, with these as its ways, or with its title where there are none: whoever writes on a phone has said it there already. It
 * takes one line, that of the empty `asks`, so that faults below keep their lines. Any other text as it stands.
 */
export function withFirstAsks(text: string, questions: readonly string[]): string {
  const lines = text.split('\n')
  const open = lines.findIndex(line => /^```ya?ml\s*$/.test(line))
  const close = lines.findIndex((line, n) => n > open && /^```\s*$/.test(line))
  const head = lines.slice(open + 1, Math.max(open, close))
  const { contents, errors } = parseDocument(head.join('\n'))
  if (open < 0 || close < 0 || errors.length > 0 || !isMap(contents)) return text
  const asks = contents.get('asks')
  if (isSeq(asks) ? asks.items.length > 0 : Boolean(asks)) return text
  const title = lines[0]!.replace(/^##\s+/, '')
  const own = [...new Set((questions.length > 0 ? questions : [title]).map(tidyQuestion))]
  const line = stringify({ asks: own }, { collectionStyle: 'flow', lineWidth: 0 })
    .trim()
    .replace(/^\{ (.*) \}$/, '$1')
  const at = head.findIndex(one => /^asks\s*:/.test(one))
  const filled = at < 0 ? [...head, line] : head.with(at, line)
  return [...lines.slice(0, open + 1), ...filled, ...lines.slice(close)].join('\n')
}

/** A question as it is kept: on one line. */
export const tidyQuestion = (question: string): string => question.replace(/\s+/g, ' ').trim()

/** A way of asking as an item: a line of `wordings.tsv`. */
export function wordingItem(entry: string, question: string): ContentItem {
  const key = tidyQuestion(question)
  return { kind: 'wording', key, text: `${entry}\t${key}` }
}

/** The entry that a way of asking is for. */
export const entryOfWording = ({ text }: Pick<ContentItem, 'text'>): string => text.split('\t')[0]!

/** What the school sets of a field, as it is written in `school.yaml`. */
export function fieldItemText({ value, source, values }: SetValues): string {
  const parts = values.map(part => ({ ...inOrder(part.for), value: part.value.trim(), ...cited(part.source) }))
  const written = value === null || value.trim() === '' ? null : value.trim()
  const whole = { value: written, ...(written !== null && cited(source)), ...(parts.length > 0 && { values: parts }) }
  return stringify(whole, { lineWidth: 0 }).trim()
}

const cited = (source: string | null | undefined) => (source?.trim() ? { source: source.trim() } : {})

const inOrder = (whom: ForWhom): ForWhom =>
  Object.fromEntries(circles.flatMap(c => (whom[c] === undefined ? [] : [[c, whom[c].trim()]])))

type WrittenValue = { value?: string | number | null; source?: string | null } & ForWhom

/** The values of a text that `fieldItemText` wrote, or that passed its parser. */
export function valuesWritten(text: string): SetValues {
  const { value = null, source = null, values = [] } = (parse(text) ?? {}) as WrittenValue & { values?: WrittenValue[] }
  return {
    value: value === null || String(value).trim() === '' ? null : String(value).trim(),
    source,
    values: values.map(({ value, source = null, ...whom }) => ({ for: whom, value: String(value ?? ''), source })),
  }
}

/** The values of a field that the school itself set, in its file or since; examples are nobody's word. */
export function valuesSet({ general, specials }: Pick<School, 'general' | 'specials'>, key: string): SetValues {
  const field = general.get(key)
  return {
    value: field && !field.isSample ? field.value : null,
    source: field?.from?.source ?? null,
    values: (specials.get(key) ?? [])
      .filter(s => !s.isSample)
      .map(s => ({ for: s.for, value: s.value, source: s.source })),
  }
}

/** An entry as its file would have it; whoever reads it again gets the same entry. */
export function entryText(entry: Entry): string {
  const head = stringify(headOf(entry), { lineWidth: 0 }).trim()
  const sections = [
    ['群里', entry.short],
    ['私聊', entry.long],
    ['建议', entry.advice],
    ['逾期', entry.late],
  ].flatMap(([name, text]) => (text === null ? [] : [`### ${name}\n\n${text}`]))
  return tidyEntry([`## ${entry.title}`, `\`\`\`yaml\n${head}\n\`\`\``, ...sections].join('\n\n'))
}

/** The head of an entry under the names of its file; what is as usual is left out. */
function headOf(entry: Entry): Record<string, unknown> {
  const given = <T>(name: string, value: T, usual: T) =>
    JSON.stringify(value) === JSON.stringify(usual) ? {} : { [name]: value }
  return {
    id: entry.id,
    asks: entry.asks,
    ...given('keywords', entry.keywords, []),
    sources: entry.sources,
    scope: entry.scope,
    certainty: entry.certainty,
    ...given('valid_from', entry.validFrom, null),
    ...given('valid_until', entry.validUntil, null),
    review_by: entry.reviewBy,
    ...given('deadline', entry.deadline, null),
    ...given('contacts', entry.contacts, []),
    ...given('related', entry.related, []),
    ...given('unprompted', entry.unprompted, true),
    ...given('emergency', entry.emergency, false),
    ...given('flow', entry.flow, null),
    ...given(
      'direct',
      Object.fromEntries(
        Object.entries(entry.direct).map(([kind, line]) => [kindNames[kind as keyof typeof kindNames], line]),
      ),
      {},
    ),
    ...given('situations', entry.situations, []),
    ...(entry.isForStaff ? { for: 'staff' } : {}),
    ...given('instead_of', entry.insteadOf, []),
  }
}
