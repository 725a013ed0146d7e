import { z } from 'zod'
import { jobRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { Identity } from '../../../core/roster.ts'
import { postFlow } from '../../../core/work/jobs.ts'
import { bringPosting, changePosting } from '../../../office/jobs/bring.ts'
import type { JobGround, PostingOutcome } from '../../../office/jobs/ground.ts'
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
  act: (
    ground: JobGround,
    actor: Identity,
    input: Input,
  ) => Promise<PostingOutcome<{ says: string; before?: PostingBefore }>>,
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
    const { says, before } = came.done
    return before ? { done: says, undo: { act: 'change', values: { number, ...before } } } : { done: says }
  },
  async release(visit: Visit, form: Form, say: JobPageWords): Promise<Came> {
    const number = form.get('number')
    const rules = jobRulesOf(visit.content)
    if (form.get('sure') !== '1') {
      const seen = await visit.act(onePosting, rules, { number })
      if ('refused' in seen) return { refused: seen.refused.says }
      const { posting, doubts } = seen.done
      if (doubts.length === 0)
        return {
          ask: fill(say.ask.release, { title: posting.title, employer: posting.employer }),
          button: say.acts.release,
        }
      return {
        ask: fill(say.ask.doubts, { doubts: doubts.map(d => `· ${d}`).join('\n') }),
        button: say.acts.releaseAnyway,
      }
    }
    const came = await visit.act(releasePosting, rules, { number })
    return 'done' in came ? { done: came.done.says } : { refused: came.refused.says }
  },
  async return(visit: Visit, form: Form, say: JobPageWords): Promise<Came> {
    const isSure = form.get('sure') === '1'
    const input = { number: form.get('number'), reason: form.get('reason'), start: startOf(visit), isPreview: !isSure }
    const came = await visit.act(returnPosting, jobRulesOf(visit.content), input)
    if ('refused' in came) return { refused: came.refused.says }
    if (isSure) return { done: came.done.says, to: '/desk/jobs' }
    return { ask: fill(say.ask.return, { letter: came.done.letter }), button: say.acts.return }
  },
  end: (visit: Visit, form: Form) => moved(visit, endPosting, { number: form.get('number') }),
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
