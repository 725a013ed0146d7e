import { fill } from '../../content/words.ts'
import type { Broadcast, BroadcastDraft, DraftField, Unreached } from '../../core/broadcast.ts'
import type { ClassRef, Identity } from '../../core/roster.ts'
import type { Picture } from '../../core/update.ts'
import type { BookSheet } from '../../reports/book.ts'
import { afterQuiet } from '../../time/recurrence.ts'
import { tableTime } from '../../time/shown.ts'
import { shown } from '../outcome.ts'
import { parseAudience } from '../people/audience.ts'
import { type Building, buildingsOf } from '../people/buildings.ts'
import { pickAudience, type Ticked } from '../people/ticked.ts'
import { may } from '../rights.ts'
import { completed, draftOf } from './draft.ts'
import { audienceGround, audienceRead, type Filled, levelOf, readField } from './fields.ts'
import { type BroadcastGround, type BroadcastOutcome, type BroadcastRefusal, refused } from './ground.ts'
import { correct } from './manage.ts'
import { type Foreseen, foresee, mayNotWrite, preview, publish, refusedField } from './publish.ts'

/** A broadcast as it is written on a page, all at once; texts as they were typed. */
export interface Composition {
  template: string
  level: string
  /** Whom it is for, in words; empty where it is ticked. */
  audience: string
  ticked: Ticked
  /** `awake` is when the quiet hours are over. */
  when: 'now' | 'awake' | 'at'
  time: string
  body: string
  picture: Picture | null
  question: string
  /** The broadcast that it corrects: it goes to the same people, and only its text and picture are other ones. */
  of: string | null
  /** The draft that it takes the place of. */
  number: string | null
}

/** What is seen before anything leaves, with some of those whom nothing reaches and the numbers that are none of anybody's in one's care. */
export type Ahead = Foreseen & { says: string; unreached: readonly Unreached[]; unknown: readonly string[] }

/** The most people who are named as ones whom nothing reaches. */
const mostNamed = 200

/** What has been written so far would be this, for these people; nothing is saved. */
export async function lookAhead(
  ground: BroadcastGround,
  actor: Identity,
  written: Composition,
): Promise<BroadcastOutcome<Ahead>> {
  const read = await draftFrom(ground, actor, written)
  if ('refused' in read) return read
  const foreseen = await foresee(ground, actor, read.draft)
  if ('refused' in foreseen) return foreseen
  return { ...foreseen, done: { ...foreseen.done, ...(await beyond(ground, foreseen.done.broadcast, mostNamed)) } }
}

/** Whom of an audience nothing reaches, and which numbers it names in vain. */
export async function beyond({ read }: BroadcastGround, { audience }: Pick<Broadcast, 'audience'>, most: number) {
  const unreached = await read.broadcasts.unreached(audience, most)
  const found = audience.numbers.length > 0 ? new Set(await read.broadcasts.meantAmong(audience)) : null
  return { unreached, unknown: found ? audience.numbers.filter(number => !found.has(number)) : [] }
}

/** Whom what has been written so far would not reach, as a sheet. */
export async function unreachedAhead(ground: BroadcastGround, actor: Identity, written: Composition) {
  const read = await draftFrom(ground, actor, written)
  if ('refused' in read) return read
  const foreseen = await foresee(ground, actor, read.draft)
  if ('refused' in foreseen) return foreseen
  const { number, audience } = foreseen.done.broadcast
  return unreachedBook(ground, { number: written.number ?? `(${number})`, audience })
}

/** The most rows of a table of people whom nothing reaches: a whole school. */
const wholeSchool = 100_000

/** Whom an audience means and nothing reaches, as a sheet; that it was handed out is noted. */
export async function unreachedBook(
  { read, rules }: BroadcastGround,
  { number, audience }: Pick<Broadcast, 'number' | 'audience'>,
) {
  const { report, reasons } = rules.words
  const c = report.columns
  const people = await read.broadcasts.unreached(audience, wholeSchool)
  const rows = people.map(p => [p.college, p.name, p.number, p.person, reasons[p.reason] ?? p.reason])
  const sheet: BookSheet = { name: report.unreached, rows: [[c.college, c.class, c.number, c.name, c.reason], ...rows] }
  const audit = { act: 'broadcast-unreached-exported', detail: `${number} ${people.length}` }
  return shown({ says: '', sheets: [sheet] }, audit)
}

/** What has been written is kept as a draft of its writer under a number, and leaves only when it is published. */
export async function keepWritten(
  ground: BroadcastGround,
  actor: Identity,
  written: Composition,
): Promise<BroadcastOutcome<Foreseen & { says: string }>> {
  const read = await draftFrom(ground, actor, written)
  return 'refused' in read ? read : preview(ground, actor, read.draft)
}

/** Lets a draft of one's own leave as it was shown, at its time; an urgent one waits for a second person. */
export async function publishDraft(ground: BroadcastGround, actor: Identity, { number }: { number: string }) {
  const own = await ownDraft(ground, actor, number)
  return 'refused' in own ? own : publish(ground, actor, draftOf(own.found))
}

