import { fill } from '../../content/words.ts'
import type { ItemName, Layer } from '../../core/content/item.ts'
import type { Identity } from '../../core/roster.ts'
import { askedKinds, kindNames } from '../../knowledge/direct/kind.ts'
import { type Entry, parseSubject } from '../../knowledge/entry.ts'
import { entryText, tidyEntry, tidyQuestion, withFirstAsks } from '../../knowledge/layer/written.ts'
import { fillFields, fullAnswer, groupAnswer, privateAnswer, type Rendering } from '../../knowledge/render.ts'
import { deadlineOf, type School } from '../../knowledge/school.ts'
import { dayMs } from '../../time/days.ts'
import { isoDay } from '../../time/shown.ts'
import { shown } from '../outcome.ts'
import {
  type EditFault,
  type EditingGround,
  type EditingRules,
  type EditOutcome,
  editRefused,
  faultsOf,
  mayNotEdit,
  newestOf,
  refusedFor,
  savedAs,
  staleness,
  standingContent,
} from './ground.ts'
import { warningsOfEntry } from './warnings.ts'

const nameOf = (id: string): ItemName => ({ kind: 'entry', key: id })

/** The text of an entry as somebody changes it; `questions` are open ones that it answers. */
export interface EntryDraft {
  id: string
  text: string
  questions?: readonly string[]
}

/** The text of a draft as it is kept. */
export const keptText = ({ text, questions = [] }: Omit<EntryDraft, 'id'>): string =>
  withFirstAsks(tidyEntry(text), questions)

/** What is wrong with a draft: also what of a new entry's beginning nobody wrote, which would be told to students as it stands. */
function faultsOfDraft({ rules }: EditingGround, layer: Layer, { id, text }: EntryDraft): EditFault[] {
  const { short, long, left, write } = rules.words.draft
  const unwritten = text.split('\n').flatMap((line, n): EditFault[] => {
    const isLeft = [short, long].includes(line.trim())
    return isLeft ? [{ line: n + 1, what: left, cure: write }] : []
  })
  return [...faultsOf(rules, layer, nameOf(id), text), ...unwritten]
}

/** What was saved. */
export interface SavedItem {
  says: string
  version: number
  warnings: readonly string[]
}

/** Saves an entry in the school's own words: one that is shipped, one of the school's, or a new one. `basedOn` is the version that was changed (0: shipped or new). */
export async function saveEntry(
  ground: EditingGround,
  actor: Identity,
  { id, why, basedOn, ...draft }: EntryDraft & { why: string; basedOn: number },
): Promise<EditOutcome<SavedItem>> {
  const { rules } = ground
  const refused = mayNotEdit(ground, actor, `entry ${id}`)
  if (refused) return refused
  const { newest, layer } = await standingContent(ground)
  const before = newestOf(newest, nameOf(id))
  const stale = await staleness(ground, before, basedOn)
  if (stale) return stale
  const tidy = keptText(draft)
  if (tidy === (before?.text ?? shippedText(rules, id))) return editRefused('same', rules.words.same)
  const faults = faultsOfDraft(ground, layer, { id, text: tidy })
  if (faults.length > 0) return refusedFor(rules.words, faults)
  const [entry] = parseSubject({ where: id, text: tidy }, [])
  const { version, effect, audit } = savedAs(actor, nameOf(id), { text: tidy, why, after: before })
  const says = fill(rules.words.saved, { title: entry!.title, version })
  return { done: { says, version, warnings: warningsOfEntry(rules, entry!) }, effects: [effect], audit }
}

/** The text of an entry as it is shipped, or null for one that is not. */
function shippedText({ content }: EditingRules, id: string): string | null {
  const entry = content.knowledge.shipped.entries.find(e => e.id === id)
  return entry ? entryText(entry) : null
}

/** An entry as it would be answered. */
export interface EntryPreview {
  group: string
  /** In private, before its deadline. */
  private: string
  /** All of it, for whoever wants to know more. */
  full: string
  /** In private after its deadline; null where it has none or the date is not set. */
  late: string | null
  /** In private while the school has set nothing. */
  unset: string
  /** What is said first to some kinds of question, and to whoever speaks of some situation. */
  lines: readonly { asked: string; says: string }[]
}

/** A draft of an entry: what is wrong with it, what is worth knowing, and how it would be answered where it can be read. */
export interface CheckedDraft {
  faults: readonly EditFault[]
  warnings: readonly string[]
  preview: EntryPreview | null
  /** As it would be saved. */
  text: string
}

