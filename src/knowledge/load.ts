import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Problem, ProblemsError } from '../core/errors.ts'
import { checkEntries } from './check.ts'
import { type Entry, parseSubject } from './entry.ts'
import { type Lexicon, parseLexicon } from './lexicon.ts'
import { type Phrases, parsePhrases } from './phrases.ts'
import { parseSchool, type School } from './school.ts'
import { SearchIndex } from './search.ts'
import { Reader } from './terms.ts'
import { parseWordings } from './wordings.ts'
import type { SourceText } from './yaml.ts'

/** Everything the bot knows, checked and ready to search. Immutable: a reload makes a new one. */
export interface Knowledge {
  entries: ReadonlyMap<string, Entry>
  phrases: Phrases
  school: School
  lexicon: Lexicon
  reader: Reader
  index: SearchIndex
}

/**
 * Reads `knowledge/` whole. Throws `ProblemsError` with every fault of every file, so that a counselor mends them in one go.
 * `zone` is the IANA zone in which the school's dates are meant.
 */
export function loadKnowledge(folder: string, { zone }: { zone: string }): Knowledge {
  const { knowledge, problems } = readKnowledge(folder, { zone })
  if (!knowledge) throw new ProblemsError(problems)
  return knowledge
}

/** As `loadKnowledge`, but hands back the problems instead of throwing. */
export function readKnowledge(
  folder: string,
  { zone }: { zone: string },
): { knowledge: Knowledge | null; problems: Problem[] } {
  const problems: Problem[] = []
  const school = withFile(join(folder, 'school.yaml'), problems, source => parseSchool(source, { problems, zone }))
  const phrases = withFile(join(folder, 'phrases.yaml'), problems, source => parsePhrases(source, problems))
  const lexicon = withFile(join(folder, 'terms.yaml'), problems, source => parseLexicon(source, problems))
  const entries = subjectFiles(folder).flatMap(
    file => withFile(file, problems, source => parseSubject(source, problems)) ?? [],
  )
  if (entries.length === 0)
    problems.push({
      where: basename(folder),
      line: null,
      what: '没有任何条目',
      cure: '至少放一个 *.md 文件，写法见 docs/content.md',
    })
  const wordings = withFile(join(folder, 'wordings.tsv'), problems, source =>
    parseWordings(source, { entries, problems }),
  )
  if (school) problems.push(...checkEntries(entries, school))
  if (problems.length > 0 || !school || !phrases || !lexicon || !wordings) return { knowledge: null, problems }
  const reader = new Reader(lexicon)
  const index = new SearchIndex(
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
  return {
    knowledge: { entries: new Map(entries.map(e => [e.id, e])), phrases, school, lexicon, reader, index },
    problems,
  }
}

function subjectFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.md') && name !== 'README.md')
      .sort()
      .map(name => join(folder, name))
  } catch {
    return [] // a missing folder is reported through the files that are missing in it
  }
}

/** Parses one file; an unreadable one is a problem, not a crash. */
function withFile<T>(path: string, problems: Problem[], parse: (source: SourceText) => T | null): T | null {
  const where = `knowledge/${basename(path)}`
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    problems.push({
      where,
      line: null,
      what: `读不到文件（${(error as NodeJS.ErrnoException).code}）`,
      cure: '确认文件存在并且有读取权限',
    })
    return null
  }
  if (text.includes('\uFFFD')) {
    problems.push({ where, line: null, what: '文件不是 UTF-8 编码', cure: '用编辑器另存为 UTF-8' })
    return null
  }
  return parse({ where, text: text.replace(/^\uFEFF/, '') })
}
