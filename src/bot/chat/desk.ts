import { bareWords } from '../../knowledge/phrases.ts'
import type { DeskGround } from '../../office/desk/ground.ts'
import { finish, openHandoffs } from '../../office/desk/handoffs.ts'
import { may } from '../../office/rights.ts'
import type { Context, Middleware } from '../context.ts'
import { activeFrame } from '../flow/conversation.ts'
import { privatelySoon } from '../flow/private.ts'
import { deskRulesOf } from '../office.ts'
import { toldOutcome } from './told.ts'

/** 待办, 办结 H270601-ABCDEFG: what students asked a person for, for those who look after them, in private. */
export const handoffs: Middleware = context => {
  const { turn, text, addressed, knowledge } = context
  const words = knowledge.phrases.handoff
  if (!addressed || text.length > 30 || activeFrame(context) || !may(turn.who, 'see-handoffs')) return null
  if (words.list.some(w => bareWords(w) === bareWords(text)))
    return privatelySoon(context, async inside => toldOutcome(inside, await openHandoffs(groundOf(inside), turn.who)))
  const [word = '', number = '', ...rest] = text.normalize('NFKC').trim().split(/\s+/)
  if (rest.length > 0 || !words.done.includes(word) || !/^[A-Za-z]{1,2}\d{6}-\w{4,}$/.test(number)) return null
  const named = { number: number.toUpperCase() }
  return privatelySoon(context, async inside => toldOutcome(inside, await finish(groundOf(inside), turn.who, named)))
}

const groundOf = ({ turn: { read, now, draw }, knowledge }: Context): DeskGround => ({
  read,
  now,
  draw,
  rules: deskRulesOf(knowledge),
})
