import { canonical } from '../../content/names.ts'
import { fill } from '../../content/words.ts'
import type { StaffRecord } from '../../core/desk.ts'
import { type ClassRef, type Identity, isWithin, type Unit } from '../../core/roster.ts'
import type { Flow } from '../../flows/schema.ts'
import { dayMs } from '../../time/days.ts'
import { isoDay } from '../../time/shown.ts'
import { shown } from '../outcome.ts'
import { makeClassFinder } from '../people/naming.ts'
import { unitKey, unitsWithin } from '../people/where.ts'
import { may } from '../rights.ts'
import { type ContributionGround, type ContributionRules, picturesOfContribution } from './contributions.ts'
import { evidenceOf } from './evidence.ts'
import { cannot, type DeskOutcome, notForThem } from './ground.ts'

const right = 'see-records'

/** A record with what it says of when and where, and what is still to be done after it. */
export interface RecordView {
  record: StaffRecord
  title: string
  /** The day on which it took place, as `2027-06-12`; empty where it was not told. */
  day: string
  /** Its classes, as far as they are the writer's. */
  classes: readonly ClassRef[]
  /** What was still to be done, by when, and whether that day has come and nobody has done it. */
  follow: string
  dueOn: string
  isDue: boolean
}

/** What narrows the list of records down; days as `2027-06-12`, both included. */
export interface RecordFilter {
  flow?: string
  unit?: Unit | null
  writer?: string
  since?: string
  until?: string
  /** Only those with something still to be done, the most pressing first. */
  isOpen?: boolean
}

/** Where it took place: its classes, or the college of who wrote it down where it is of no class. */
export const placeOfRecord = ({ classes, record }: Pick<RecordView, 'classes' | 'record'>): string =>
  classes.length > 0 ? classes.map(c => c.name).join('、') : record.writer.college

/** The conversations in which staff write down what took place. */
export const recordFlows = ({ flows }: Pick<ContributionRules, 'flows'>): Flow[] =>
  [...flows.current.values()].filter(f => f.submits?.records !== undefined)

/** Records that whoever asks may see, the latest day first. */
export async function listRecords(ground: ContributionGround, actor: Identity, filter: RecordFilter) {
  const { rules } = ground
  if (!may(actor, right)) return notForThem(rules.words.record.refused, 'records')
  const all = await seen(ground, actor)
  const { isOpen = false } = filter
  const records = all
    .filter(view => isAsked(view, filter))
    .sort((a, b) => (isOpen ? a.dueOn.localeCompare(b.dueOn) : b.day.localeCompare(a.day) || b.record.at - a.record.at))
  const writers = new Map(all.map(({ record: { writer } }) => [writer.number ?? '', writer.name]))
  return shown(
    {
      records,
      writers: [...writers].map(([number, name]) => ({ number, name })),
      open: all.filter(isStillOpen).length,
    },
    { act: 'read-records', detail: String(records.length) },
  )
}

/** The classes of which any of these records is, by their keys (`unitKey`). */
export function classesRecorded(
  ground: Pick<ContributionGround, 'rules' | 'now'>,
  records: readonly StaffRecord[],
  all: readonly ClassRef[],
): ReadonlySet<string> {
  return new Set(
    records.map(viewer(ground, all)).flatMap(({ classes }) => classes.map(one => unitKey({ of: 'class', ...one }))),
  )
}

/** Whether something is still to be done after it. */
export const isStillOpen = ({ record, follow }: Pick<RecordView, 'record' | 'follow'>) =>
  follow !== '' && record.followedAt === null

function isAsked(
  { record, day, classes, follow }: RecordView,
  { flow = '', unit = null, writer = '', since = '', until = '', isOpen = false }: RecordFilter,
): boolean {
  if (flow !== '' && record.flow !== flow) return false
  if (writer !== '' && record.writer.number !== writer) return false
  if ((since !== '' && day < since) || (until !== '' && day > until)) return false
  if (isOpen && !isStillOpen({ record, follow })) return false
  return unit === null || isRecordOf({ record, classes }, unit)
}

/** Whether a record is of a part of the school: of one of its classes, or of no class in particular and written by somebody of the college. */
export function isRecordOf({ record, classes }: Pick<RecordView, 'record' | 'classes'>, unit: Unit): boolean {
  if (unit.of === 'school') return true
  const isOfCollege = unit.of === 'college' && classes.length === 0 && record.writer.college === unit.college
  return isOfCollege || classes.some(one => isWithin({ of: 'class', ...one }, unit))
}

/** All records that somebody may see. Those of others only where their conversation says so and they are of classes in one's care. */
async function seen(ground: ContributionGround, actor: Identity): Promise<RecordView[]> {
  const { read, rules } = ground
  const records = await read.desk.records(recordFlows(rules).map(f => f.name))
  const viewOf = viewer(ground, await read.roster.classes([{ of: 'school' }]))
  return records.map(viewOf).filter(view => maySee(rules, actor, view))
}

/** Whether somebody may see a record: their own, or one that is not its writer's alone and is of classes in their care. */
function maySee({ flows }: ContributionRules, actor: Identity, { record, classes }: RecordView): boolean {
  const { writer, flow } = record
  if (actor.number !== null && writer.number === actor.number) return may(actor, right)
  if (flows.current.get(flow)?.submits?.records?.readers !== 'scope') return false
  if (classes.length > 0) return classes.some(one => may(actor, right, { of: 'class', ...one }))
  // Of no class in particular: it is of all that its writer looks after.
  const units: readonly Unit[] = writer.scope.length > 0 ? writer.scope : [{ of: 'school' }]
  return units.every(unit => may(actor, right, unit))
}

