import type { z } from 'zod'
import type { Content } from '../bot/content.ts'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import { pages } from './pages.ts'
import { type ConsoleWords, shellSchema } from './shell-words.ts'

const folder = 'knowledge/console'

/** Words that were read without a fault, by the files that they were read from: a start reads them once, for whether they are right and for the pages. */
const known = new WeakMap<readonly SourceText[], ConsoleWords>()

/** Reads the words of the console from the files of `knowledge/console`; null with a problem for each fault when anything is wrong. */
export function parseConsoleWords(texts: readonly SourceText[], problems: Problem[]): ConsoleWords | null {
  const words = known.get(texts) ?? parsed(texts, problems)
  if (words) known.set(texts, words)
  return words
}

function parsed(texts: readonly SourceText[], problems: Problem[]): ConsoleWords | null {
  const before = problems.length
  const read = <T>(name: string, schema: z.ZodType<T>): T | null => {
    const where = `${folder}/${name}.yaml`
    const source = texts.find(t => t.where === where)
    if (source) return parseYaml(source, schema, { problems })
    problems.push({ where, line: null, what: '没有这个文件', cure: '从原来的安装包里拷回来' })
    return null
  }
  const shell = read('shell', shellSchema)
  const own = new Map(pages.map(page => [page.name, read(page.name, page.words)]))
  for (const { name } of pages)
    if (shell && !shell.pages[name])
      problems.push({
        where: `${folder}/shell.yaml`,
        line: null,
        what: `pages: 没有写 ${name}`,
        cure: '补上这一页的名字',
      })
  return shell && problems.length === before ? { shell, of: name => own.get(name) } : null
}

/** The words of the console in the content in force, which were checked when it was read. */
export function consoleWordsOf({ consoleTexts }: Pick<Content, 'consoleTexts'>): ConsoleWords {
  const words = parseConsoleWords(consoleTexts, [])
  if (!words) throw new Error('the words of the console are not those that were checked')
  return words
}
