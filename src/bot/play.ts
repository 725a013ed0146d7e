import { freshMemory } from '../core/memory.ts'
import { noReads } from '../core/reads.ts'
import { nowhere, stranger } from '../core/roster.ts'
import { freshChatState, freshSession } from '../core/session.ts'
import type { Effect } from '../core/turn.ts'
import type { Chat, Person, Update } from '../core/update.ts'
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

/** Plays a flow's examples with fixed time and numbers, each with a person that the bot has never met and a roster without anybody. Returns what went wrong. */
export async function playExamples(content: Content, flow: Flow): Promise<Mishap[]> {
  const played: Mishap[] = []
  for (const example of flow.examples) played.push(...[await play(content, flow, example)].filter(m => m !== null))
  return played
}

type Line = Flow['examples'][number]['lines'][number]

async function play(content: Content, flow: Flow, { name, lines }: Flow['examples'][number]): Promise<Mishap | null> {
  const role = flow.for === 'staff' ? 'counselor' : 'student'
  const decide = makeDecide(() => content, { limits: { ...defaultLimits, perPersonPerMinute: 1000 } })
  let remembered = { session: freshSession(), chat: freshChatState(), memory: freshMemory() }
  let said = ''
  let number = 0
  // In spring, before all the sample school's deadlines.
  const begin = instantOf(
    { year: 2027, month: 5, day: 12, hour: 10, minute: 0 },
    content.knowledge.school.zone,
  ).getTime()
  for (const [n, line] of lines.entries()) {
    if ('答' in line || '不答' in line) {
      const [expected, isWanted] = '答' in line ? [line.答, true] : [line.不答, false]
      if (said.includes(expected) !== isWanted)
        return { example: name, line: n + 1, expected: isWanted ? expected : `不含“${expected}”`, said }
      continue
    }
    number++
    const now = new Date(begin + number * 60_000)
    const decision = await decide({
      update: updateOf(line, { number, now, role }),
      ...remembered,
      now,
      who: { ...stranger, role, number: flow.bound ? 'example' : null },
      whose: nowhere,
      read: noReads,
      requests: [],
      certificate: null,
      draw: () => `${number}`.padStart(24, '7'),
    })
    remembered = { session: decision.session, chat: decision.chat, memory: decision.memory }
    said = textOf(decision.effects)
  }
  return null
}

/** What the example's person writes or shows. */
function updateOf(line: Line, { number, now, role }: { number: number; now: Date; role: Person['role'] }): Update {
  const pictures = '图' in line ? line.图 : 0
  const images = Array.from({ length: pictures }, (_, i) => ({
    url: `example-${i}.jpg`,
    alt: '',
    hash: `${number}-${i}`,
  }))
  const count = '视频' in line ? line.视频 : 0
  const videos = Array.from({ length: count }, (_, i) => ({ url: `example-${number}-${i}.mp4`, alt: '' }))
  return {
    id: `example:${number}`,
    chat,
    person: { id: 'example', name: '', role, privateChat: chat },
    at: now,
    message: { text: '我' in line ? line.我 : '', images, videos, mentioned: false, repliesToBot: false },
  }
}

/** All that is said, with the words on buttons and of pictures. */
function textOf(effects: readonly Effect[]): string {
  const sayings = effects.flatMap(e => (e.do === 'say' ? [e.saying] : []))
  return sayings
    .flatMap(({ text, choices, images }) => [text, ...choices.map(c => c.label), ...images.map(i => i.alt)])
    .join('\n')
}