/** Reads records; a class counts only where it is one of the writer's. */
function viewer({ rules, now }: Pick<ContributionGround, 'rules' | 'now'>, all: readonly ClassRef[]) {
  const finders = new Map<string, ReturnType<typeof makeSaidClasses>>()
  const anybodys = makeClassFinder(all)
  const finderOf = ({ number, scope }: StaffRecord['writer']) => {
    const found =
      finders.get(number ?? '') ?? makeSaidClasses(unitsWithin(all, scope), said => anybodys(said).length > 0)
    finders.set(number ?? '', found)
    return found
  }
  const today = isoDay(now, rules.school.zone)
  return (record: StaffRecord): RecordView => {
    const flow = rules.flows.current.get(record.flow)!
    const { day: dayStep, classes: classStep, follow: followStep, followDays } = flow.submits!.records!
    const text = (id: string | undefined) => {
      const answer = id === undefined ? null : record.answers[id]
      return typeof answer === 'string' ? answer : ''
    }
    const [day, follow] = [text(dayStep), text(followStep)]
    const classes = finderOf(record.writer)(text(classStep))
    const dueOn = follow === '' || day === '' ? '' : daysAfter(day, followDays)
    const isDue = dueOn !== '' && record.followedAt === null && dueOn <= today
    return { record, title: flow.title, day, classes, follow, dueOn, isDue }
  }
}

/**
 * Reads which of somebody's classes they wrote: by their names, or by the end of one (`4班`) where only one ends so. Whoever has one class means that
 * one, however they call it, unless it is the name of another's.
 */
function makeSaidClasses(own: readonly ClassRef[], isAny: (said: string) => boolean): (said: string) => ClassRef[] {
  const find = makeClassFinder(own)
  const named = (said: string): readonly ClassRef[] => {
    const found = find(said)
    const end = canonical(said)
    return found.length > 0 || !/^[\d-]*\d班$/.test(end) ? found : own.filter(c => endsSo(canonical(c.name), end))
  }
  return said => {
    if (said.trim() === '') return []
    const names = said.split(/[、,，;；\s]+|和|及/)
    const classes = names.flatMap(name => (named(name).length === 1 ? named(name) : []))
    return classes.length === 0 && own.length === 1 && !names.some(isAny) ? [...own] : classes
  }
}

/** Whether a name ends with this end of one: 11班 does not end with 1班. */
const endsSo = (name: string, end: string) => name.endsWith(end) && !/\d$/.test(name.slice(0, -end.length))

const daysAfter = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** Does something with one record: the same words whether there is none or it is not theirs. */
async function onRecord<What extends { says: string }>(
  ground: ContributionGround,
  actor: Identity,
  number: string,
  go: (view: RecordView) => DeskOutcome<What>,
): Promise<DeskOutcome<What>> {
  const { read, rules } = ground
  const { record: words } = rules.words
  if (!may(actor, right)) return notForThem(words.refused, number)
  const found = await read.desk.record(number)
  const isRecord = found !== null && recordFlows(rules).some(f => f.name === found.flow)
  const view = isRecord ? viewer(ground, await read.roster.classes([{ of: 'school' }]))(found) : null
  if (view && maySee(rules, actor, view)) return go(view)
  return {
    refused: { why: 'unknown', says: fill(words.unknown, { number }) },
    audit: view ? { act: 'refused-desk', detail: number } : null,
  }
}

/** One record whole; that it was read stands in the audit log. */
export const oneRecord = (ground: ContributionGround, actor: Identity, { number }: { number: string }) =>
  onRecord(ground, actor, number, view => shown({ says: '', view }, { act: 'read-record', detail: number }))

/** One picture of a record, for those who may see the record. */
export const seeRecordPicture = (
  ground: ContributionGround,
  actor: Identity,
  { number, n }: { number: string; n: number },
) =>
  onRecord<{ says: string; url: string }>(ground, actor, number, ({ record }) => {
    const picture = picturesOfContribution(record)[n - 1]
    if (!picture) return cannot(fill(ground.rules.words.record.unknown, { number }))
    return shown({ says: '', url: picture.url }, { act: 'see-picture', detail: `${number} ${n}` })
  })

/** What was still to be done after a record is done, or is not after all. */
export const followUpRecord = (
  ground: ContributionGround,
  actor: Identity,
  { number, isDone }: { number: string; isDone: boolean },
) =>
  onRecord<{ says: string }>(ground, actor, number, ({ follow }) => {
    const { record: words } = ground.rules.words
    if (follow === '') return cannot(fill(words.noFollow, { number }))
    return {
      done: { says: fill(isDone ? words.followed : words.reopened, { number }) },
      effects: [{ do: 'follow-up', number, isDone }],
      audit: { act: isDone ? 'follow-up-done' : 'follow-up-open', detail: number },
    }
  })

/** The records of a list as tables to take away, one for each conversation: who wrote them, and whether what was still to be done is. */
export async function exportRecords(ground: ContributionGround, actor: Identity, filter: RecordFilter) {
  const listed = await listRecords(ground, actor, filter)
  if ('refused' in listed) return listed
  const { words, school } = ground.rules
  const { records } = listed.done
  const sheets = recordFlows(ground.rules).map(flow => {
    const views = new Map(records.filter(v => v.record.flow === flow.name).map(v => [v.record.number, v]))
    const handedIn = [...views.values()].map(({ record: { answers, ...record } }) => ({
      ...record,
      answers: { ...answers },
      ...{ state: 'submitted' as const, code: null, revisedAt: null },
    }))
    const { heading, rows } = evidenceOf(flow, handedIn, { phrases: words, zone: school.zone })
    return { flow, heading, rows: rows.map(row => ({ row, view: views.get(row[0]!)! })) }
  })
  return shown({ says: '', sheets }, { act: 'export-records', detail: String(records.length) })
}
