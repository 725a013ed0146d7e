import type { Awaitable } from '../../../core/awaitable.ts'
import { isLately } from '../../../core/clock.ts'
import { studentRoles } from '../../../core/role.ts'
import { helpFlow, postFlow } from '../../../core/work/jobs.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import { thresholds, understand } from '../../../knowledge/understanding/understand.ts'
import { type AskedJobs, askedJobs } from '../../../office/jobs/asked.ts'
import type { Context, Decided, Middleware } from '../../context.ts'
import { startFlow } from '../../flow/begin/start.ts'
import { privately, privatelySoon } from '../../flow/private.ts'
import { jobRulesOf } from '../../office.ts'
import { earlierIn } from '../../talk.ts'
import { listed } from './shown.ts'
import { kept, ownWishes, wishesEnded } from './wishes.ts'

/**
 * `广州有没有会计岗`, `有广州的会计岗告诉我`, `不收岗位`, `更多`: postings for whoever asks for them, and what else is wanted of them. A question that the
 * knowledge surely answers is never for us.
 */
export const jobs: Middleware = context => {
  const { turn, addressed, text, jobWords } = context
  if (turn.update.timer || !addressed) return null
  const said = bareWords(text)
  const isOne = (words: readonly string[]) => words.some(word => bareWords(word) === said)
  if (isOne(jobWords.stopWords)) return privatelySoon(context, inside => wishesEnded(inside, { isSure: true }))
  if (isOne(jobWords.heard.wishes)) return privatelySoon(context, ownWishes)
  if (isOne(jobWords.heard.more)) return more(context)
  const asked = askedJobs(text, jobRulesOf(context).lists)
  return asked && !isAnswered(context, asked) ? answered(context, asked) : null
}

/** So sure the knowledge has to be of an entry that has nothing to do with finding work. */
const sureOfOthers = 0.7

/** Whether the knowledge answers it: with what it is sure of, and surer still where it only tells where jobs are found, or somebody may want to be told no more. */
function isAnswered(context: Context, { is }: AskedJobs): boolean {
  const { outcome, candidates } = understand(context.knowledge, context.text, earlierIn(context))
  const [best] = candidates
  if (outcome !== 'answer' || !best) return false
  const isNear = is === 'stop' || context.jobWords.beside.includes(best.entry)
  return best.score >= (isNear ? thresholds.certain : sureOfOthers)
}

function answered(context: Context, asked: AskedJobs): Awaitable<Decided | null> {
  switch (asked.is) {
    case 'search':
      return listed(context, { sought: asked, shown: 0 })
    case 'wish':
      return privatelySoon(context, inside => kept(inside, asked))
    case 'stop':
      return privatelySoon(context, inside => wishesEnded(inside, { isSure: false }))
    case 'help':
      return isGraduate(context) ? begun(context, helpFlow) : null
    case 'post':
      return begun(context, postFlow)
  }
}

/** Whether whoever wrote is one of those who look for work. */
const isGraduate = ({ turn }: Context) => studentRoles.some(role => role === turn.who.role)

/** Begins a conversation that somebody asked for in their own words. */
function begun(context: Context, name: string): Decided | null {
  const flow = context.flows.current.get(name)
  return flow ? privately(context, { again: flow.starts[0]!, isOwn: true }, inside => startFlow(inside, flow)) : null
}

/** What comes after the postings that were shown last. */
function more(context: Context): Awaitable<Decided | null> {
  const { turn, limits } = context
  const { jobs: last } = turn.session
  if (!last || !isLately(last.at, turn.now.getTime(), limits.leanWithin)) return null
  // What was answered since is what more is asked of.
  if (turn.session.last && turn.session.last.at > last.at) return null
  return listed(context, { sought: last.sought, shown: last.shown })
}
