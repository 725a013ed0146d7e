import { freshMemory } from '../core/memory.ts'
import { noReads } from '../core/reads.ts'
import { stranger } from '../core/roster.ts'
import { freshChatState, freshSession } from '../core/session.ts'
import type { Chat } from '../core/update.ts'
import type { Flow } from '../flows/schema.ts'
import { instantOf } from '../time/calendar.ts'
import type { Content } from './content.ts'
import { defaultLimits } from './context.ts'
import { makeDecide } from './turn.ts'

/** What a flow's example did not do as it says; null when all went well. */
export interface Mishap {
  example: string
  /** The line of the example, from 1. */
  line: number
  expected: string
  said: string
}

const chat: Chat = { id: 'example', channel: 'example', kind: 'private', title: '' }

/** Plays a flow's examples with fixed time and numbers, each with a person that the bot has never met. Returns what went wrong. */
export function playExamples(content: Content, flow: Flow): Mishap[] {
  return flow.examples.flatMap(example => play(content, flow, example) ?? [])
}

function play(content: Content, flow: Flow, { name, lines }: Flow['examples'][number]): Mishap | null {
  const { zone } = content.knowledge.school
  const decide = makeDecide(() => content, { limits: { ...defaultLimits, perPersonPerMinute: 1000 } })
  let remembered = { session: freshSession(), chat: freshChatState(), memory: freshMemory() }
  let said = ''
  let number = 0
  // In spring, before all the sample school's deadlines.
  const begin = instantOf({ year: 2027, month: 5, day: 12, hour: 10, minute: 0 }, zone).getTime()
  for (const [n, line] of lines.entries()) {
    if ('答' in line || '不答' in line) {
      const [expected, isWanted] = '答' in line ? [line.答, true] : [line.不答, false]
      if (said.includes(expected) !== isWanted)
        return { example: name, line: n + 1, expected: isWanted ? expected : `不含“${expected}”`, said }
      continue
    }
    number++
    const now = new Date(begin + number * 60_000)
    const images =
      '图' in line
        ? Array.from({ length: line.图 }, (_, i) => ({ url: `example-${i}.jpg`, alt: '', hash: `${number}-${i}` }))
        : []
    const update = {
      id: `example:${number}`,
      chat,
      person: {
        id: 'example',
        name: '',
        role: flow.for === 'staff' ? ('counselor' as const) : ('student' as const),
        privateChat: chat,
      },
      at: now,
      message: { text: '我' in line ? line.我 : '', images, mentioned: false, repliesToBot: false },
    }
    const decision = decide({
      update,
      ...remembered,
      now,
      who: { ...stranger, role: update.person.role },
      read: noReads,
      requests: [],
      certificate: null,
      draw: () => `${number}`.padStart(24, '7'),
    })
    if (decision instanceof Promise) throw new Error('an example of a flow never needs the records')
    remembered = { session: decision.session, chat: decision.chat, memory: decision.memory }
    said = decision.effects
      .flatMap(e =>
        e.do === 'say'
          ? [e.saying.text, ...e.saying.choices.map(c => c.label), ...e.saying.images.map(i => i.alt)]
          : [],
      )
      .join('\n')
  }
  return null
}
