import { makeDecide } from '../../src/bot/turn.ts'
import { ManualClock } from '../../src/core/clock.ts'
import { freshMemory, type PersonMemory } from '../../src/core/memory.ts'
import { noReads } from '../../src/core/reads.ts'
import { nowhere, stranger } from '../../src/core/roster.ts'
import { type ChatState, freshChatState, freshSession, type Session } from '../../src/core/session.ts'
import type { Decision, Effect, Verdict } from '../../src/core/turn.ts'
import type { Update } from '../../src/core/update.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import { type Content, contentOf } from './content.ts'
import { anUpdate, type Sent } from './update.ts'

/** What the bot made of one message. */
export interface Heard {
  /** What was said, or null for silence. */
  reply: string | null
  choices: string[]
  effects: Effect[]
  verdict: Verdict
  /** The update's id. */
  update: string
}

/** A bot that remembers sessions and chats like the store does, without a database. Time stands still until it is moved. */
export function talkWith(knowledge: Knowledge, content: Content = contentOf(knowledge)) {
  const decide = makeDecide(() => content)
  const memories = new Map<string, PersonMemory>()
  let drawn = 0
  const clock = new ManualClock(new Date('2026-06-10T12:00:00+08:00'))
  const sessions = new Map<string, Session>()
  const chats = new Map<string, ChatState>()
  const keyOf = ({ chat, person }: Update) => `${chat.id} ${person.id}`
  function decided(text: string, sent: Omit<Sent, 'text' | 'at'>) {
    const update = anUpdate({ ...sent, text, at: clock.now() })
    const decision = decide({
      update,
      session: sessions.get(keyOf(update)) ?? freshSession(),
      chat: chats.get(update.chat.id) ?? freshChatState(),
      memory: memories.get(update.person.id) ?? freshMemory(),
      now: clock.now(),
      who: { ...stranger, name: update.person.name, role: update.person.role },
      whose: nowhere,
      read: noReads,
      requests: [],
      certificate: null,
      draw: () => String(++drawn).padStart(24, '3'),
    })
    return { update, decision }
  }
  function taken(update: Update, { effects, verdict, session, chat, memory }: Decision): Heard {
    memories.set(update.person.id, memory)
    sessions.set(keyOf(update), session)
    const serving = effects.flatMap(e => (e.do === 'serve-group' && e.chat === update.chat.id ? [e.as] : []))
    chats.set(update.chat.id, Object.assign({}, chat, ...serving))
    const says = effects.flatMap(e => (e.do === 'say' ? [e.saying] : []))
    return {
      reply: says.length > 0 ? says.map(s => s.text).join('\n') : null,
      choices: says.flatMap(s => s.choices.map(c => c.value)),
      effects,
      verdict,
      update: update.id,
    }
  }
  return {
    /** Moves the clock on, or back. */
    wait(minutes: number) {
      clock.set(new Date(clock.now().getTime() + minutes * 60_000))
    },
    /** Hands over one message and returns what the bot made of it. */
    hear(text: string, sent: Omit<Sent, 'text' | 'at'> = {}): Heard {
      const { update, decision } = decided(text, sent)
      if (decision instanceof Promise) throw new Error('this message needs the records: use `order`, or an office talk')
      return taken(update, decision)
    },
    /** As `hear`, for what reads the records, which hold nothing here. */
    async order(text: string, sent: Omit<Sent, 'text' | 'at'> = {}): Promise<Heard> {
      const { update, decision } = decided(text, sent)
      return taken(update, await decision)
    },
  }
}
