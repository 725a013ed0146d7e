import { z } from 'zod'
import { deskRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import type { Identity } from '../../../core/roster.ts'
import { type Answering, answerRequest } from '../../../office/desk/answering.ts'
import { type Moving, putRequestBack } from '../../../office/desk/back.ts'
import type { DeskGround, DeskOutcome } from '../../../office/desk/ground.ts'
import { finish, reopen } from '../../../office/desk/handoffs.ts'
import { claimRequest, passOn, release } from '../../../office/desk/hands.ts'
import type { Came, Form, Undo, Visit } from '../../desk.ts'
import { carriedIn } from '../../form.ts'
import type { TodoWords } from './words.ts'

type SimpleAct = (ground: DeskGround, actor: Identity, input: { number: string }) => Promise<DeskOutcome<Moving>>

/** An act that takes a number alone. */
const press =
  (act: SimpleAct) =>
  async (visit: Visit, form: Form): Promise<Came> => {
    const number = form.get('number')
    const came = await visit.act(act, deskRulesOf(visit.content.knowledge), { number })
    if ('refused' in came) return { refused: came.refused.says }
    return { done: came.done.says, ...undoing(number, came.done) }
  }

/** The press that puts a request back to where it stood; none where nothing was changed. */
const undoing = (number: string, { moved }: Moving, label?: string): { undo?: Undo } =>
  moved === null
    ? {}
    : { undo: { act: 'back', values: { number, moved: JSON.stringify(moved) }, ...(label ? { label } : {}) } }

const standing = z.strictObject({ isDone: z.boolean(), taker: z.string().nullable(), passedBy: z.string().nullable() })
const movedSchema = z.strictObject({ was: standing, is: standing })

/** What is done to requests. What leaves for a student is shown and asked once more, everything else can be undone. */
export const handoffActs = {
  claim: press(claimRequest),
  release: press(release),
  reopen: press(reopen),
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
    return { done: came.done.says, to: '/desk/todo', ...undoing(input.number, came.done) }
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
    return { done: came.done.says, ...undoing(input.number, came.done, say.acts.undoPass) }
  },
  async back(visit: Visit, form: Form): Promise<Came> {
    const moved = carriedIn(form.get('moved'), movedSchema)
    if (!moved) return { refused: visit.words.shell.trouble.form }
    const input = { number: form.get('number'), ...moved }
    const came = await visit.act(putRequestBack, deskRulesOf(visit.content.knowledge), input)
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
