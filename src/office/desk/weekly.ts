import { fill } from '../../content/words.ts'
import { identityOf } from '../../core/roster.ts'
import type { ReminderWords } from '../reminders/words.ts'
import { type ContributionGround, listContributions, lookedAtFlows } from './contributions.ts'
import { weekOf } from './picks.ts'

/** More is not chosen for a week. */
const mostChosen = 200

/**
 * What each of these members of staff, by their roster numbers, is told of the picks of this week: how much waits in their care, may be shown and is
 * chosen, and the address of the page. Whoever looks after none is left out.
 */
export async function picksFor(
  ground: Pick<ContributionGround, 'read' | 'rules' | 'now'>,
  numbers: readonly string[],
  { words, deskUrl }: { words: ReminderWords['manage']; deskUrl: string | null },
): Promise<ReadonlyMap<string, string>> {
  const week = weekOf(ground.now, ground.rules.school.zone)
  const url = `${deskUrl}/desk/contributions?of=week&week=${week}`
  const page = deskUrl === null ? words.picksNowhere : fill(words.picksPage, { url })
  const told = new Map<string, string>()
  for (const number of numbers) {
    const person = await ground.read.roster.person(number)
    const counts = person && (await countsFor(ground, identityOf(person), week))
    if (counts) told.set(number, fill(words.picks, { ...counts, page }))
  }
  return told
}

async function countsFor(
  ground: Pick<ContributionGround, 'read' | 'rules' | 'now'>,
  actor: ReturnType<typeof identityOf>,
  week: string,
) {
  // What is for one teacher alone is looked at too, and shown to nobody else.
  const published = lookedAtFlows(ground.rules).filter(flow => flow.submits?.delivers === undefined)
  const reading = { ...ground, draw: () => '' }
  const [all, chosen] = [
    await listContributions(reading, actor, { of: 'wait', most: 1 }),
    await listContributions(reading, actor, { of: 'week', week, most: mostChosen }),
  ]
  if ('refused' in all || 'refused' in chosen) return null
  const shown = await Promise.all(
    published.map(({ name }) => listContributions(reading, actor, { of: 'shown', flow: name, most: 1 })),
  )
  return {
    waiting: all.done.counts.review ?? 0,
    shown: shown.reduce((sum, one) => sum + ('done' in one ? one.done.count : 0), 0),
    chosen: chosen.done.count,
  }
}
