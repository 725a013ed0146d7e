import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { filesIn, withFile } from '../content/files.ts'
import type { SourceText } from '../content/yaml.ts'
import type { ContentItem, Layer } from '../core/content/item.ts'
import { type Problem, ProblemsError } from '../core/errors.ts'
import { checkEntries } from './check.ts'
import { type English, readEnglish, readEnglishWords } from './english/load.ts'
import { type Entry, parseSubject } from './entry.ts'
import { type Joined, type Joining, join as joinLayer, lay } from './layer/lay.ts'
import { type Laid, nothingLaid, type Shipped } from './layer/shipped.ts'
import { entryOfWording } from './layer/written.ts'
import { type Lexicon, parseLexicon } from './lexicon.ts'
import { type Phrases, parsePhrases } from './phrases.ts'
import { parseRetention, type Retention, usualDays } from './retention.ts'
import type { School } from './school.ts'
import { parseSchool } from './school-file.ts'
import { SearchIndex } from './search/search.ts'
import { askedBy, termsOfEach } from './search/texts.ts'
import type { ServedEntries } from './served.ts'
import { TermReader } from './terms.ts'
import { readUnderstanding, type UnderstandingModel } from './understanding/model.ts'
import { type OwnAsks, ownAsksOf } from './understanding/own-asks.ts'
import { parseWordings } from './wordings.ts'

/** Everything the bot knows, checked and ready to search. Immutable: a reload makes a new one. */
export interface Knowledge {
  entries: ReadonlyMap<string, Entry>
  phrases: Phrases
  school: School
  retention: Retention
  /** Null where nothing is said in English. */
  english: English | null
  lexicon: Lexicon
  reader: TermReader
  index: SearchIndex
  /** What has been learnt of how people ask; null where the folder has no model file. */
  model: UnderstandingModel | null
  /** How entries are served to whoever asks; by their words alone where it is left out. */
  serving?: ServedEntries
  /** What the school itself wrote as ways of asking. */
  ownAsks: OwnAsks
  /** What the files say, and what of the school's own content lies over it. */
  shipped: Shipped
  laid: Laid
}

/** Checks of others on entries that the school changed itself. */
export type AlsoCheck = (entries: readonly Entry[], beside: Pick<Knowledge, 'retention' | 'shipped'>) => Problem[]

/**
 * How `knowledge/` is read: the IANA zone of its dates, how many days what has no time of its own is kept, and what the school's own content is, laid
 * over the files if it passes their checks and what else is checked of it.
 */
export interface KnowledgeSettings {
  zone: string
  keepDays?: number
  layer?: Layer
  also?: AlsoCheck
}

/**
 * Reads `knowledge/` whole. Throws `ProblemsError` with every fault of every file, so that a counselor mends them in one go.
 */
export function loadKnowledge(folder: string, reading: KnowledgeSettings): Knowledge {
  const { knowledge, problems } = readKnowledge(folder, reading)
  if (!knowledge) throw new ProblemsError(problems)
  return knowledge
}

/** As `loadKnowledge`, but hands back the problems instead of throwing. What is wrong with the layer is no problem of theirs: it is left out. */
export function readKnowledge(
  folder: string,
  { zone, keepDays = usualDays, layer = [], also }: KnowledgeSettings,
): { knowledge: Knowledge | null; problems: Problem[] } {
  const problems: Problem[] = []
  const at = { room: 'knowledge' as const, problems }
  const file = <T>(name: string, parse: (source: SourceText) => T | null) => withFile(join(folder, name), at, parse)
  const retention = file('retention.yaml', source => parseRetention(source, { problems, keepDays }))
  const kept = retention?.texts ?? new Map<string, string>()
  const schoolText = file('school.yaml', source => source)
  const school = schoolText && parseSchool(schoolText, { problems, zone, kept })
  const phrases = file('phrases.yaml', source => parsePhrases(source, problems))
  const entries = readEntries(folder, problems)
  const spoken = readEnglishWords(join(folder, 'en'), { entries, problems })
  const lexicon = file('terms.yaml', source => parseLexicon(source, problems, spoken?.terms))
  const said = file('wordings.tsv', source => source)
  const wordings = said && parseWordings([said], { entries, problems, besides: spoken?.wordings })
  if (school) problems.push(...checkEntries(entries, school))
  const english = spoken && school && retention && readEnglish(spoken, { entries, school, retention, problems })
  if (problems.length > 0 || !school || !schoolText || !retention || !phrases || !lexicon || !wordings)
    return { knowledge: null, problems }
  const shipped = { entries, school: schoolText, wordings: said, english, englishWordings: spoken?.wordings }
  const joined = { entries, school, wordings, english }
  const words = { phrases, retention, lexicon, model: modelIn(folder) }
  const ground = { ...words, shipped, reader: new TermReader(lexicon) }
  if (layer.length === 0) return { knowledge: made(ground, joined, nothingLaid), problems }
  const over = lay(shipped, layer, joiningOf(ground, { zone, also }))
  return { knowledge: made(ground, over.joined, over.laid), problems }
}