/** What one released for a later time is one's own draft again, as it was before; nobody has heard of it. */
export async function unpublish(
  ground: BroadcastGround,
  actor: Identity,
  { number }: { number: string },
): Promise<BroadcastOutcome> {
  const found = await ground.read.broadcasts.broadcast(number)
  if (!found || found.sender.number !== actor.number) return refused(ground, 'unknown', { number })
  const { state, startedAt, due, approvedBy } = found
  const isAhead = state === 'approved' && startedAt === null && due > ground.now.getTime()
  if (!isAhead || approvedBy !== actor.number) return refused(ground, 'hasLeft', { number })
  return {
    done: { says: fill(ground.rules.words.unpublished, { number }) },
    effects: [{ do: 'unapprove-broadcast', number }],
    audit: { act: 'broadcast-unpublished', detail: number },
  }
}

type Own = { found: Broadcast } | { refused: BroadcastRefusal; audit: null }

async function ownDraft(ground: BroadcastGround, actor: Identity, number: string): Promise<Own> {
  const found = await ground.read.broadcasts.broadcast(number)
  if (!found || found.sender.number !== actor.number) return { ...refused(ground, 'unknown', { number }), audit: null }
  if (found.state === 'draft') return { found }
  const { states } = ground.rules.words
  return { ...refused(ground, 'notDraft', { number, state: states[found.state] }), audit: null }
}

type Read = { draft: BroadcastDraft } | Exclude<BroadcastOutcome, { done: unknown }>

/** Reads what was written, each field as in a chat. */
async function draftFrom(ground: BroadcastGround, actor: Identity, written: Composition): Promise<Read> {
  const { number, of, body, picture } = written
  const mayNot = mayNotWrite(ground, actor, '通知')
  if (mayNot) return mayNot
  const own = number === null ? null : await ownDraft(ground, actor, number)
  if (own && 'refused' in own) return own
  if (of !== null) {
    const corrected = await correct(ground, actor, { number: of, body: body.trim(), picture })
    return 'refused' in corrected ? corrected : { draft: { ...corrected.done.draft, number } }
  }
  const empty: BroadcastDraft = {
    ...{ kind: '通知' as const, picture, question: null, of: null, number, asking: 'preview' as const },
    touchedAt: ground.now.getTime(),
  }
  return fieldsRead(ground, actor, { draft: empty, written })
}

async function fieldsRead(
  ground: BroadcastGround,
  actor: Identity,
  { draft: begun, written }: { draft: BroadcastDraft; written: Composition },
): Promise<Read> {
  let draft = begun
  for (const [field, said] of fieldsIn(ground, written)) {
    const filled =
      field === 'audience'
        ? await whomRead(ground, actor, written)
        : await readField(ground, actor, field, { said, draft })
    if ('problem' in filled) return { refused: filled.problem, audit: refusedField(field, draft.number) }
    draft = { ...draft, ...filled.fills }
  }
  return { draft: completed(draft, ground.rules.words) }
}

/** What is read, in the order in which it is asked for in a chat; what was left to itself is not. */
function fieldsIn({ rules, now }: BroadcastGround, written: Composition): (readonly [DraftField, string])[] {
  const { template, level, when, time, body, question } = written
  const { words, zone } = rules
  const awake = afterQuiet(now, words.quiet, zone)
  const isNow = when === 'now' || (when === 'awake' && awake.getTime() <= now.getTime())
  return [
    ['template', template],
    ['level', level === '' ? levelOf(template, words) : level],
    ['audience', ''],
    ['time', isNow ? words.now[0]! : when === 'awake' ? tableTime(awake.getTime(), zone) : time.replace('T', ' ')],
    ['body', body],
    ...(question.trim() === '' ? [] : [['question', question] as const]),
  ]
}

/** What may be ticked to say whom a broadcast is for: only what is there, and in one's care. */
export interface Choices {
  says: string
  classes: readonly ClassRef[]
  /** Colleges that one may write to as a whole. */
  colleges: readonly string[]
  buildings: readonly Building[]
  /** Conversations by what shows that somebody has done them. */
  flows: readonly { name: string; title: string }[]
  /** What people may be marked as. */
  tags: readonly string[]
}

/** What whoever writes may tick. */
export async function audienceChoices(ground: BroadcastGround, actor: Identity): Promise<BroadcastOutcome<Choices>> {
  const mayNot = mayNotWrite(ground, actor, '通知')
  if (mayNot) return mayNot
  const { read, rules } = ground
  const classes = await read.roster.classes(actor.scope)
  const colleges = [...new Set(classes.map(c => c.college))]
  const asked = new Set(rules.audience.flows.map(f => f.flow))
  return shown({
    says: '',
    classes,
    colleges: colleges.filter(college => may(actor, 'broadcast', { of: 'college', college })),
    buildings: buildingsOf(await read.roster.dorms(actor.scope)),
    flows: rules.flows.filter(f => asked.has(f.name)).map(({ name, title, mark = name }) => ({ name: mark, title })),
    tags: rules.audience.tags.map(t => t.name),
  })
}

/** Whom it is for: as it was said, or as it was ticked. */
async function whomRead(
  ground: BroadcastGround,
  actor: Identity,
  { audience: said, ticked }: Composition,
): Promise<Filled> {
  const { units, dorms, tags, numbers, roles, loan, progress } = ticked
  const isTicked =
    [units, dorms, tags, numbers, roles].some(list => list.length > 0) || loan !== 'any' || progress !== null
  if (said.trim() !== '' && isTicked) return { problem: refused(ground, 'twoAudiences', {}).refused }
  const known = await audienceGround(ground, actor)
  const { audience: words } = ground.rules
  return audienceRead(ground, isTicked ? pickAudience(ticked, known, words) : parseAudience(said, known, words))
}
