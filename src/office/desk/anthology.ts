import { fill } from '../../content/words.ts'
import type { Contribution } from '../../core/desk.ts'
import type { Identity, Unit } from '../../core/roster.ts'
import type { Picture } from '../../core/update.ts'
import { stepOf } from '../../flows/walk.ts'
import { shown } from '../outcome.ts'
import { answerText, labelledSteps } from './answers.ts'
import {
  type ContributionGround,
  type ContributionRules,
  listContributions,
  mayGoOut,
  narrowed,
  onContribution,
  picturesOfContribution,
  publishingOf,
} from './contributions.ts'
import { cannot } from './ground.ts'

/** The most contributions of one file. */
const mostInFile = 2000

/** A contribution as it may be shown to others: never more than its author agreed to. */
export interface Published {
  number: string
  title: string
  /** What kind of thing it is, as its author chose. */
  kind: string
  text: string
  /** The name that its author gave, or null where they wanted none. */
  signature: string | null
  caption: string
  pictures: { url: string; file: string }[]
}

/** A contribution as others may see it. */
export function publishedOf(rules: ContributionRules, contribution: Contribution): Published {
  const { flow: name, version, number, answers } = contribution
  const flow = rules.flows.version(name, version) ?? rules.flows.current.get(name)!
  const words = rules.words.flow
  const { signature } = publishingOf(rules, contribution)
  const asked = labelledSteps(flow.steps.filter(step => 'ask' in step))
  const isGiven = (id: string) => answers[id] !== undefined && answers[id] !== null
  const texts = asked.filter(s => s.type === 'text' && isGiven(s.id) && s.id !== flow.submits?.publishes?.signature)
  const chosen = asked.find(s => s.type === 'choice' && isGiven(s.id))
  const said = texts.map(s => ({ label: s.label, text: answerText(flow, s.id, answers[s.id]!, words) }))
  return {
    number,
    title: flow.title,
    kind: chosen ? answerText(flow, chosen.id, answers[chosen.id]!, words) : flow.title,
    text: said.length === 1 ? said[0]!.text : said.map(s => `${s.label}：${s.text}`).join('\n'),
    signature,
    caption: contribution.pick?.caption ?? '',
    pictures: picturesOfContribution(contribution).map(({ url }: Picture, n) => ({
      url,
      file: `${number}-${n + 1}${/\.\w+$/.exec(url)?.[0] ?? ''}`,
    })),
  }
}

/** A contribution as all may see it; of one whose author did not agree to that, or at which nobody has looked, there is nothing to see. */
export const publicText = (ground: ContributionGround, actor: Identity, { number }: { number: string }) =>
  onContribution<{ says: string; published: Published }>(ground, actor, number, contribution => {
    const isShown = contribution.state === 'submitted' || contribution.state === 'late'
    if (!isShown || publishingOf(ground.rules, contribution).level === 'class')
      return cannot(fill(ground.rules.words.review.unknown, { number }))
    const published = publishedOf(ground.rules, contribution)
    return shown({ says: '', published }, { act: 'read-submission', detail: number })
  })

/** All that was written in a contribution or a record, question by question, for those who look at it; pictures are counted. */
export function labelledAnswers(
  rules: ContributionRules,
  { flow: name, version, answers }: Pick<Contribution, 'flow' | 'version' | 'answers'>,
) {
  const flow = rules.flows.version(name, version) ?? rules.flows.current.get(name)!
  return labelledSteps(flow.steps.filter(step => 'ask' in step))
    .filter(({ id }) => answers[id] !== undefined && answers[id] !== null)
    .map(({ id, label }) => {
      const step = stepOf(flow, id)
      const isFree = step?.type === 'text' && step.free
      return { label, text: answerText(flow, id, answers[id]!, rules.words.flow), isFree }
    })
}

/**
 * What may be shown to others, to take away: all that was looked at and let through, or what is chosen for a week. What its author wants only their class to
 * see is in it where it is for that class alone; `left` counts the others.
 */
export async function anthology(
  ground: ContributionGround,
  actor: Identity,
  { week, flow = '', unit = null }: { week?: string; flow?: string; unit?: Unit | null },
) {
  const of = week === undefined ? ('shown' as const) : ('week' as const)
  const filter = { of, flow, unit, most: mostInFile, ...(week === undefined ? {} : { week }) }
  const listed = await listContributions(ground, actor, filter)
  if ('refused' in listed) return listed
  const { contributions } = listed.done
  const isForClass = unit?.of === 'class' && week === undefined && narrowed(actor.scope, unit).length === 1
  const isOfClass = (one: Contribution) => isForClass && publishingOf(ground.rules, one).level === 'class'
  const out = contributions.filter(one => isOfClass(one) || mayGoOut(ground.rules, one))
  return shown(
    { says: '', published: out.map(one => publishedOf(ground.rules, one)), left: contributions.length - out.length },
    { act: 'export-contributions', detail: `${week ?? of} ${out.length}` },
  )
}

/** The parts of the tree that whoever asks may narrow a list down to. */
export async function partsInCare({ read }: Pick<ContributionGround, 'read'>, actor: Identity) {
  const classes = await read.roster.classes(actor.scope)
  const colleges = [...new Set(classes.map(c => c.college))]
  const whole = colleges.filter(college => narrowed(actor.scope, { of: 'college', college })[0]?.of === 'college')
  return shown({ colleges: whole, classes })
}
