import { fill } from '../../content/words.ts'
import type { Contribution, WeekPick } from '../../core/desk.ts'
import type { Identity } from '../../core/roster.ts'
import { wallTime } from '../../time/calendar.ts'
import { dateText, isoDay } from '../../time/shown.ts'
import { shown } from '../outcome.ts'
import { type ContributionGround, lookedAtFlows, mayGoOut, onContribution } from './contributions.ts'
import { cannot, type DeskOutcome } from './ground.ts'

/** The Monday of the week of an instant, by which weeks are named. */
export function weekOf(instant: Date, zone: string): string {
  const { weekday } = wallTime(instant, zone)
  const day = Date.parse(`${isoDay(instant, zone)}T00:00:00Z`) - ((weekday + 6) % 7) * 86_400_000
  return isoDay(new Date(day), 'UTC')
}

/** Whether a text names a week. */
export const isWeek = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).getUTCDay() === 1

/** The most that is chosen for a week, and the most characters below one. */
const mostPicks = 200
const longestCaption = 120

/** What choosing came to, and what a contribution was chosen for before; left out where nothing was changed. */
export interface Picking {
  says: string
  before?: WeekPick | null
}

/** Chooses a contribution for a week: one that others may see and not its class alone. It stands last there. */
export async function pick(
  ground: ContributionGround,
  actor: Identity,
  { number, week }: { number: string; week: string },
): Promise<DeskOutcome<Picking>> {
  const { words, school } = ground.rules
  const monday = isWeek(week) ? week : weekOf(ground.now, school.zone)
  return onContribution<Picking>(ground, actor, number, async found => {
    const wrong = notToShow(ground, found)
    if (wrong) return cannot(fill(words.review[wrong], { number }))
    const said = { number, week: dateText(monday) }
    if (found.pick?.week === monday) return shown({ says: fill(words.review.pickedBefore, said) })
    const last = (await picksOf(ground, monday)).at(-1)?.pick?.place ?? 0
    return {
      done: { says: fill(words.review.picked, said), before: found.pick },
      effects: [{ do: 'pick', number, week: monday, place: last + 1, caption: found.pick?.caption ?? '' }],
      audit: { act: 'pick', detail: `${number} ${monday}` },
    }
  })
}

function notToShow({ rules }: ContributionGround, found: Contribution): 'notShown' | 'notPublic' | null {
  if (found.state !== 'submitted' && found.state !== 'late') return 'notShown'
  return mayGoOut(rules, found) ? null : 'notPublic'
}

/** All that is chosen for a week, whoever's it is: places are counted over all of it. */
const picksOf = ({ read, rules }: ContributionGround, week: string) =>
  read.desk.contributions({
    flows: lookedAtFlows(rules).map(f => f.name),
    states: ['submitted', 'late', 'review', 'returned'],
    scope: [{ of: 'school' }],
    week,
    most: mostPicks,
  })

/** Does something with a contribution that is chosen for a week. */
function onPicked<What extends { says: string } = { says: string }>(
  ground: ContributionGround,
  actor: Identity,
  number: string,
  go: (found: Contribution, chosen: WeekPick) => DeskOutcome<What> | Promise<DeskOutcome<What>>,
): Promise<DeskOutcome<What>> {
  return onContribution(ground, actor, number, found =>
    found.pick === null ? cannot(fill(ground.rules.words.review.notPicked, { number })) : go(found, found.pick),
  )
}

/** A contribution is not chosen any more. */
export const unpick = (ground: ContributionGround, actor: Identity, { number }: { number: string }) =>
  onPicked<Picking>(ground, actor, number, (_, before) => ({
    done: { says: fill(ground.rules.words.review.unpicked, { number }), before },
    effects: [{ do: 'unpick', number }],
    audit: { act: 'unpick', detail: `${number} ${before.week}` },
  }))

/** A contribution is chosen again for what it was chosen before, in its place and with what stood below it; for nothing where that is null. */
export const pickAsBefore = (
  ground: ContributionGround,
  actor: Identity,
  { number, before }: { number: string; before: WeekPick | null },
) =>
  onContribution(ground, actor, number, found => {
    const { review: words } = ground.rules.words
    if (before === null)
      return {
        done: { says: fill(words.unpicked, { number }) },
        effects: [{ do: 'unpick', number }],
        audit: { act: 'unpick', detail: `${number} ${found.pick?.week ?? ''}`.trim() },
      }
    const wrong = notToShow(ground, found)
    if (wrong || !isWeek(before.week) || before.caption.length > longestCaption)
      return cannot(fill(words[wrong ?? 'notPicked'], { number }))
    return {
      done: { says: fill(words.picked, { number, week: dateText(before.week) }) },
      effects: [{ do: 'pick', number, ...before }],
      audit: { act: 'pick', detail: `${number} ${before.week}` },
    }
  })

/** Puts a contribution before the one that whoever acts sees before it, or behind the one behind it. */
export const movePick = (
  ground: ContributionGround,
  actor: Identity,
  { number, isUp }: { number: string; isUp: boolean },
) =>
  onPicked(ground, actor, number, async (_, chosen) => {
    const { review: words } = ground.rules.words
    const { read, rules } = ground
    const flows = lookedAtFlows(rules).map(f => f.name)
    const states = ['submitted', 'late'] as const
    const seen = await read.desk.contributions({
      flows,
      states,
      scope: actor.scope,
      week: chosen.week,
      most: mostPicks,
    })
    const at = seen.findIndex(one => one.number === number)
    const other = at < 0 ? undefined : seen[at + (isUp ? -1 : 1)]
    if (!other?.pick) return cannot(fill(words.cannotMove, { number }))
    return {
      done: { says: fill(words.moved, { number }) },
      effects: [
        { do: 'pick', number, ...chosen, place: other.pick.place },
        { do: 'pick', number: other.number, ...other.pick, place: chosen.place },
      ],
      audit: { act: 'move-pick', detail: `${number} ${chosen.week}` },
    }
  })

/** Writes what stands below a chosen contribution. */
export const caption = (
  ground: ContributionGround,
  actor: Identity,
  { number, text }: { number: string; text: string },
) =>
  onPicked(ground, actor, number, (_, chosen) => {
    const { review: words } = ground.rules.words
    if (text.length > longestCaption) return cannot(fill(words.captionLong, { limit: longestCaption }))
    return {
      done: { says: fill(words.captioned, { number }) },
      effects: [{ do: 'pick', number, ...chosen, caption: text }],
      audit: { act: 'caption-pick', detail: number },
    }
  })

/** The weeks for which anything was chosen, and this one; the last first. */
export async function pickWeeks({ read, rules, now }: ContributionGround) {
  const weeks = new Set([weekOf(now, rules.school.zone), ...(await read.desk.pickedWeeks())])
  return shown({ weeks: [...weeks].sort().reverse() })
}
