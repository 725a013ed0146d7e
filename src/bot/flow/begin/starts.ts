import type { Flow } from '../../../flows/schema.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import { may } from '../../../office/rights.ts'
import type { Context } from '../../context.ts'

/** Words around the name of a flow that only say "I want to do it". */
const wishes =
  /^(?:请|麻烦)?(?:你)?(?:帮我|给我|我要|我想要|我想|我来|想要|想|要|来|去|开始|现在)*(?:办理|办|填写|填|做|签|写|交|开始)?|(?:一下|吧|啦|了|哈|呀)+$/g

interface Names {
  /** All that a flow is called, as `bareWords`. */
  whole: readonly string[]
  /** The same, and without words of wishing. */
  cores: readonly string[]
}

const known = new WeakMap<Flow, Names>()

function namesOf(flow: Flow): Names {
  const before = known.get(flow)
  if (before) return before
  const whole = [flow.title, flow.name, ...flow.starts].map(bareWords)
  const names = { whole, cores: [...whole, ...whole.map(coreOf)] }
  known.set(flow, names)
  return names
}

const coreOf = (words: string) => words.replace(wishes, '')

/** The flow that a whole message starts: one of its `starts` or its title, with or without "我想…一下" around it. */
export function flowStartedBy({ flows, text, turn }: Pick<Context, 'flows' | 'text' | 'turn'>): Flow | null {
  const said = bareWords(text.replace(/^[/／]/, ''))
  if (said === '') return null
  const allowed = [...flows.current.values()].filter(f => f.for === 'student' || may(turn.who, 'use-staff-flows'))
  const exact = allowed.find(f => namesOf(f).whole.includes(said))
  const core = coreOf(said)
  return exact ?? (core === '' ? null : (allowed.find(f => namesOf(f).cores.includes(core)) ?? null))
}
