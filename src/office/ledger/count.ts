import { fill } from '../../content/words.ts'
import type { ScamCase } from '../../core/case.ts'
import type { Contribution } from '../../core/desk.ts'
import type { Answer } from '../../core/memory.ts'
import { activityKinds } from '../../core/work/activity.ts'
import type { Flow } from '../../flows/schema.ts'
import { confirmedOf } from '../broadcasts/states.ts'
import { picturesOfContribution, publishingOf } from '../desk/contributions.ts'
import type { Material } from './gather.ts'
import type { LedgerRules } from './ground.ts'
import type { Evidenced, LedgerWords } from './words.ts'

/** What a kind of evidence came to: how it is said, and how much there is of it (more than none). */
export interface CountedEvidence {
  of: Evidenced['of']
  says: string
  amount: number
}

type Of<O extends Evidenced['of']> = Extract<Evidenced, { of: O }>
type Count<O extends Evidenced['of']> = (material: Material, one: Of<O>, rules: LedgerRules) => CountedEvidence | null

/** Whole percent; none of nothing. */
export const percentOfAll = (done: number, all: number): number => (all === 0 ? 0 : Math.floor((100 * done) / all))

/** The sum of a number over rows. */
export const sumOver = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0)

/** What counts as evidence in some material, in words; null where there is nothing of it. */
export function countedOf(material: Material, one: Evidenced, rules: LedgerRules): CountedEvidence | null {
  const count = counters[one.of] as Count<Evidenced['of']>
  return count(material, one, rules)
}

const counted = (of: Evidenced['of'], amount: number, says: string): CountedEvidence | null =>
  amount > 0 ? { of, amount, says } : null

const counters: { [O in Evidenced['of']]: Count<O> } = {
  broadcasts(material, { name, ...wanted }, { ledger }) {
    const sent = material.sent.filter(({ broadcast }) => isWanted(broadcast, wanted))
    const tallies = sent.flatMap(({ classes }) => classes)
    const [people, confirmed] = [sumOver(tallies, t => t.people), sumOver(tallies, confirmedOf)]
    const values = { name, count: sent.length, people, confirmed, percent: percentOfAll(confirmed, people) }
    return counted('broadcasts', sent.length, fill(ledger.says.broadcasts, values))
  },
  flow({ classes }, { flow: name }, { ledger, progress }) {
    const at = progress.findIndex(({ flow }) => flow === name)
    const flow = progress[at]
    if (!flow) return null
    const done = sumOver(classes, one => one.counts[at]!.done)
    const all = sumOver(classes, one => (flow.onlyBorrowers ? one.borrowers : one.people))
    const values = { title: flow.title, done, all, percent: percentOfAll(done, all) }
    return counted('flow', done, fill(ledger.says.flow, values))
  },
  records(material, { flow: name, topics }, rules) {
    const flow = flowOf(rules, name)
    if (!flow) return null
    const talks = material.talks.filter(talk => talk.flow === name)
    const records = material.records.filter(({ record }) => record.flow === name && speaksOf(record, topics))
    const sums = sumsText(
      flow,
      records.map(({ record }) => record),
      rules.ledger,
    )
    const count = topics ? records.length : records.length + talks.length
    const says = rules.ledger.says[topics ? 'recordsOn' : 'records']
    return counted('records', count, fill(says, { title: flow.title, topics: labelsOf(flow, topics), count, sums }))
  },
  contributions(material, { flow: name, kinds }, rules) {
    const flow = flowOf(rules, name)
    if (!flow) return null
    const { says } = rules.ledger
    const ofKind = (one: Contribution) => one.flow === name && speaksOf(one, kinds)
    const [usable, waiting] = [material.contributions.filter(ofKind).length, material.waiting.filter(ofKind).length]
    const called = kinds ? fill(says.kinds, { kinds: labelsOf(flow, kinds) }) : ''
    const besides = waiting > 0 ? fill(says.waiting, { count: waiting }) : ''
    const text = fill(says.contributions, { title: flow.title, kinds: called, count: usable }) + besides
    return counted('contributions', usable + waiting, text)
  },
  picks({ contributions }, _, { ledger }) {
    const picks = contributions.flatMap(({ pick }) => pick ?? [])
    const weeks = new Set(picks.map(pick => pick.week)).size
    return counted('picks', picks.length, fill(ledger.says.picks, { weeks, count: picks.length }))
  },
  cards({ counts }, _, { ledger }) {
    const people = sumOver(counts, c => c.cards)
    const values = { people, answers: sumOver(counts, c => c.answers), right: sumOver(counts, c => c.right) }
    return counted('cards', people, fill(ledger.says.cards, values))
  },
  scams({ scams }, _, { ledger }) {
    const kinds = scamKinds(scams, ledger).map(({ text }) => text)
    return counted('scams', scams.length, fill(ledger.says.scams, { kinds: kinds.join('、') }))
  },
  questions({ counts }, _, { ledger }) {
    const asked = sumOver(counts, c => c.asked)
    return counted('questions', asked, fill(ledger.says.questions, { asked, ended: sumOver(counts, c => c.ended) }))
  },
  requests({ counts }, _, { ledger }) {
    const [all, done] = [sumOver(counts, c => c.requests), sumOver(counts, c => c.followed)]
    const values = { count: casesText(all, ledger), done: casesText(done, ledger) }
    return counted('requests', all, fill(ledger.says.requests, values))
  },
  suggestions({ counts }, _, { ledger }) {
    const [all, done] = [sumOver(counts, c => c.suggestions), sumOver(counts, c => c.considered)]
    const values = { count: casesText(all, ledger), done: casesText(done, ledger) }
    return counted('suggestions', all, fill(ledger.says.suggestions, values))
  },
  reports({ counts }, _, { ledger }) {
    const [all, done] = [sumOver(counts, c => c.reports), sumOver(counts, c => c.settled)]
    const values = { count: casesText(all, ledger), done: casesText(done, ledger) }
    return counted('reports', all, fill(ledger.says.reports, values))
  },
  letters({ counts }, _, { ledger }) {
    const all = sumOver(counts, c => c.letters)
    return counted('letters', all, fill(ledger.says.letters, { count: casesText(all, ledger) }))
  },
  jobs({ postings }, _, { ledger }) {
    return counted('jobs', postings, fill(ledger.says.jobs, { count: postings }))
  },
  activities({ activities }, { kinds }, { ledger: { says } }) {
    const count = activities.filter(({ kind }) => !kinds || kinds.includes(kind)).length
    const called = (kinds ?? activityKinds).map(kind => says.activityKinds[kind]).join('、')
    return counted('activities', count, fill(says.activities, { kinds: called, count }))
  },
  pictures({ chosen, contributions, notes }, _, rules) {
    const ofNotes = notes.filter(note => note.picture !== null).length
    const ofPeople = contributions.filter(one => publishingOf(rules.contributions, one).level !== 'class')
    const count = chosen.length + ofNotes + sumOver(ofPeople, one => picturesOfContribution(one).length)
    return counted('pictures', count, fill(rules.ledger.says.pictures, { count }))
  },
}

