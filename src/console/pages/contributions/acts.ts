import { z } from 'zod'
import { fill } from '../../../content/words.ts'
import type { Identity } from '../../../core/roster.ts'
import { type ContributionGround, oneContribution } from '../../../office/desk/contributions.ts'
import type { DeskOutcome } from '../../../office/desk/ground.ts'
import { caption, movePick, type Picking, pick, pickAsBefore, unpick } from '../../../office/desk/picks.ts'
import { approveMany, lookedAtBefore, reviewAgain, sendBack } from '../../../office/desk/reviews.ts'
import type { Came, Form, Undo, Visit } from '../../desk.ts'
import { carriedIn } from '../../form.ts'
import { rulesFor } from './filter.ts'
import { weekIn } from './week.ts'
import type { ContributionWords } from './words.ts'

/** Does an act and says what it came to, with the press that takes it back. */
async function done<Input>(
  visit: Visit,
  act: (ground: ContributionGround, actor: Identity, input: Input) => Promise<DeskOutcome>,
  { input, undo }: { input: Input; undo: Undo },
): Promise<Came> {
  const came = await visit.act(act, rulesFor(visit), input)
  return 'done' in came ? { done: came.done.says, undo } : { refused: came.refused.says }
}

/** The numbers of a form: ticked one by one, or in one field. */
const numbersIn = (form: Form) => form.all('number').flatMap(n => n.split(/\s+/).filter(one => one !== ''))

/** Lets several be shown; only those that waited are put back by undoing it. What leaves for a teacher is shown and asked once more. */
async function many(visit: Visit, form: Form, { letter }: ContributionWords): Promise<Came> {
  const input = { numbers: numbersIn(form) }
  if (form.get('sure') !== '1') {
    const shown = await visit.act(approveMany, rulesFor(visit), { ...input, isPreview: true })
    if ('refused' in shown) return { refused: shown.refused.says }
    const { letters } = shown.done
    if (letters.length > 0) return { ask: fill(letter.sure, { letter: letters.join('\n\n') }), button: letter.yes }
  }
  const came = await visit.act(approveMany, rulesFor(visit), input)
  if ('refused' in came) return { refused: came.refused.says }
  const { says, numbers, sent } = came.done
  if (numbers.length === 0) return { refused: says }
  const back = numbers.filter(number => !sent.includes(number))
  return back.length === 0 ? { done: says } : { done: says, undo: { act: 'again', values: { number: back.join(' ') } } }
}

const pickSchema = z.strictObject({ week: z.string(), place: z.int(), caption: z.string() })
const lookedAtSchema = z.array(
  z.strictObject({
    number: z.string(),
    state: z.enum(['submitted', 'late', 'returned']),
    reason: z.string().nullable(),
  }),
)

/** What choosing came to, with the press that puts it back to what it was. */
function picked(number: string, came: DeskOutcome<Picking>): Came {
  if ('refused' in came) return { refused: came.refused.says }
  const { says, before } = came.done
  if (before === undefined) return { done: says }
  return { done: says, undo: { act: 'repick', values: { number, before: JSON.stringify(before) } } }
}

/** What is done to contributions. What leaves for an author is shown and asked once more, everything else can be undone. */
export const contributionActs = {
  approve: many,
  many,
  async again(visit: Visit, form: Form): Promise<Came> {
    const came = await visit.act(reviewAgain, rulesFor(visit), { numbers: numbersIn(form) })
    if ('refused' in came) return { refused: came.refused.says }
    const { says, before } = came.done
    return { done: says, undo: { act: 'looked', values: { before: JSON.stringify(before) } } }
  },
  async looked(visit: Visit, form: Form): Promise<Came> {
    const before = carriedIn(form.get('before'), lookedAtSchema)
    if (!before) return { refused: visit.words.shell.trouble.form }
    const came = await visit.act(lookedAtBefore, rulesFor(visit), { before })
    return 'done' in came ? { done: came.done.says } : { refused: came.refused.says }
  },
  async back(visit: Visit, form: Form, { back: words }: ContributionWords): Promise<Came> {
    const input = { number: form.get('number'), reason: form.get('reason') }
    const isSure = form.get('sure') === '1'
    const came = await visit.act(sendBack, rulesFor(visit), { ...input, isPreview: !isSure })
    if ('refused' in came) return { refused: came.refused.says }
    if (isSure) return { done: came.done.says, to: '/desk/contributions' }
    const one = await visit.act(oneContribution, rulesFor(visit), { number: input.number })
    const note = 'done' in one && !one.done.contribution.isReached ? `\n\n${words.unreached}` : ''
    return { ask: fill(words.sure, { letter: came.done.letter }) + note, button: words.yes }
  },
  async pick(visit: Visit, form: Form): Promise<Came> {
    const number = form.get('number')
    const week = form.get('week') || weekIn(visit)
    return picked(number, await visit.act(pick, rulesFor(visit), { number, week }))
  },
  async unpick(visit: Visit, form: Form): Promise<Came> {
    const number = form.get('number')
    return picked(number, await visit.act(unpick, rulesFor(visit), { number }))
  },
  async repick(visit: Visit, form: Form): Promise<Came> {
    const before = carriedIn(form.get('before'), pickSchema.nullable())
    if (!before && form.get('before') !== 'null') return { refused: visit.words.shell.trouble.form }
    const came = await visit.act(pickAsBefore, rulesFor(visit), { number: form.get('number'), before })
    return 'done' in came ? { done: came.done.says } : { refused: came.refused.says }
  },
  move: (visit: Visit, form: Form) => {
    const [number, way] = [form.get('number'), form.get('way')]
    const undo = { act: 'move', values: { number, way: way === 'up' ? 'down' : 'up' } }
    return done(visit, movePick, { input: { number, isUp: way === 'up' }, undo })
  },
  async caption(visit: Visit, form: Form): Promise<Came> {
    const number = form.get('number')
    const before = await visit.act(oneContribution, rulesFor(visit), { number })
    const old = 'done' in before ? (before.done.contribution.pick?.caption ?? '') : ''
    const undo = { act: 'caption', values: { number, caption: old } }
    return done(visit, caption, { input: { number, text: form.get('caption') }, undo })
  },
}
