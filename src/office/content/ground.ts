import { fill } from '../../content/words.ts'
import {
  type ContentVersion,
  type ItemName,
  isSameItem,
  type Layer,
  layerOf,
  layerWith,
} from '../../core/content/item.ts'
import type { Problem } from '../../core/errors.ts'
import type { Belonging, Identity } from '../../core/roster.ts'
import type { FlowText } from '../../flows/library.ts'
import { whereOf } from '../../knowledge/layer/lay.ts'
import type { Ground, Outcome, Refused } from '../outcome.ts'
import type { ReminderGround } from '../reminders/load.ts'
import { may } from '../rights.ts'
import type { EditingWords } from './words.ts'

/** Content as far as changing it goes by it. */
export interface EditedContent extends ReminderGround {
  flowTexts: readonly FlowText[]
}

/** How a question is answered. */
export interface AnsweredAs {
  outcome: string
  /** The entry that answers it, or the first that is offered; null where there is none. */
  entry: string | null
  says: string
}

/** What changing content goes by. */
export interface EditingRules {
  words: EditingWords
  /** The content in force. */
  content: EditedContent
  /** Every problem of a layer over the files. */
  faults(layer: Layer): readonly Problem[]
  /** The content with another layer over its files. */
  lay(layer: Layer): EditedContent
  /** Answers questions of somebody of whom only is known where they belong, in private: by the content in force, or with another layer. */
  asker(layer: Layer | null, whose: Belonging): (question: string, now: Date) => Promise<AnsweredAs>
}

export type EditingGround = Ground<EditingRules>

/** Something that stands in the way of saving, with its cure; `line` is one of the text, where known. */
export type EditFault = Omit<Problem, 'where'>

/** Why a change was refused; `says` tells people. `newer` is what somebody else saved meanwhile. */
export interface EditRefusal {
  why: 'noRight' | 'unknown' | 'stale' | 'faulty' | 'same'
  says: string
  faults: readonly EditFault[]
  newer: NamedVersion | null
}

/** A version with the name of whoever saved it. */
export interface NamedVersion extends ContentVersion {
  name: string
}

/** What an act on content came to; `says` tells whoever acted. */
export type EditOutcome<What> = Outcome<What, EditRefusal>

/** A refusal in these words; `tried` stands in the audit log where somebody tried what they may not. */
export const editRefused = (
  why: EditRefusal['why'],
  says: string,
  {
    faults = [],
    newer = null,
    tried = null,
  }: Partial<Pick<EditRefusal, 'faults' | 'newer'>> & { tried?: string | null } = {},
): Refused<EditRefusal> => ({
  refused: { why, says, faults, newer },
  audit: tried === null ? null : { act: 'refused-content', detail: tried },
})

/** A refusal for whoever may not change answers; null for whoever may. */
export const mayNotEdit = (
  { rules: { words } }: EditingGround,
  actor: Identity,
  tried: string,
): Refused<EditRefusal> | null => (may(actor, 'edit-answers') ? null : editRefused('noRight', words.refused, { tried }))

/** A refusal that tells of each fault. */
export function refusedFor(words: EditingWords, faults: readonly EditFault[]): Refused<EditRefusal> {
  const lines = faults.map(({ line, what, cure }) =>
    line === null ? fill(words.faultWhole, { what, cure }) : fill(words.fault, { line, what, cure }),
  )
  return editRefused('faulty', [fill(words.faulty, { count: faults.length }), ...lines].join('\n'), { faults })
}

/** What the school changed so far: the newest versions, and what of them holds and is well. */
export interface OwnSoFar {
  newest: readonly ContentVersion[]
  layer: Layer
}

/** The school's own content as the records have it, without what is broken and left out anyway. */
export async function standingContent({ read, rules }: EditingGround): Promise<OwnSoFar> {
  const newest = await read.content.newest()
  const broken = new Set(rules.content.knowledge.laid.leftOut.map(p => p.where))
  return { newest, layer: layerOf(newest).filter(item => !broken.has(whereOf(item))) }
}

/** The newest version of an item, or undefined where the school never changed it. */
export const newestOf = (newest: readonly ContentVersion[], name: ItemName): ContentVersion | undefined =>
  newest.find(version => isSameItem(version, name))

/** What is wrong with a text in the place of an item: as problems of that text, those of other files with their place. */
export function faultsOf(rules: EditingRules, layer: Layer, name: ItemName, text: string | null): EditFault[] {
  return rules.faults(layerWith(layer, name, text)).map(({ where, line, what, cure }) => {
    if (where === whereOf(name)) return { line, what, cure }
    return { line: null, what: `${where}${line === null ? '' : `:${line}`}: ${what}`, cure }
  })
}

/** A version with the name of whoever saved it, as the roster has it. */
export async function namedVersion({ read, rules }: EditingGround, version: ContentVersion): Promise<NamedVersion> {
  const person = version.by === null ? null : await read.roster.person(version.by)
  return { ...version, name: person?.name ?? version.by ?? rules.words.shell }
}

/** Refuses where somebody saved another version than the one that a change goes by (0: what is shipped); null where nobody did. */
export async function staleness(
  ground: EditingGround,
  newest: ContentVersion | undefined,
  basedOn: number,
): Promise<Refused<EditRefusal> | null> {
  if ((newest?.version ?? 0) === basedOn) return null
  const { words } = ground.rules
  if (!newest) return editRefused('stale', fill(words.unknownVersion, { version: basedOn }))
  const newer = await namedVersion(ground, newest)
  const { name, version, why } = newer
  return editRefused('stale', fill(words.stale, { name, version, why: why || words.noWhy }), { newer })
}

/** The effect of saving a version after the newest one, and its line of the audit log: the item and its version, never words. */
export function savedAs(
  actor: Identity,
  name: ItemName,
  { text, why, after }: { text: string | null; why: string; after: ContentVersion | undefined },
) {
  const version = (after?.version ?? 0) + 1
  const { kind, key } = name
  const audited = kind === 'wording' ? (text ?? after?.text ?? '').split('\t')[0] : key
  return {
    version,
    effect: { do: 'save-content', version: { kind, key, version, text, by: actor.number, why: why.trim() } } as const,
    audit: { act: text === null ? 'take-back-content' : 'save-content', detail: `${kind} ${audited} v${version}` },
  }
}
