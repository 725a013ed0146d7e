import { fill } from '../../../content/words.ts'
import type { OpenHandoff } from '../../../core/desk.ts'
import type { Unit } from '../../../core/roster.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import { may } from '../../../office/rights.ts'
import { type Context, type Middleware, type Step, say } from '../../context.ts'
import { activeFrame } from '../../flow/conversation.ts'
import { privatelySoon } from '../../flow/private.ts'

/** 待办, 办结 H270601-ABCDEFG: what students asked a person for, for those who look after them, in private. */
export const handoffs: Middleware = context => {
  const { turn, text, addressed, knowledge } = context
  const words = knowledge.phrases.handoff
  if (!addressed || text.length > 30 || activeFrame(context) || !may(turn.who, 'see-handoffs')) return null
  if (words.list.some(w => bareWords(w) === bareWords(text))) return privatelySoon(context, list)
  const [word = '', number = '', ...rest] = text.normalize('NFKC').trim().split(/\s+/)
  if (rest.length > 0 || !words.done.includes(word) || !/^[A-Za-z]{1,2}\d{6}-\w{4,}$/.test(number)) return null
  return privatelySoon(context, inside => finish(inside, number.toUpperCase()))
}

/** The open requests of those whom whoever asks looks after; people whom the roster does not know are the school's. */
async function mine({ turn }: Context): Promise<OpenHandoff[]> {
  const unitOf = ({ unit }: OpenHandoff): Unit => (unit ? { of: 'class', ...unit } : { of: 'school' })
  return (await turn.read.desk.handoffs()).filter(h => may(turn.who, 'see-handoffs', unitOf(h)))
}

async function list(context: Context): Promise<Step> {
  const words = context.knowledge.phrases.handoff
  const open = await mine(context)
  const lines = open.map(({ unit, mayContact, ...h }) =>
    fill(words.notice, { ...h, how: mayContact ? fill(words.mayContact, { how: h.how }) : words.mayNotContact })
      .split('\n')
      .slice(0, -1)
      .join('\n'),
  )
  const step = say(open.length === 0 ? words.none : [fill(words.head, { count: open.length }), ...lines].join('\n\n'))
  return { ...step, effects: [...step.effects, { do: 'audit', act: 'read-handoffs', detail: String(open.length) }] }
}

async function finish(context: Context, number: string): Promise<Step> {
  const words = context.knowledge.phrases.handoff
  const found = (await mine(context)).find(h => h.number === number)
  if (!found) return say(fill(words.unknown, { number }))
  const step = say(fill(words.finished, { number }))
  return {
    ...step,
    effects: [
      { do: 'finish-handoff', number },
      { do: 'audit', act: 'finish-handoff', detail: number },
      ...step.effects,
    ],
  }
}
