import type { Broadcast, ClassTally } from '../../core/broadcast.ts'
import type { ScamCase } from '../../core/case.ts'
import type { Contribution, StaffRecord } from '../../core/desk.ts'
import { type ClassRef, type Identity, isWithin, type Unit } from '../../core/roster.ts'
import type { Activity } from '../../core/work/activity.ts'
import type { ClassCounts, DutyNote, ReportPicture } from '../../core/work/ledger.ts'
import type { ClassProgress } from '../../core/work/progress.ts'
import { scamFor } from '../cases/right.ts'
import { type ContributionGround, listContributions, teacherLetterOf } from '../desk/contributions.ts'
import { isRecordOf, listRecords, type RecordView, recordFlows } from '../desk/records.ts'
import { touches } from '../people/where.ts'
import { asksToConfirm } from '../progress/notices.ts'
import { isCollegeWithin, type LedgerGround } from './ground.ts'

/** The most contributions that are looked at. */
const mostContributions = 5000

/** Everything that is counted as evidence, of some parts of the school. Of people in danger nothing is read. */
export interface Material {
  scope: readonly Unit[]
  classes: readonly ClassProgress[]
  /** Broadcasts that hold, the first first, with how they stand in these parts by class. */
  sent: readonly { broadcast: Broadcast; classes: readonly ClassTally[] }[]
  records: readonly RecordView[]
  /** Records that are their writers' alone: only how many there are is anybody else's. */
  talks: readonly Pick<StaffRecord, 'flow' | 'writer'>[]
  /** What was looked at and may be used, and what waits for a teacher; the first first. */
  contributions: readonly Contribution[]
  waiting: readonly Contribution[]
  counts: readonly ClassCounts[]
  /** Postings of jobs that were released; the whole school's alone. */
  postings: number
  /** Activities that took place, for people of these parts. */
  activities: readonly Activity[]
  /** Scams that nobody said were none, in groups of these parts. */
  scams: readonly ScamCase[]
  notes: readonly DutyNote[]
  /** Pictures of these records that were chosen. */
  chosen: readonly ReportPicture[]
}

/** Reads everything that is counted, for somebody who may see it (`ledgerScope`). */
export async function gather(
  ground: LedgerGround,
  actor: Identity,
  { unit, scope }: { unit: Unit | null; scope: readonly Unit[] },
): Promise<Material> {
  const { read, rules } = ground
  const desk: ContributionGround = { ...ground, rules: rules.contributions }
  const records = await recordsOf(desk, actor, unit)
  const shown = new Set(records.map(({ record }) => record.number))
  const scams = (await read.cases.scams()).flatMap(found => scamFor(actor, found) ?? [])
  return {
    scope,
    classes: await read.progress.byClass(scope, rules.progress),
    sent: await sentWithin(ground, scope),
    records,
    talks: await talksWithin(desk, actor, scope),
    contributions: await contributionsOf(desk, actor, { of: 'shown', unit }),
    waiting: await contributionsOf(desk, actor, { of: 'wait', unit }),
    counts: await read.ledger.counts(scope),
    postings: scope.some(part => part.of === 'school') ? ((await read.jobs.countPostings('')).open ?? 0) : 0,
    activities: (await pastActivities(ground)).filter(({ audience }) => touches(audience.units, scope)),
    scams: scams.filter(found => found.state !== 'false' && isSeenIn(found, scope)),
    notes: (await read.ledger.notes()).filter(note => isNoteOf(note, scope) || isOwn(note, { actor, unit })),
    chosen: (await read.ledger.pictures()).filter(picture => shown.has(picture.number)),
  }
}

