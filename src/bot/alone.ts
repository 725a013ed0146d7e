import { freshMemory } from '../core/memory.ts'
import { noReads, type Reads } from '../core/reads.ts'
import { type Belonging, type Identity, nowhere, stranger } from '../core/roster.ts'
import { freshChatState, freshSession, type Session } from '../core/session.ts'
import type { Turn } from '../core/turn.ts'

/** As whom a question is asked: who that is, where they belong, and what may be read of the records. */
export interface Asker {
  who: Identity
  whose: Belonging
  read: Reads
}

/** Somebody of whom nothing is known, with records that hold nothing. */
export const anybody: Asker = { who: stranger, whose: nowhere, read: noReads }

/** Where and when a question is asked, and what is remembered of the talk before it. */
export interface AskedWhere {
  isRoom: boolean
  isMentioned: boolean
  now: Date
  before?: Session
}

/** The turn of one question: nothing is remembered but what is handed in. */
export function turnAlone(
  text: string,
  { isRoom, isMentioned, now, before }: AskedWhere,
  { who, whose, read }: Asker = anybody,
): Turn {
  return {
    update: {
      id: 'ask',
      chat: { id: 'ask', channel: 'ask', kind: isRoom ? 'group' : 'private', title: '' },
      person: { id: 'ask', name: who.name, role: who.role, privateChat: null },
      at: now,
      message: { text, images: [], mentioned: isMentioned, repliesToBot: false },
    },
    session: before ?? freshSession(),
    chat: freshChatState(),
    memory: freshMemory(),
    now,
    who,
    whose,
    read,
    requests: [],
    certificate: null,
    draw: () => '0'.repeat(24),
  }
}
