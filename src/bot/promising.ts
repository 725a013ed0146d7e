import { basename, dirname, join } from 'node:path'
import { filesIn, withFile } from '../content/files.ts'
import { brokenPromises } from '../content/promises.ts'
import type { Problem } from '../core/errors.ts'
import type { Flow } from '../flows/schema.ts'
import type { Knowledge } from '../knowledge/load.ts'
import type { Retention } from '../knowledge/retention.ts'
import type { CaseWords } from '../office/cases/words.ts'

/** What is not said to people, or says how others keep things. */
const notPromising = ['terms.yaml', 'school.yaml', 'calendar.yaml']

/** The subject file in which the bot speaks of itself. */
export const ownSubject = 'bot.md'

/** For how many days things are kept: by flow files, and of all that is kept. */
export function daysKept({ retention, caseWords, flows }: Promising): { ofFlows: Map<string, number>; all: number[] } {
  const ofFlows = new Map(flows.map(f => [`${f.name}.yaml`, f.submits?.keepDays ?? retention.days.handoff!]))
  const ofCases = [caseWords.scam, caseWords.crisis].flatMap(({ keepDays }) => [keepDays.open, keepDays.marked])
  return {
    ofFlows,
    all: [...Object.values(retention.days).filter(d => d !== null), ...ofCases, ...ofFlows.values()],
  }
}

/** By what things are kept: the rules, those of cases, and those of the conversations. */
export interface Promising {
  retention: Retention
  caseWords: CaseWords
  flows: readonly Flow[]
}

/** Times for keeping that texts name and no rule keeps: a flow's own are those of the flow, all others any that there is. */
export function promisesNotKept(
  places: { knowledge: string; flows: string },
  { knowledge: { retention }, caseWords, flows }: Omit<Promising, 'retention'> & { knowledge: Knowledge },
): Problem[] {
  const { ofFlows, all } = daysKept({ retention, caseWords, flows })
  const files = [
    ...filesIn(places.knowledge, '.yaml').filter(f => !notPromising.includes(basename(f))),
    ...filesIn(places.knowledge, ownSubject),
    ...filesIn(places.flows, '.yaml'),
    ...filesIn(join(places.flows, 'reminders'), '.yaml'),
  ]
  return files.flatMap(file => {
    const own = dirname(file) === places.flows ? ofFlows.get(basename(file)) : undefined
    const room = file.startsWith(places.flows) ? 'flows' : 'knowledge'
    const faults: Problem[] = []
    return withFile(file, { room, problems: faults }, source => brokenPromises(source, own ? [own] : all)) ?? faults
  })
}
