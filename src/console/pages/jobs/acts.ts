import { z } from 'zod'
import { jobRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { Identity } from '../../../core/roster.ts'
import { postFlow } from '../../../core/work/jobs.ts'
import { bringPosting, changePosting } from '../../../office/jobs/bring.ts'
import type { JobGround, JobOutcome } from '../../../office/jobs/ground.ts'
import { onePosting } from '../../../office/jobs/list.ts'
import {
  endPosting,
  type PostingBefore,
  postingAsBefore,
  releasePosting,
  returnPosting,
} from '../../../office/jobs/release.ts'
import { followSeeker } from '../../../office/jobs/seekers.ts'
import type { Came, Form, Visit } from '../../desk.ts'
import { carriedIn } from '../../form.ts'
import { textIn } from './form.ts'
import type { JobPageWords } from './words.ts'

const beforeSchema = z.strictObject({
  state: z.enum(['waiting', 'open', 'returned', 'ended']),
  reason: z.string(),
})

/** Does something to a posting and says what it came to, with the press that puts it back where it stood. */
async function moved<Input extends { number: string }>(
  visit: Visit,
  act: (ground: JobGround, actor: Identity, input: Input) => Promise<JobOutcome<{ says: string; before?: PostingBefore }>>,
  input: Input,
): Promise<Came> {
  const came = await visit.act(act, jobRulesOf(visit.content), input)
  if ('refused' in came) return { refused: came.refused.says }
  const { says, before } = came.done
  if (!before) return { done: says }
  return { done: says, undo: { act: 'before', values: { number: input.number, before: JSON.stringify(before) } } }
}

/** A conversation takes its own words to begin it anew. */
const startOf = ({ content }: Visit) => content.flows.current.get(postFlow)?.starts[0] ?? ''

const following =
  (isDone: boolean) =>
  async (visit: Visit, form: Form): Promise<Came> => {
    const number = form.get('number')
    const came = await visit.act(followSeeker, jobRulesOf(visit.content), { number, isDone })
    if ('refused' in came) return { refused: came.refused.says }
    return { done: came.done.says, undo: { act: isDone ? 'open' : 'done', values: { number } } }
  }

/** What is done to postings, and for those who want help. What there is to look at wants a second press. */
export const jobActs = {
  async put(visit: Visit, form: Form): Promise<Came> {
    const came = await visit.act(bringPosting, jobRulesOf(visit.content), { text: textIn(form) })
    if ('refused' in came) return { refused: came.refused.says }
    return { done: came.done.says, to: `/desk/jobs/${came.done.number}` }
  },
  async change(visit: Visit, form: Form): Promise<Came> {
    const number = form.get('number')
    const came = await visit.act(changePosting, jobRulesOf(visit.content), { number, text: textIn(form) })
    if ('refused' in came) return { refused: came.refused.says }
    return { done: came.done.says, undo: { act: 'change', values: { number, ...came.done.before } } }
  },
  async release(visit: Visit, form: Form, say: JobPageWords): Promise<Came> {
    const number = form.get('number')
    const seen = await visit.act(onePosting, jobRulesOf(visit.content), { number })
    const doubts = 'done' in seen ? seen.done.doubts : []
    if (doubts.length > 0 && form.get('sure') !== '1')
      return { ask: fill(say.ask.doubts, { doubts: doubts.map(d => `· ${d}`).join('\n') }), button: say.acts.releaseAnyway }
    return moved(visit, releasePosting, { number })
  },
  end: (visit: Visit, form: Form) => moved(visit, endPosting, { number: form.get('number') }),
  return: (visit: Visit, form: Form) =>
    moved(visit, returnPosting, { number: form.get('number'), reason: form.get('reason'), start: startOf(visit) }),
  again: (visit: Visit, form: Form) =>
    moved(visit, postingAsBefore, { number: form.get('number'), state: 'waiting', reason: '' }),
  async before(visit: Visit, form: Form): Promise<Came> {
    const before = carriedIn(form.get('before'), beforeSchema)
    if (!before) return { refused: visit.words.shell.trouble.form }
    return moved(visit, postingAsBefore, { number: form.get('number'), ...before })
  },
  done: following(true),
  open: following(false),
}