/** The entries of a folder; none is a problem. */
function readEntries(folder: string, problems: Problem[]): Entry[] {
  const at = { room: 'knowledge' as const, problems }
  const entries = filesIn(folder, '.md').flatMap(
    file => withFile(file, at, source => parseSubject(source, problems)) ?? [],
  )
  const cure = '至少放一个 *.md 文件，写法见 docs/content.md'
  if (entries.length === 0) problems.push({ where: basename(folder), line: null, what: '没有任何条目', cure })
  return entries
}

/** The same knowledge with another layer over its files, which are not read again; what is wrong with the layer is left out. */
export function withLayer(knowledge: Knowledge, layer: Layer, also?: AlsoCheck): Knowledge {
  const { joined, laid } = lay(knowledge.shipped, layer, joiningOf(knowledge, { zone: knowledge.school.zone, also }))
  return made(knowledge, joined, laid, knowledge)
}

/** What is wrong with a layer over the files of some knowledge: every problem, none left out. */
export function faultsOfLayer(knowledge: Knowledge, layer: Layer, also?: AlsoCheck): Problem[] {
  const problems: Problem[] = []
  const joining = joiningOf(knowledge, { zone: knowledge.school.zone, also })
  joinLayer(knowledge.shipped, layer, { ...joining, problems })
  return problems
}

const joiningOf = (
  ground: Pick<Knowledge, 'retention' | 'shipped'>,
  { zone, also }: { zone: string; also: AlsoCheck | undefined },
): Joining => ({
  zone,
  kept: ground.retention.texts,
  also: entries => also?.(entries, ground) ?? [],
})

/** What does not depend on the layer. */
type Unlaid = Omit<Knowledge, keyof Joined | 'index' | 'laid' | 'serving' | 'ownAsks'>

/** Knowledge of what was joined. What of `before` is the same is taken over: entries are searched by what they are asked by and what they answer in short. */
function made(
  { phrases, retention, lexicon, model, reader, shipped }: Unlaid,
  { entries, school, english, wordings }: Joined,
  laid: Laid,
  before?: Knowledge,
): Knowledge {
  const changed = before ? changedItems(before.laid.items, laid.items) : []
  const isSame = before !== undefined && changed.every(item => item.kind === 'field')
  const byId = isSame ? before.entries : new Map(entries.map(e => [e.id, e]))
  const index = isSame ? before.index : indexOf([...byId.values()], { wordings, reader, shipped, before, changed })
  const ownAsks = isSame ? before.ownAsks : ownAsksOf(laid.items, byId)
  return { entries: byId, phrases, school, retention, english, lexicon, reader, index, model, ownAsks, shipped, laid }
}

/** The items that one layer has and the other has not, or otherwise. */
function changedItems(before: Layer, after: Layer): ContentItem[] {
  const lacking = (some: Layer, others: Layer) => {
    const known = new Set(others.map(item => JSON.stringify(item)))
    return some.filter(item => !known.has(JSON.stringify(item)))
  }
  return [...lacking(before, after), ...lacking(after, before)]
}

interface Indexing {
  wordings: ReadonlyMap<string, readonly string[]>
  reader: TermReader
  shipped: Shipped
  before: Knowledge | undefined
  /** The items that are not as they were. */
  changed: readonly ContentItem[]
}

function indexOf(entries: readonly Entry[], { wordings, reader, shipped, before, changed }: Indexing): SearchIndex {
  const inFiles = new Set(shipped.entries.map(e => e.id))
  const asked = (entry: Entry) => askedBy(entry, { isAdded: !inFiles.has(entry.id) })
  const reworded = new Set(changed.filter(item => item.kind === 'wording').map(entryOfWording))
  const isAskedAlike = (entry: Entry) => {
    const old = before?.entries.get(entry.id)
    return (
      old !== undefined && !reworded.has(entry.id) && (old === entry || isDeepStrictEqual(asked(old), asked(entry)))
    )
  }
  const isSame =
    before &&
    entries.length === before.entries.size &&
    entries.every(e => isAskedAlike(e) && e.short === before.entries.get(e.id)!.short)
  if (isSame) return before.index
  const texts = entries.map(entry => ({
    id: entry.id,
    wordings: isAskedAlike(entry) ? null : termsOfEach([...asked(entry), ...wordings.get(entry.id)!], reader),
    answer: reader.readOwn(entry.short).terms,
  }))
  return new SearchIndex(texts, before?.index)
}

/** The file that `tools/understanding/train.ts` makes. */
const modelFile = 'understanding.bin'

/** The model of a folder, or null where it has none. */
function modelIn(folder: string): UnderstandingModel | null {
  const file = join(folder, modelFile)
  return existsSync(file) ? readUnderstanding(readFileSync(file)) : null
}
