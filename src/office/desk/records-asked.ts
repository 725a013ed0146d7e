import { fill } from '../../content/words.ts'
import type { Choice } from '../../core/delivery.ts'
import { type ClassRef, type Identity, isWithin, type Unit } from '../../core/roster.ts'
import type { Flow } from '../../flows/schema.ts'
import { stepOf } from '../../flows/walk.ts'
import type { DaySpan } from '../../time/said/spans.ts'
import { dateText } from '../../time/shown.ts'
import { type Ground, shown } from '../outcome.ts'
import { byPlace, unitName } from '../people/naming.ts'
import { unitKey, unitsWithin } from '../people/where.ts'
import { may } from '../rights.ts'
import { answerText } from './answers.ts'
import type { ContributionRules } from './contributions.ts'
import { cannot, type DeskOutcome, notForThem } from './ground.ts'
import type { RecordWords } from './record-words.ts'
import { classesRecorded, isStillOpen, listRecords, placeOfRecord, type RecordView, recordFlows } from './records.ts'

/** What is gone by where records are asked for in words. */
export interface RecordRules extends ContributionRules {
  said: RecordWords
  /** How the whole school is called. */
  whole: string
}

/** What is asked for, of a part of the school (null: all in the actor's care) and of some days. */
export interface RecordsWanted {
  is: 'list' | 'done' | 'left'
  flow: string
  unit: Unit | null
  span: DaySpan | null
}

/** The most lines of an answer, and the most classes. */
const [mostLines, mostClasses] = [8, 40]

/** Answers what staff ask of records in words, with a way to write one down. */
export async function askRecords(
  ground: Ground<RecordRules>,
  actor: Identity,
  wanted: RecordsWanted,
): Promise<DeskOutcome<{ says: string; choices: readonly Choice[] }>> {
  const { said } = ground.rules
  if (!may(actor, 'see-records')) return notForThem(said.problems.noRight, 'records')
  const flow = recordFlows(ground.rules).find(f => f.name === wanted.flow)
  const isTheirs = wanted.unit === null || actor.scope.some(part => isWithin(wanted.unit!, part))
  if (!flow || !isTheirs) return cannot(said.problems.outside)
  return wanted.is === 'left' ? left(ground, actor, { flow, wanted }) : listed(ground, actor, { flow, wanted })
}

interface Asked {
  flow: Flow
  wanted: RecordsWanted
}

async function listed(ground: Ground<RecordRules>, actor: Identity, { flow, wanted }: Asked) {
  const { said, whole } = ground.rules
  const { unit, span } = wanted
  const filter = { flow: flow.name, unit, ...(span && { since: span.from, until: span.until }) }
  const came = await listRecords(ground, actor, filter)
  if ('refused' in came) return came
  const { records } = came.done
  const place = unit === null ? '' : unitName(unit, whole)
  const values = {
    title: flow.title,
    where: place === '' ? '' : fill(said.where, { where: place }),
    when: span === null ? '' : spanText(said, span),
  }
  const missing = wanted.is === 'done' ? fill(said.notDone, { ...values, where: place }) : fill(said.none, values)
  const lines = records.slice(0, mostLines).flatMap(view => linesOf(ground.rules, flow, view))
  const more = records.length - mostLines
  const says =
    records.length === 0
      ? [missing, said.hint]
      : [
          fill(said.head, { ...values, count: records.length }),
          ...lines,
          ...(more > 0 ? [fill(said.more, { count: more })] : []),
        ]
  return shown({ says: says.join('\n'), choices: writing(flow) }, came.audit)
}

const spanText = (said: RecordWords, { from, until }: DaySpan): string =>
  from === until
    ? fill(said.whenDay, { day: dateText(from) })
    : fill(said.when, { from: dateText(from), until: dateText(until) })

/** The way to write another one down. */
const writing = ({ starts, title }: Flow): Choice[] => [{ value: starts[0]!, label: title }]

/** A record in a line, and in a second what is to be done after it. */
function linesOf({ said, words, flows }: RecordRules, flow: Flow, view: RecordView): string[] {
  const { record, day, follow, dueOn, isDue } = view
  const written = flows.version(record.flow, record.version) ?? flow
  const told = flow.submits!.records!.shows.flatMap(id => {
    const answer = record.answers[id]
    if (answer === undefined || answer === null) return []
    const text = answerText(written, id, answer, words.flow)
    const step = stepOf(written, id)
    const isCount = step?.type === 'number' && step.label !== undefined
    return [isCount ? fill(said.number, { label: step.label!, answer: text }) : text]
  })
  const where = placeOfRecord(view)
  const line = fill(said.line, {
    day: day === '' ? record.number : dateText(day),
    what: [...(where === '' ? [] : [where]), ...told].join('，'),
    writer: record.writer.name,
  })
  if (follow === '') return [line]
  const due = { day: dueOn === '' ? '' : dateText(dueOn) }
  const state = !isStillOpen(view) ? said.followDone : fill(isDue ? said.followOver : said.followOpen, due)
  return [line, fill(said.follow, { follow, state })]
}

/** The classes without a record: of all that somebody looks after, or of a part of these. */
async function left(ground: Ground<RecordRules>, actor: Identity, { flow, wanted }: Asked) {
  const { read, rules } = ground
  const { said } = rules
  const all = await read.roster.classes([{ of: 'school' }])
  const asked = unitsWithin(all, wanted.unit === null ? actor.scope : [wanted.unit])
  const { span } = wanted
  const isThen = (day: unknown) => span === null || (typeof day === 'string' && day >= span.from && day <= span.until)
  const records = await read.desk.records([flow.name])
  const dayStep = flow.submits!.records!.day
  const recorded = classesRecorded(
    ground,
    records.filter(({ answers }) => isThen(answers[dayStep])),
    all,
  )
  const without = asked.filter(one => !recorded.has(unitKey(one))).sort(byPlace)
  const says =
    without.length === 0
      ? fill(said.leftNone, { all: asked.length, title: flow.title })
      : [
          fill(said.leftHead, { all: asked.length, count: without.length, title: flow.title }),
          namesOf(without, said),
          said.hint,
        ].join('\n')
  const audit = { act: 'read-records', detail: flow.name }
  return shown({ says, choices: without.length === 0 ? [] : writing(flow) }, audit)
}

/** The names of classes, with their college where there are several. */
function namesOf(classes: readonly ClassRef[], said: RecordWords): string {
  const isOne = new Set(classes.map(c => c.college)).size === 1
  const names = classes.slice(0, mostClasses).map(c => (isOne ? c.name : c.college + c.name))
  return names.join('、') + (classes.length > mostClasses ? said.leftMore : '')
}
