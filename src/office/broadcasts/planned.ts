import type { Broadcast } from '../../core/broadcast.ts'
import type { Identity, Unit } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { touches } from '../people/where.ts'
import { may } from '../rights.ts'
import { type BroadcastGround, type BroadcastOutcome, covers, refused } from './ground.ts'
import { seenBy } from './look.ts'

const onCalendar: readonly Broadcast['state'][] = ['waiting', 'approved', 'queued', 'sent', 'recalled']

/** A broadcast as it stands in a calendar, at the time when it left or is to leave. */
export interface CalendarBroadcast
  extends Pick<Broadcast, 'number' | 'kind' | 'template' | 'level' | 'state' | 'audienceWords' | 'text'> {
  at: number
}

/**
 * The broadcasts that left, or are to leave, from an instant until another and mean anybody in these parts of the actor's care. One that names people one by
 * one is shown to those only who have all of them in their care.
 */
export async function broadcastsPlanned(
  ground: BroadcastGround,
  actor: Identity,
  { from, until, units }: { from: Date; until: Date; units: readonly Unit[] },
): Promise<BroadcastOutcome<{ says: string; broadcasts: CalendarBroadcast[] }>> {
  if (!units.every(unit => may(actor, 'broadcast', unit))) return refused(ground, 'noRight', {}, 'calendar')
  const all = await ground.read.broadcasts.between(from.getTime(), until.getTime())
  const theirs = all.filter(
    one =>
      onCalendar.includes(one.state) &&
      (one.sender.number === actor.number ||
        (one.audience.numbers.length === 0
          ? touches(one.audience.units, units)
          : covers(actor, 'broadcast', one) && touches(one.audience.units, units))),
  )
  const broadcasts = theirs
    .map(one => seenBy(ground, actor, one))
    .map(({ number, kind, template, level, state, audienceWords, text, startedAt, due }) => {
      return { number, kind, template, level, state, audienceWords, text, at: startedAt ?? due }
    })
  return shown({ says: '', broadcasts })
}
