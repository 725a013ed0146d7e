import { fill } from '../../content/words.ts'
import type { Contribution, ContributionQuery } from '../../core/desk.ts'
import type { Submission } from '../../core/memory.ts'
import type { Identity, Unit } from '../../core/roster.ts'
import { isWithin } from '../../core/roster.ts'
import type { Picture } from '../../core/update.ts'
import type { Flows } from '../../flows/library.ts'
import type { Flow, PublishLevel } from '../../flows/schema.ts'
import { teacherIn } from '../../flows/teacher.ts'
import type { Phrases } from '../../knowledge/phrases.ts'
import type { School } from '../../knowledge/school.ts'
import { type Ground, shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { cannot, type DeskOutcome, isTheirs, notForThem } from './ground.ts'

const right = 'moderate'

/** What the acts on contributions go by. */
export interface ContributionRules {
  words: Pick<Phrases, 'review' | 'record' | 'flow' | 'evidence'>
  flows: Flows
  school: School
}

/** What an act on contributions stands on. */
export type ContributionGround = Ground<ContributionRules>

/** Whether what a conversation leaves is looked at by teachers. */
const isLookedAt = ({ submits }: Flow) =>
  submits !== undefined && (submits.publishes !== undefined || submits.delivers !== undefined || submits.screen)

/** The conversations whose contributions teachers look at. */
export const lookedAtFlows = ({ flows }: Pick<ContributionRules, 'flows'>): Flow[] =>
  [...flows.current.values()].filter(isLookedAt)

/** Where a list of contributions stands: what waits, what may be shown, what was sent back, what is chosen for a week. */
export type ContributionList = 'wait' | 'shown' | 'returned' | 'week'

const statesOf: Record<ContributionList, readonly Submission['state'][]> = {
  wait: ['review'],
  shown: ['submitted', 'late'],
  returned: ['returned'],
  week: ['submitted', 'late'],
}

/** What is asked for of contributions; `unit` is a part of the tree, narrowed down to what whoever asks looks after. */
export interface ContributionFilter {
  of: ContributionList
  flow?: string
  unit?: Unit | null
  week?: string
  said?: string
  most: number
  from?: number
}

/** Contributions in the care of whoever asks, and how many of each state there are. */
export async function listContributions(
  { read, rules }: ContributionGround,
  actor: Identity,
  filter: ContributionFilter,
) {
  if (!may(actor, right)) return notForThem(rules.words.review.refused, 'contributions')
  const { of } = filter
  const query = queryOf(rules, actor, filter)
  const { states, most, from, week, ...about } = query
  const counts = await read.desk.countContributions(about)
  const found = await read.desk.contributions(query)
  // What was changed since may be for the class alone by now.
  const contributions = of === 'week' ? found.filter(one => mayGoOut(rules, one)) : found
  const count = states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  return shown(
    { contributions, counts, count: week === undefined ? count : contributions.length },
    { act: 'read-reviews', detail: `${of} ${contributions.length}` },
  )
}

function queryOf(
  rules: ContributionRules,
  actor: Identity,
  { of, flow = '', unit = null, week, said = '', most, from = 0 }: ContributionFilter,
): ContributionQuery {
  const flows = lookedAtFlows(rules).map(f => f.name)
  return {
    flows: flow === '' ? flows : flows.filter(name => name === flow),
    states: statesOf[of],
    scope: unit === null ? actor.scope : narrowed(actor.scope, unit),
    said,
    most,
    from,
    ...(of === 'week' && week !== undefined ? { week } : {}),
  }
}

/** What of a part of the tree lies in somebody's care. */
export function narrowed(scope: readonly Unit[], unit: Unit): Unit[] {
  return scope.some(part => isWithin(unit, part)) ? [unit] : scope.filter(part => isWithin(part, unit))
}

/** One contribution with all that was written; that it was read stands in the audit log. */
export async function oneContribution(ground: ContributionGround, actor: Identity, { number }: { number: string }) {
  return onContribution<{ says: string; contribution: Contribution }>(ground, actor, number, contribution =>
    ground.rules.flows.current.has(contribution.flow)
      ? shown({ says: '', contribution }, { act: 'read-submission', detail: number })
      : cannot(fill(ground.rules.words.review.unknown, { number })),
  )
}

/** Does something with a contribution: the same words whether there is none or it is not theirs. */
export async function onContribution<What extends { says: string }>(
  { read, rules }: ContributionGround,
  actor: Identity,
  number: string,
  go: (found: Contribution) => DeskOutcome<What> | Promise<DeskOutcome<What>>,
): Promise<DeskOutcome<What>> {
  const { review: words } = rules.words
  if (!may(actor, right)) return notForThem(words.refused, number)
  const found = await read.desk.contribution(number)
  const flow = found && rules.flows.current.get(found.flow)
  const says = fill(words.unknown, { number })
  // What waits can be let through even where its conversation is not there any more.
  if (!found || (flow && !isLookedAt(flow))) return { refused: { why: 'unknown', says }, audit: null }
  if (isTheirs(actor, right, found)) return go(found)
  return { refused: { why: 'unknown', says }, audit: { act: 'refused-desk', detail: number } }
}

/** The pictures of a contribution, in their order. */
export const picturesOfContribution = ({ answers }: Pick<Contribution, 'answers'>): Picture[] =>
  Object.values(answers).flatMap(answer =>
    Array.isArray(answer) ? answer.filter((one): one is Picture & string => typeof one === 'object') : [],
  )

/** One picture of a contribution, for those who may see the contribution. */
export async function seePicture(
  ground: ContributionGround,
  actor: Identity,
  { number, n }: { number: string; n: number },
): Promise<DeskOutcome<{ says: string; url: string }>> {
  return onContribution(ground, actor, number, found => {
    const picture = picturesOfContribution(found)[n - 1]
    if (!picture) return cannot(fill(ground.rules.words.review.unknown, { number }))
    return shown({ says: '', url: picture.url }, { act: 'see-picture', detail: `${number} ${n}` })
  })
}

/** Whether others than one's class and one teacher may see a contribution. */
export const mayGoOut = (rules: Pick<ContributionRules, 'flows'>, contribution: Publishing): boolean =>
  ['anonymous', 'public'].includes(publishingOf(rules, contribution).level)

/** What says who may see a contribution. */
type Publishing = Pick<Contribution, 'flow' | 'version' | 'answers'>

/** The conversation with which a contribution was made, in its version where that is still known. */
const flowOfContribution = (
  { flows }: Pick<ContributionRules, 'flows'>,
  { flow, version }: Pick<Contribution, 'flow' | 'version'>,
) => flows.version(flow, version) ?? flows.current.get(flow)

/** The teacher for whom alone a contribution is, what they are told, and under which name (null is none); null of what is for others too. */
export function teacherLetterOf(rules: Pick<ContributionRules, 'flows'>, contribution: Publishing) {
  const delivers = flowOfContribution(rules, contribution)?.submits?.delivers
  const to = delivers && teacherIn(contribution.answers[delivers.to])
  if (!delivers || !to) return null
  const signed = contribution.answers[delivers.signature]
  return {
    to,
    text: String(contribution.answers[delivers.text] ?? ''),
    signature: typeof signed === 'string' && signed !== '' ? signed : null,
  }
}

/**
 * Who may see a contribution, and under which name: null is no name. Where its conversation does not ask, the class alone; what is for one teacher only
 * they do.
 */
export function publishingOf(
  rules: Pick<ContributionRules, 'flows'>,
  contribution: Publishing,
): { level: PublishLevel | 'teacher'; signature: string | null } {
  const { flows } = rules
  const { flow: name, version, answers } = contribution
  const letter = teacherLetterOf(rules, contribution)
  if (letter) return { level: 'teacher', signature: letter.signature }
  const publishes = (flows.version(name, version) ?? flows.current.get(name))?.submits?.publishes
  const asked = publishes ?? flows.current.get(name)?.submits?.publishes
  const level = asked ? answers[asked.level] : null
  const signed = asked ? answers[asked.signature] : null
  if (level === 'anonymous') return { level, signature: null }
  return {
    level: level === 'public' ? 'public' : 'class',
    signature: typeof signed === 'string' && signed !== '' ? signed : null,
  }
}
