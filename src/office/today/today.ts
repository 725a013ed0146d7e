import type { Identity } from '../../core/roster.ts'
import type { AuditLine } from '../../core/turn.ts'
import { covers } from '../broadcasts/ground.ts'
import { maySeeCrisis } from '../cases/right.ts'
import { isTheirs } from '../desk/ground.ts'
import type { Ground, Outcome } from '../outcome.ts'
import type { ReminderGround } from '../reminders/load.ts'
import { may, type Right } from '../rights.ts'
import { type DaysAhead, weekAhead } from './ahead.ts'
import { missingFields } from './missing.ts'

/** What waits for somebody, of one kind or one of a kind. Instants are epoch milliseconds. */
export type TodayMatter =
  /** A crisis that nobody has taken: no more of it than that. `nextAt` is null where nobody is left to be told. */
  | { what: 'crisis'; number: string; nextAt: number | null }
  | { what: 'handoffs'; count: number; since: number }
  | { what: 'approvals'; number: string; template: string; since: number }
  | { what: 'unconfirmed'; number: string; template: string; count: number; people: number }
  | { what: 'reviews'; count: number; since: number }
  | { what: 'questions'; count: number }
  | DaysAhead
  | { what: 'channel'; name: string }
  | { what: 'missing'; labels: readonly string[] }

/** A platform of the bot that runs, and whether anything reaches people over it. */
export interface ChannelNow {
  name: string
  isDown: boolean
}

/** Everything that waits for whoever asks, the most urgent first, each as far as they may see to it and lie within their part of the school. */
export async function todayFor(
  ground: Ground<ReminderGround>,
  actor: Identity,
  { channels }: { channels: readonly ChannelNow[] },
): Promise<Outcome<{ matters: readonly TodayMatter[] }, 'noRight'>> {
  if (!may(actor, 'use-console') || actor.number === null)
    return { refused: 'noRight', audit: { act: 'refused-desk', detail: 'today' } }
  const crises = await untaken(ground, actor)
  const lying = await ground.read.desk.lying()
  const questions = may(actor, 'see-handoffs') ? await ground.read.desk.questions() : 0
  const down = may(actor, 'see-channels') ? channels.filter(c => c.isDown) : []
  const missing = missingFields(ground.rules.knowledge)
  const matters: TodayMatter[] = [
    ...crises,
    ...pile('handoffs', theirs(actor, 'see-handoffs', lying.handoffs)),
    ...(await notices(ground, actor)),
    ...pile('reviews', theirs(actor, 'moderate', lying.reviews)),
    ...(questions > 0 ? [{ what: 'questions' as const, count: questions }] : []),
    ...(await weekAhead(ground, actor)),
    ...down.map(({ name }) => ({ what: 'channel' as const, name })),
    ...(missing.length > 0 ? [{ what: 'missing' as const, labels: missing }] : []),
  ]
  return { done: { matters }, effects: [], audit: auditOf(crises) }
}

/** That somebody saw that there are crises stands in the audit log as a look at their list does. */
const auditOf = (crises: readonly { number: string }[]): AuditLine | null =>
  crises.length === 0 ? null : { act: 'list-cases', detail: crises.map(c => c.number).join(' ') }

async function untaken({ read }: Ground<ReminderGround>, actor: Identity) {
  const open = (await read.cases.crises('open')).filter(c => maySeeCrisis(actor, c))
  return open
    .map(({ number, nextAt }) => ({ what: 'crisis' as const, number, nextAt }))
    .sort((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0))
}

type Lying = Awaited<ReturnType<Ground<ReminderGround>['read']['desk']['lying']>>['handoffs'][number]

const theirs = (actor: Identity, right: Right, all: readonly Lying[]) => all.filter(one => isTheirs(actor, right, one))

function pile(what: 'handoffs' | 'reviews', all: readonly Lying[]): TodayMatter[] {
  return all.length === 0 ? [] : [{ what, count: all.length, since: Math.min(...all.map(a => a.at)) }]
}

/** Urgent notices: those that wait for a second person who may be whoever asks, and those that people have not confirmed. */
async function notices({ read }: Ground<ReminderGround>, actor: Identity): Promise<TodayMatter[]> {
  const waiting = (await read.broadcasts.waiting()).filter(
    b => b.sender.number !== actor.number && covers(actor, 'approve-urgent', b),
  )
  const open = may(actor, 'see-progress') ? await read.broadcasts.urgent(actor.scope) : []
  return [
    ...waiting.map(b => ({
      what: 'approvals' as const,
      number: b.number,
      template: b.template,
      since: b.createdAt,
    })),
    ...open.filter(b => b.count > 0).map(b => ({ what: 'unconfirmed' as const, ...b })),
  ]
}