/** Of what was read only what is of one college. */
export function ofCollege(material: Material, college: string): Material {
  const unit: Unit = { of: 'college', college }
  const isThere = (one: ClassRef | null) => one !== null && one.college === college
  const records = material.records.filter(view => isRecordOf(view, unit))
  const shown = new Set(records.map(({ record }) => record.number))
  return {
    scope: [unit],
    classes: material.classes.filter(isThere),
    sent: material.sent
      .map(({ broadcast, classes }) => ({ broadcast, classes: classes.filter(isThere) }))
      .filter(({ classes }) => classes.length > 0),
    records,
    talks: material.talks.filter(talk => isTalkOf(talk, [unit])),
    contributions: material.contributions.filter(one => isThere(one.unit)),
    waiting: material.waiting.filter(one => isThere(one.unit)),
    counts: material.counts.filter(isThere),
    postings: 0,
    activities: material.activities.filter(({ audience }) => touches(audience.units, [unit])),
    scams: material.scams.filter(found => isSeenIn(found, [unit])),
    notes: material.notes.filter(note => note.college === college),
    chosen: material.chosen.filter(picture => shown.has(picture.number)),
  }
}

/** The first that was recorded first; those of their writer alone are left out. */
async function recordsOf(desk: ContributionGround, actor: Identity, unit: Unit | null): Promise<RecordView[]> {
  const listed = await listRecords(desk, actor, { unit })
  const open = recordFlows(desk.rules).filter(flow => flow.submits?.records?.readers === 'scope')
  const names = new Set(open.map(flow => flow.name))
  const views = 'done' in listed ? listed.done.records : []
  return views.filter(({ record }) => names.has(record.flow)).reverse()
}

async function talksWithin({ read, rules }: ContributionGround, actor: Identity, scope: readonly Unit[]) {
  const alone = recordFlows(rules).filter(flow => flow.submits?.records?.readers === 'writer')
  const talks = await read.desk.records(alone.map(flow => flow.name))
  const isActors = ({ writer }: StaffRecord) => actor.number !== null && writer.number === actor.number
  const found = talks.filter(talk => isTalkOf(talk, scope) || (scope === actor.scope && isActors(talk)))
  return found.map(({ flow, writer }) => ({ flow, writer }))
}

/** A talk is of all that its writer looks after. */
const isTalkOf = ({ writer }: Pick<StaffRecord, 'writer'>, scope: readonly Unit[]): boolean => {
  const units: readonly Unit[] = writer.scope.length > 0 ? writer.scope : [{ of: 'school' }]
  return units.every(unit => scope.some(part => isWithin(unit, part)))
}

async function contributionsOf(
  desk: ContributionGround,
  actor: Identity,
  filter: { of: 'shown' | 'wait'; unit: Unit | null },
): Promise<Contribution[]> {
  const listed = await listContributions(desk, actor, { ...filter, most: mostContributions })
  // Words to a teacher are theirs alone, and only counted.
  return 'done' in listed ? listed.done.contributions.filter(one => teacherLetterOf(desk.rules, one) === null) : []
}

/** What was planned and not called off, and its time has come. */
const pastActivities = async ({ read, now }: LedgerGround): Promise<Activity[]> =>
  (await read.activities.between(0, now.getTime())).filter(({ state }) => state === 'planned')

async function sentWithin({ read }: LedgerGround, scope: readonly Unit[]) {
  const all = (await read.broadcasts.all()).filter(asksToConfirm).reverse()
  const sent: { broadcast: Broadcast; classes: readonly ClassTally[] }[] = []
  for (const broadcast of all) {
    const classes = await read.broadcasts.tally(broadcast.number, scope)
    if (classes.length > 0) sent.push({ broadcast, classes })
  }
  return sent
}

/** A group without a class is the whole school's. */
const isSeenIn = ({ groups }: ScamCase, scope: readonly Unit[]): boolean =>
  groups.some(({ unit }) => {
    const seen: Unit = unit ? { of: 'class', ...unit } : { of: 'school' }
    return scope.some(part => isWithin(seen, part))
  })

const isNoteOf = ({ college }: DutyNote, scope: readonly Unit[]) => isCollegeWithin(college, scope)

/** One's own notes stand where one looks at all that one looks after. */
const isOwn = ({ by }: DutyNote, { actor, unit }: { actor: Identity; unit: Unit | null }) =>
  unit === null && by !== null && by === actor.number
