import { deskRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { Identity } from '../../../core/roster.ts'
import { type Answering, answerRequest } from '../../../office/desk/answering.ts'
import type { DeskGround, DeskOutcome } from '../../../office/desk/ground.ts'
import { finish, reopen } from '../../../office/desk/handoffs.ts'
import { claimRequest, passOn, release, takeBackRequest } from '../../../office/desk/hands.ts'
import type { Came, Form, Undo, Visit } from '../../desk.ts'
import type { TodoWords } from './words.ts'

type SimpleAct = (ground: DeskGround, actor: Identity, input: { number: string }) => Promise<DeskOutcome>

/** An act that takes a number alone, with the one that takes it back. */
const press =
  (act: SimpleAct, { undo, leaves = false }: { undo: string; leaves?: boolean }) =>
  async (visit: Visit, form: Form): Promise<Came> => {
    const number = form.get('number')
    const came = await visit.act(act, deskRulesOf(visit.content.knowledge), { number })
    if ('refused' in came) return { refused: came.refused.says }
    const to = leaves ? { to: '/desk/todo' } : {}
    return { done: came.done.says, undo: { act: undo, values: { number } }, ...to }
  }

/** What is done to requests. What leaves for a student is shown and asked once more, everything else can be undone. */
export const handoffActs = {
  claim: press(claimRequest, { undo: 'release' }),
  release: press(release, { undo: 'claim' }),
  reopen: press(reopen, { undo: 'finish' }),
  async finish(visit: Visit, form: Form, say: TodoWords): Promise<Came> {
    const input = { number: form.get('number'), word: form.get('word') }
    const rules = deskRulesOf(visit.content.knowledge)
    if (input.word !== '' && form.get('sure') !== '1') {
      const shown = await visit.act(finish, rules, { ...input, isPreview: true })
      if ('refused' in shown) return { refused: shown.refused.says }
      return askFor(say, { ...shown.done, button: say.sure.finish })
    }
    const came = await visit.act(finish, rules, input)
    if ('refused' in came) return { refused: came.refused.says }
    const undo: Undo = { act: 'reopen', values: { number: input.number } }
    return { done: came.done.says, to: '/desk/todo', undo }
  },
  answer: (visit: Visit, form: Form, say: TodoWords) =>
    answered(visit, say, {
      input: { number: form.get('number'), text: form.get('text') },
      isSure: form.get('sure') === '1',
    }),
  pick: (visit: Visit, form: Form, say: TodoWords) =>
    answered(visit, say, {
      input: { number: form.get('number'), text: form.get('text'), entry: form.get('entry') },
      isSure: form.get('sure') === '1',
    }),
  async pass(visit: Visit, form: Form, say: TodoWords): Promise<Came> {
    const input = { number: form.get('number'), to: form.get('to') }
    const came = await visit.act(passOn, deskRulesOf(visit.content.knowledge), input)
    if ('refused' in came) return { refused: came.refused.says }
    const values = { number: input.number, mine: form.get('mine') }
    return { done: came.done.says, undo: { act: 'back', values, label: say.acts.undoPass } }
  },
  async back(visit: Visit, form: Form): Promise<Came> {
    const input = { number: form.get('number'), isMine: form.get('mine') === '1' }
    const came = await visit.act(takeBackRequest, deskRulesOf(visit.content.knowledge), input)
    return 'done' in came ? { done: came.done.says } : { refused: came.refused.says }
  },
}

async function answered(
  visit: Visit,
  say: TodoWords,
  { input, isSure }: { input: Answering; isSure: boolean },
): Promise<Came> {
  const came = await visit.act(answerRequest, deskRulesOf(visit.content.knowledge), { ...input, isPreview: !isSure })
  if ('refused' in came) return { refused: came.refused.says }
  if (isSure) return { done: came.done.says, to: `/desk/todo/${input.number}` }
  return askFor(say, { ...came.done, button: say.sure.button })
}

/** What the student will read, or why it is kept. */
function askFor(
  { sure }: TodoWords,
  { letter, says, text, button }: { letter: string | null; says: string; text: string; button: string },
): Came {
  if (letter !== null) return { ask: fill(sure.sent, { letter }), button }
  return { ask: fill(sure.kept, { says, text }), button: sure.keep }
}
