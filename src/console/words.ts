import type { z } from 'zod'
import type { Content, WordFiles } from '../bot/content.ts'
import { parseYaml, type SourceText } from '../content/yaml.ts'
import type { Problem } from '../core/errors.ts'
import { pages } from './pages.ts'
import { type ConsoleWords, type ShellWords, shellSchema } from './shell-words.ts'

const folder = 'knowledge/console'

/** Reads the words of the console from the files of `knowledge/console`, once; null with a problem for each fault when anything is wrong. */
export function parseConsoleWords(files: WordFiles, problems: Problem[]): ConsoleWords | null {
  files.read ??= parsed(files.texts, problems)
  const { read } = files
  // Nobody reads them otherwise, and what was kept was read by this very code.
  return read && { shell: read[shellName] as ShellWords, of: name => read[name] }
}

const shellName = 'shell'

function parsed(texts: readonly SourceText[], problems: Problem[]): WordFiles['read'] {
  const before = problems.length
  const read = <T>(name: string, schema: z.ZodType<T>): T | null => {
    const where = `${folder}/${name}.yaml`
    const source = texts.find(t => t.where === where)
    if (source) return parseYaml(source, schema, { problems })
    problems.push({ where, line: null, what: '没有这个文件', cure: '从原来的安装包里拷回来' })
    return null
  }
  const shell = read(shellName, shellSchema)
  const own = Object.fromEntries(pages.map(page => [page.name, read(page.name, page.words)]))
  for (const { name } of pages)
    if (shell && !shell.pages[name])
      problems.push({
        where: `${folder}/shell.yaml`,
        line: null,
        what: `pages: 没有写 ${name}`,
        cure: '补上这一页的名字',
      })
  return shell && problems.length === before ? { ...own, [shellName]: shell } : null
}

/** The words of the console in the content in force, which were checked when it was read. */
export function consoleWordsOf({ consoleFiles }: Pick<Content, 'consoleFiles'>): ConsoleWords {
  const words = parseConsoleWords(consoleFiles, [])
  if (!words) throw new Error('the words of the console are not those that were checked')
  return words
}