const flowOf = ({ contributions }: LedgerRules, name: string): Flow | undefined => contributions.flows.current.get(name)

function isWanted(
  { kind, template, body, audience }: Material['sent'][number]['broadcast'],
  wanted: Omit<Of<'broadcasts'>, 'of' | 'name'>,
): boolean {
  const { templates, words, tags } = wanted
  if (wanted.kind && kind !== wanted.kind) return false
  if (templates && !templates.includes(template)) return false
  if (words && !words.some(word => body.includes(word))) return false
  return !tags || tags.some(tag => audience.tags?.includes(tag))
}

/** Whether one of the choices made in a conversation is among these; any where none are given. */
const speaksOf = ({ answers }: { answers: Readonly<Record<string, Answer>> }, values: readonly string[] | undefined) =>
  !values || Object.values(answers).some(answer => [answer].flat().some(one => values.includes(one as string)))

/** What choices of a conversation are called. */
function labelsOf({ steps }: Flow, values: readonly string[] = []): string {
  const options = steps.flatMap(step => (step.type === 'choice' ? step.options : []))
  return values.map(value => options.find(o => o.value === value)?.label ?? value).join('、')
}

/** What the numbers in records come to, each with its label. */
function sumsText(
  { steps }: Flow,
  records: readonly { answers: Readonly<Record<string, Answer>> }[],
  { says }: LedgerWords,
) {
  const numbers = steps.flatMap(s =>
    s.type === 'number' && s.label !== undefined ? [{ id: s.id, label: s.label }] : [],
  )
  const sums = numbers.map(({ id, label }) => ({ label, sum: sumOver(records, r => Number(r.answers[id] ?? 0) || 0) }))
  return sums
    .filter(({ sum }) => sum > 0)
    .map(values => fill(says.sum, values))
    .join('')
}

/** How many, or that they are fewer than may be told. */
const casesText = (count: number, { says, least }: LedgerWords): string =>
  count > 0 && count < least ? fill(says.few, { least }) : fill(says.cases, { count })

/** Cards of the week that these classes were sent, answered, answered right; so few answers that they might be somebody's are not told. */
export function cardCells(rows: Material['counts'], { says, least }: LedgerWords): (string | number)[] {
  const [sent, answers] = [sumOver(rows, r => r.cards), sumOver(rows, r => r.answers)]
  const isTold = answers === 0 || answers >= least
  const few = fill(says.less, { least })
  return isTold ? [sent, answers, sumOver(rows, r => r.right)] : [sent, few, few]
}

/** Scams by kind, the most first, in an order that tells nothing of kinds of which there are few; `count` is null for these. */
export function scamKinds(
  scams: readonly ScamCase[],
  { says, least }: LedgerWords,
): { kind: string; count: number | null; text: string }[] {
  const kinds = [...Map.groupBy(scams, s => s.type)].map(([kind, found]) => ({ kind, count: found.length }))
  const [many, few] = [kinds.filter(k => k.count >= least), kinds.filter(k => k.count < least)]
  return [
    ...many
      .sort((a, b) => b.count - a.count || a.kind.localeCompare(b.kind))
      .map(k => ({ ...k, text: fill(says.scamKind, k) })),
    ...few
      .sort((a, b) => a.kind.localeCompare(b.kind))
      .map(({ kind }) => ({ kind, count: null, text: fill(says.fewKind, { kind, least }) })),
  ]
}
