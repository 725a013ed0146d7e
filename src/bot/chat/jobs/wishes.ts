import { fill } from '../../../content/words.ts'
import { ownerOf } from '../../../core/roster.ts'
import type { SoughtJobs } from '../../../core/work/jobs.ts'
import { fitting } from '../../../office/jobs/fit.ts'
import { openPostings } from '../../../office/jobs/list.ts'
import { soughtText } from '../../../office/jobs/said.ts'
import { dayMs } from '../../../time/days.ts'
import { dayOf } from '../../../time/shown.ts'
import type { Context, Decided } from '../../context.ts'
import { jobGroundOf } from '../../office.ts'
import { saidOfJobs } from './shown.ts'

/** So many things one person may want to be told of. */
const mostWishes = 5

const ownerIn = ({ turn }: Context) => ownerOf(turn.update.person, turn.who)

/** Keeps what somebody wants to be told of, and says until when, and what there is already. */
export async function kept(context: Context, { places, kinds, traits }: SoughtJobs): Promise<Decided> {
  const { turn, jobWords: words, knowledge, reach } = context
  const { said } = words
  const sought = { places, kinds, traits, words: [] }
  const what = soughtText(words, sought)
  if (places.length + kinds.length + traits.length === 0) return saidOfJobs(said.keepWhat)
  if (reach !== null && !reach.has(turn.update.chat.channel)) return saidOfJobs(fill(said.keepHere, { ask: what }))
  const wishes = await turn.read.jobs.wishes(ownerIn(context))
  if (wishes.some(wish => soughtText(words, wish) === what)) return saidOfJobs(fill(said.keptBefore, { what }))
  if (wishes.length >= mostWishes) return saidOfJobs(fill(said.keepMost, { count: wishes.length, most: mostWishes }))
  const ground = jobGroundOf(context)
  const { exact } = fitting(await openPostings(ground), sought, ground.rules.lists)
  const already = exact.length === 0 ? [] : [fill(said.keptAlready, { count: exact.length, ask: what })]
  const until = dayOf(new Date(turn.now.getTime() + knowledge.retention.days.wish! * dayMs), knowledge.school.zone)
  const reply = saidOfJobs([fill(said.kept, { what, until }), ...already].join('\n'))
  return { ...reply, effects: [{ do: 'keep-job-wish', id: turn.draw(), sought }, ...reply.effects] }
}

/** Ends what somebody wants to be told of; words that only may mean that, from somebody who wants nothing, are not for us. */
export async function wishesEnded(context: Context, { isSure }: { isSure: boolean }): Promise<Decided | null> {
  const { said } = context.jobWords
  const wishes = await context.turn.read.jobs.wishes(ownerIn(context))
  if (wishes.length === 0) return isSure ? saidOfJobs(said.stopBefore) : null
  const reply = saidOfJobs(said.stopped)
  return { ...reply, effects: [{ do: 'drop-job-wishes' }, ...reply.effects] }
}

/** What somebody wants to be told of. */
export async function ownWishes(context: Context): Promise<Decided> {
  const { said } = context.jobWords
  const wishes = await context.turn.read.jobs.wishes(ownerIn(context))
  if (wishes.length === 0) return saidOfJobs(said.wishesNone)
  return saidOfJobs(fill(said.wishesAre, { list: wishes.map(wish => soughtText(context.jobWords, wish)).join('；') }))
}
