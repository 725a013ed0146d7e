import { type Content, type ContentPlaces, readContent } from '../bot/content.ts'
import { parseConsoleWords } from '../console/words.ts'
import { type Problem, ProblemsError } from '../core/errors.ts'
import type { FlowText } from '../flows/library.ts'

/** As `readContent`, with the words of the console too, which only the wiring knows how to read. */
export function readWhole(places: ContentPlaces, older?: readonly FlowText[]): ReturnType<typeof readContent> {
  const { content, problems } = readContent(places, older)
  const wrong = content ? problemsOfConsole(content) : []
  return { content: wrong.length > 0 ? null : content, problems: [...problems, ...wrong] }
}

/** Throws the problems of the console's words in content that is read; a command that shows no page has no need of them. */
export function refuseBrokenConsole(content: Content): void {
  const problems = problemsOfConsole(content)
  if (problems.length > 0) throw new ProblemsError(problems)
}

function problemsOfConsole({ consoleFiles }: Content): Problem[] {
  const problems: Problem[] = []
  parseConsoleWords(consoleFiles, problems)
  return problems
}
