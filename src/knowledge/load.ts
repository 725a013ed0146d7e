import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { filesIn, withFile } from '../content/files.ts'
import { type Problem, ProblemsError } from '../core/errors.ts'
import { checkEntries } from './check.ts'
import { type English, readEnglish, readEnglishWords } from './english/load.ts'
import { type Entry, parseSubject } from './entry.ts'
import { type Lexicon, parseLexicon } from './lexicon.ts'
import { type Phrases, parsePhrases } from './phrases.ts'
import { parseRetention, type Retention, usualDays } from './retention.ts'
import type { School } from './school.ts'
import { parseSchool } from './school-file.ts'
import { SearchIndex } from './search.ts'
import type { ServedEntries } from './served.ts'
import { TermReader } from './terms.ts'
import { readUnderstanding, type UnderstandingModel } from './understanding/model.ts'
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
}

/** How `knowledge/` is read: the IANA zone of its dates, and how many days what has no time of its own is kept. */
export interface KnowledgeSettings {
  zone: string
  keepDays?: number
}

/**
 * Reads `knowledge/` whole. Throws `ProblemsError` with every fault of every file, so that a counselor mends them in one go.
 */
export function loadKnowledge(folder: string, reading: KnowledgeSettings): Knowledge {
  const { knowledge, problems } = readKnowledge(folder, reading)
  if (!knowledge) throw new ProblemsError(problems)
  return knowledge
}

/** As `loadKnowledge`, but hands back the problems instead of throwing. */
export function readKnowledge(
  folder: string,
  { zone, keepDays = usualDays }: KnowledgeSettings,
): { knowledge: Knowledge | null; problems: Problem[] } {
  const problems: Problem[] = []
  const at = { room: 'knowledge' as const, problems }
  const retention = withFile(join(folder, 'retention.yaml'), at, source =>
    parseRetention(source, { problems, keepDays }),
  )
  const kept = retention?.texts ?? new Map<string, string>()
  const school = withFile(join(folder, 'school.yaml'), at, source => parseSchool(source, { problems, zone, kept }))
  const phrases = withFile(join(folder, 'phrases.yaml'), at, source => parsePhrases(source, problems))
  const entries = filesIn(folder, '.md').flatMap(
    file => withFile(file, at, source => parseSubject(source, problems)) ?? [],
  )
  if (entries.length === 0)
    problems.push({
      where: basename(folder),
      line: null,
      what: '没有任何条目',
      cure: '至少放一个 *.md 文件，写法见 docs/content.md',
    })
  const spoken = readEnglishWords(join(folder, 'en'), { entries, problems })
  const lexicon = withFile(join(folder, 'terms.yaml'), at, source => parseLexicon(source, problems, spoken?.terms))
  const wordings = withFile(join(folder, 'wordings.tsv'), at, source =>
    parseWordings(source, { entries, problems, besides: spoken?.wordings }),
  )
  if (school) problems.push(...checkEntries(entries, school))
  const english = spoken && school && retention && readEnglish(spoken, { entries, school, retention, problems })
  if (problems.length > 0 || !school || !retention || !phrases || !lexicon || !wordings)
    return { knowledge: null, problems }
  const reader = new TermReader(lexicon)
  const index = indexOf(entries, { wordings, reader })
  const byId = new Map(entries.map(e => [e.id, e]))
  const model = modelIn(folder)
  return { knowledge: { entries: byId, phrases, school, retention, english, lexicon, reader, index, model }, problems }
}

function indexOf(
  entries: readonly Entry[],
  { wordings, reader }: { wordings: ReadonlyMap<string, readonly string[]>; reader: TermReader },
): SearchIndex {
  return new SearchIndex(
    entries.map(({ id, title, asks, keywords, short }) => ({
      id,
      // One at a time as the index asks for them, so that the texts are never all in memory at once.
      wordings: [title, ...asks, ...wordings.get(id)!, keywords.join(' ')]
        .values()
        .filter(w => w !== '')
        .map(w => reader.readOwn(w).terms),
      answer: reader.readOwn(short).terms,
    })),
  )
}

/** The file that `tools/understanding/train.ts` makes. */
const modelFile = 'understanding.bin'

/** The model of a folder, or null where it has none. */
function modelIn(folder: string): UnderstandingModel | null {
  const file = join(folder, modelFile)
  return existsSync(file) ? readUnderstanding(readFileSync(file)) : null
}