/** What a draft of an entry would come to, without saving it: its faults and warnings, and how it would be answered if it can be read. */
export async function checkEntryDraft(
  ground: EditingGround,
  actor: Identity,
  { id, ...draft }: EntryDraft,
): Promise<EditOutcome<CheckedDraft>> {
  const { rules, now } = ground
  const refused = mayNotEdit(ground, actor, `entry ${id}`)
  if (refused) return refused
  const text = keptText(draft)
  const faults = faultsOfDraft(ground, (await standingContent(ground)).layer, { id, text })
  const [entry] = parseSubject({ where: id, text }, [])
  if (!entry) return shown({ faults, warnings: [], preview: null, text })
  return shown({ faults, warnings: warningsOfEntry(rules, entry), preview: previewOf(rules, entry, now), text })
}

/** How an entry is answered to whoever belongs nowhere in particular. */
export function previewOf({ content: { knowledge } }: EditingRules, entry: Entry, now: Date): EntryPreview {
  const { phrases, school, entries } = knowledge
  const deadline = entry.deadline === null ? null : deadlineOf(school, entry.deadline, now)
  const after = deadline && new Date(deadline.at.getTime() + dayMs)
  const before = deadline && deadline.at <= now ? new Date(deadline.at.getTime() - dayMs) : now
  const rendering: Rendering = { phrases, school, now: before }
  const titles = entry.related.flatMap(id => entries.get(id)?.title ?? [])
  return {
    group: groupAnswer(entry, rendering),
    private: privateAnswer(entry, rendering),
    full: fullAnswer(entry, rendering, titles),
    late: after && privateAnswer(entry, { ...rendering, now: after }),
    unset: privateAnswer(entry, { ...rendering, school: unset(school) }),
    lines: [
      ...everyKind(entry),
      ...entry.situations.map(({ if: said, say }) => ({ asked: said.slice(0, 3).join(' / '), says: say })),
    ].map(({ asked, says }) => ({ asked, says: fillFields(says, rendering) })),
  }
}

const everyKind = ({ direct }: Entry) =>
  askedKinds.flatMap(kind => (direct[kind] === undefined ? [] : [{ asked: kindNames[kind], says: direct[kind] }]))

/** The school that has set nothing yet. */
function unset(school: School): School {
  const fields = new Map(
    [...school.fields].map(([key, field]) => [key, { ...field, value: null, isSample: false, from: null }]),
  )
  return { ...school, fields }
}

/** What a new entry begins with: its title, the questions that it answers, an id where one is wanted, and (`from`) what it says and whose words that is. */
export interface EntryBegun {
  title: string
  questions: readonly string[]
  id?: string | null
  from?: { text: string; source: Entry['sources'][number] } | undefined
}

/** The beginning of a new entry, for staff to finish: an id that is free, and ways of asking from these questions. Nothing is saved. */
export async function proposeEntry(
  ground: EditingGround,
  actor: Identity,
  { id: wanted = null, ...begun }: EntryBegun,
): Promise<EditOutcome<EntryDraft>> {
  const { rules, now, read } = ground
  const refused = mayNotEdit(ground, actor, 'entry')
  if (refused) return refused
  const { knowledge } = rules.content
  const newest = await read.content.newest()
  const taken = new Set([...knowledge.entries.keys(), ...newest.map(v => v.key)])
  const id = wanted !== null && !taken.has(wanted) ? wanted : freeId(taken)
  const entry = entryBegun(rules, { ...begun, id, today: isoDay(now, knowledge.school.zone) })
  return shown({ id, text: entryText(entry) })
}

/** A new entry with what is known of it, and nothing else. */
function entryBegun(
  { words: { draft } }: EditingRules,
  { title, questions, from, id, today }: EntryBegun & { id: string; today: string },
): Entry {
  const [nextYear, nothing] = [`${Number(today.slice(0, 4)) + 1}${today.slice(4)}`, { late: null, advice: null }]
  return {
    ...{ id, title: tidyQuestion(title), asks: [...new Set([title, ...questions].map(tidyQuestion))], keywords: [] },
    ...{ short: from?.text ?? draft.short, long: from?.text ?? draft.long, direct: {}, situations: [], ...nothing },
    ...{ sources: [from?.source ?? { doc: draft.source, date: today }], scope: '校', certainty: 'A', validFrom: null },
    ...{ validUntil: null, reviewBy: nextYear, deadline: null, contacts: [], related: [], unprompted: true },
    ...{ emergency: false, flow: null, isForStaff: false, insteadOf: [], subject: '', where: '', line: 1 },
  }
}

function freeId(taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) if (!taken.has(`own-${n}`)) return `own-${n}`
}
