import { fill } from '../../content/words.ts'
import type { Choice } from '../../core/delivery.ts'
import type { Identity, RosterPerson } from '../../core/roster.ts'
import { readDay } from '../../time/date.ts'
import { dayMs } from '../../time/days.ts'
import { instantAt } from '../../time/recurrence.ts'
import { isoDay } from '../../time/shown.ts'
import type { Outcome } from '../outcome.ts'
import { type PeopleGround, type PeopleRefusal, refusal } from '../people/ground.ts'
import { canonicalNumber } from '../people/naming.ts'
import { endStandIn, mayStandIn, setStandIn } from './standing-in.ts'

/** What somebody said of their own leave: from when until when, and who stands in. */
export interface SaidLeave {
  when: string
  who: string
}

/** What was said of a leave came to: it is set, or something is asked back, with what may be meant to pick from. */
type LeaveOutcome = Outcome<{ says: string; choices?: Choice[] }, PeopleRefusal>

/** Sets one's own leave as it was said (`6月10日到6月15日`, `李老师`); what is unclear is asked back, and nothing is set. */
export async function takeLeave(
  ground: PeopleGround,
  actor: Identity,
  { when, who }: SaidLeave,
): Promise<LeaveOutcome> {
  const { read, rules } = ground
  const words = rules.words.staff
  const days = daysIn(when, ground)
  if (!days) return refusal(fill(words.whenUnclear, { said: when.slice(0, 30) || words.nothing }))
  const staff = await read.staff.members()
  const away = staff.find(p => p.number === actor.number)
  if (!away) return refusal(words.refused, 'stand-in-refused')
  const named = staff.filter(p => mayStandIn(p, away) && isCalled(p, who))
  const [one, ...more] = named
  if (!one) return refusal(fill(words.whoUnclear, { said: who.slice(0, 30) || words.nothing }))
  const range = { from: isoDay(days.from, rules.zone), until: isoDay(new Date(days.until.getTime() - 1), rules.zone) }
  if (more.length > 0)
    return {
      done: {
        says: fill(words.which, { said: who.slice(0, 30) }),
        choices: named.slice(0, 9).map(p => ({
          value: fill(words.again, { ...range, number: p.number }),
          label: `${p.name} ${p.number}`,
        })),
      },
      ...{ effects: [], audit: null },
    }
  return setStandIn(ground, actor, { away: away.number, standIn: one.number, ...days, isAwayTold: true })
}

/** Ends one's own leave: the one that holds now, else the next. */
export async function comeBack(ground: PeopleGround, actor: Identity): Promise<LeaveOutcome> {
  const own = (await ground.read.staff.standIns()).find(s => s.away === actor.number)
  if (!own) return refusal(ground.rules.words.staff.noneSet)
  const outcome = await endStandIn(ground, actor, { id: own.id })
  return 'refused' in outcome ? outcome : { ...outcome, done: { says: outcome.done.says } }
}

/** From the first of the days that a text names to the end of the last; null where that is not for sure. */
function daysIn(when: string, { now, rules: { zone } }: PeopleGround): { from: Date; until: Date } | null {
  const day = (text: string, seenFrom: Date) => {
    const answer = readDay(text.replace(/^从/, '').replace(/(?:请假|为止|止|这天|当天)$/, ''), seenFrom, zone)
    return 'day' in answer ? Date.parse(answer.day) : null
  }
  const parts = rangeIn(when.trim())
  const first = day(parts[0]!, now)
  if (first === null || parts.length > 2) return null
  const from = instantAt(first, '00:00', zone)
  const seenLast = parts[1] === undefined ? first : day(parts[1], now)
  // 7月10日到15日 said in June: the 15th that follows the 10th.
  const last = seenLast !== null && seenLast < first ? day(parts[1]!, new Date(from.getTime() + dayMs / 2)) : seenLast
  return last === null || last < first ? null : { from, until: instantAt(last + dayMs, '00:00', zone) }
}

/** The two ends of a range of days; one where it is none. */
function rangeIn(when: string): string[] {
  const parts = when.split(/\s*(?:一?直?到|至|~|～|—+|–)\s*/)
  if (parts.length > 1) return parts
  const [, from, until] = /^(.*[日号])\s*-\s*(.+)$/.exec(when) ?? /^(\d+[./]\d+)\s*-\s*(\d+[./]\d+)$/.exec(when) ?? []
  return from && until ? [from, until] : [when]
}

/** Whether somebody of the staff is called so: by number, by name, or by surname with 老师. */
function isCalled({ number, name }: RosterPerson, said: string): boolean {
  const bare = said.replace(/老师$/, '').trim()
  if (bare === '') return false
  if (canonicalNumber(bare) === canonicalNumber(number) || bare === name) return true
  return said.endsWith('老师') && [...bare].length <= 2 && name.startsWith(bare)
}
