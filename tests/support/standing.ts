import { describeProblem, type Problem } from '../../src/core/errors.ts'
import { parseStanding, type Standing } from '../../src/office/reminders/standing.ts'
import { reminderWords, zone } from './seen.ts'

/** A reminder to every student of what its file says; what is left out is filled in. */
export function standingText(text: string): string {
  const has = (key: string) => new RegExp(`^${key}:`, 'm').test(text)
  const rest = [
    has('title') ? '' : 'title: 示例提醒',
    has('when') ? '' : 'when: { weekly: [三], at: "15:00" }',
    has('to') ? '' : 'to: person',
    has('audience') ? '' : 'audience: { roles: [student] }',
    has('say') ? '' : 'say: "{name}，记得收拾宿舍。"',
  ]
  return [text.trim(), ...rest].filter(l => l !== '').join('\n')
}

/** A standing reminder written in a test; throws what is wrong with it. */
export function aStanding(name: string, text = ''): Standing {
  const problems: Problem[] = []
  const found = parseStanding(name, { where: name, text: standingText(text) }, { problems, zone, words: reminderWords })
  if (!found) throw new Error(problems.map(describeProblem).join('\n'))
  return found
}

/** What is wrong with a reminder's file, as `line what`. */
export function standingFaults(text: string): string[] {
  const problems: Problem[] = []
  const source = { where: 'flows/reminders/test.yaml', text: standingText(text) }
  parseStanding('test', source, { problems, zone, words: reminderWords })
  return problems.map(({ line, what }) => `${line} ${what}`)
}
