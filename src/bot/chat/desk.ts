import { ownerOf } from '../../core/roster.ts'
import { bareWords } from '../../knowledge/phrases.ts'
import { addToOwn, answerRequest, ownProgress } from '../../office/desk/answering.ts'
import type { DeskGround, DeskOutcome } from '../../office/desk/ground.ts'
import { finish, openHandoffs, reopen } from '../../office/desk/handoffs.ts'
import { claimRequest, passOn, release } from '../../office/desk/hands.ts'
import { may } from '../../office/rights.ts'
import type { Context, Middleware } from '../context.ts'
import { keepsFromStaff } from '../flow/owns.ts'
import { privatelySoon } from '../flow/private.ts'
import { deskRulesOf } from '../office.ts'
import { toldOutcome } from './told.ts'

const numberPattern = '[A-Za-z]{1,2}\\d{6}-\\w{4,}'
/** A request's number as a word of its own, with what stands around it. */
const numbered = new RegExp(`^(.*?)(?<![0-9A-Za-z])(${numberPattern})(?![0-9A-Za-z])([^]*)$`, 's')

/**
 * 待办, 认领, 转给 某某, 回复, 办结, 重开 with a number: what students asked a person for, for those who look after them, in private. Whoever asked hears how
 * it stands when they name its number, or ask after it.
 */
export const handoffs: Middleware = context => {
  const { turn, text, addressed, knowledge } = context
  const words = knowledge.phrases.handoff
  if (!addressed || keepsFromStaff(context)) return null
  const isStaff = may(turn.who, 'see-handoffs')
  if (isStaff && isOneOf(words.list, text))
    return privatelySoon(context, async inside => toldOutcome(inside, await openHandoffs(groundOf(inside), turn.who)))
  const done = isStaff ? deedIn(context) : null
  if (done) return privatelySoon(context, async inside => toldOutcome(inside, await done(groundOf(inside))))
  const added = addedIn(context)
  if (added) return privatelySoon(context, async inside => toldOutcome(inside, await addToOwn(groundOf(inside), added)))
  const asked = askedIn(context)
  if (asked === null) return null
  const input = { ...asked, owner: ownerOf(turn.update.person, turn.who) }
  return privatelySoon(context, async inside => toldOutcome(inside, await ownProgress(groundOf(inside), input)))
}

const isOneOf = (words: readonly string[], text: string) => words.some(w => bareWords(w) === bareWords(text))

/** What a member of staff does to a request, named by its number; null where the message is nothing of the kind. */
function deedIn({ text, knowledge, turn: { who } }: Context): ((ground: DeskGround) => Promise<DeskOutcome>) | null {
  const words = knowledge.phrases.handoff
  const found = numbered.exec(text.normalize('NFKC').trim())
  if (!found) return null
  const [, before = '', named = '', after = ''] = found
  const number = named.toUpperCase()
  const [word = '', ...to] = before.trim().split(/\s+/)
  const said = after.trim()
  const is = (list: readonly string[]) => to.length === 0 && list.includes(word)
  const passing = words.pass.find(w => before.trim().startsWith(w))
  if (passing && said === '')
    return ground => passOn(ground, who, { number, to: before.trim().slice(passing.length).trim() })
  if (is(words.reply)) return ground => answerRequest(ground, who, { number, text: said })
  if (is(words.done)) return ground => finish(ground, who, { number, word: said })
  if (said !== '') return null
  if (is(words.claim)) return ground => claimRequest(ground, who, { number })
  if (is(words.release)) return ground => release(ground, who, { number })
  if (is(words.reopen)) return ground => reopen(ground, who, { number })
  return null
}

/** What somebody adds to a request of their own; null where they do not. */
function addedIn({ text, knowledge, turn }: Context): { owner: string; number: string; text: string } | null {
  const { add } = knowledge.phrases.handoff
  const [, before = '', number = '', after = ''] = numbered.exec(text.normalize('NFKC').trim()) ?? []
  if (!add.includes(before.trim())) return null
  return { owner: ownerOf(turn.update.person, turn.who), number: number.toUpperCase(), text: after.trim() }
}

/** Whether somebody asks how their own request stands, and which; null where they do not. */
function askedIn({ text, knowledge }: Context): { number: string | null } | null {
  const { progress, progressWhole } = knowledge.phrases.handoff
  if (text.length > 60) return null
  if (isOneOf(progressWhole, text)) return { number: null }
  const [, before = '', number = '', after = ''] = numbered.exec(text.normalize('NFKC').trim()) ?? []
  const around = bareWords(before + after)
  return number !== '' && (around === '' || isOneOf(progress, around)) ? { number: number.toUpperCase() } : null
}

const groundOf = ({ turn: { read, now, draw }, knowledge }: Context): DeskGround => ({
  read,
  now,
  draw,
  rules: deskRulesOf(knowledge),
})
