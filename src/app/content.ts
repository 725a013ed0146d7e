import { join } from 'node:path'
import { type Content, type ContentPlaces, readContent } from '../bot/content.ts'
import { loadKept } from '../bot/packed.ts'
import { parseConsoleWords } from '../console/words.ts'
import { openKept } from '../content/kept.ts'
import { type Problem, ProblemsError } from '../core/errors.ts'
import { folderIn } from '../core/folders.ts'
import type { FlowText } from '../flows/library.ts'
import type { Config } from './config.ts'

type Places = Pick<Config, 'data' | 'knowledge' | 'flows' | 'zone' | 'keepDays'>

/**
 * The content of a configuration, as it was kept in the data folder, if nothing has changed since. `keep` keeps what was read anew; where there is no
 * data folder it does nothing. Throws the problems of content that is wrong.
 */
export function readContentOf(config: Places): { content: Content; keep(): void } {
  const read = loadKept(config, openKept(join(folderIn(config.data, 'built'), 'content')))
  const problems = problemsOfConsole(read.content)
  if (problems.length > 0) throw new ProblemsError(problems)
  return read
}

/** As `readContent`, with the words of the console too, which only the wiring knows how to read. */
export function readWhole(places: ContentPlaces, older?: readonly FlowText[]): ReturnType<typeof readContent> {
  const { content, problems } = readContent(places, older)
  const wrong = content ? problemsOfConsole(content) : []
  return { content: wrong.length > 0 ? null : content, problems: [...problems, ...wrong] }
}

function problemsOfConsole({ consoleTexts }: Content): Problem[] {
  const problems: Problem[] = []
  parseConsoleWords(consoleTexts, problems)
  return problems
}

/** As `readContentOf`, kept at once: for what finds a data folder or needs none. */
export function contentOf(config: Places): Content {
  const { content, keep } = readContentOf(config)
  keep()
  return content
}
