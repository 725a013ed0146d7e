import { type Home, samplePrefix } from '../../core/roster.ts'
import type { Chat, Person } from '../../core/update.ts'
import type { WireChat, WirePerson } from './wire.ts'

/** The fake people and groups of the sandbox, and what they are to the bot. */
export interface Sandbox {
  people: WirePerson[]
  chats: WireChat[]
}

/** The sandbox's cast: five students in two classes, a counselor in both, and someone of the college above them. Names are 示例 so that nobody is meant. */
export function sandboxCast(names: {
  students: readonly string[]
  counselor: string
  college: string
  groups: readonly string[]
  privateTitle: string
}): Sandbox {
  const people: WirePerson[] = [
    ...names.students.map(
      (name, n): WirePerson => ({ id: `web:s${n + 1}`, name, role: 'student', number: `${samplePrefix}00${n + 1}` }),
    ),
    { id: 'web:c1', name: names.counselor, role: 'counselor', number: `${samplePrefix}901` },
    { id: 'web:c2', name: names.college, role: 'counselor', number: `${samplePrefix}902` },
  ]
  const half = Math.ceil(names.students.length / 2)
  const groups = names.groups.map((title, n): WireChat => {
    const students = people.filter(p => p.role === 'student').filter((_, i) => (i < half ? 0 : 1) === n)
    return { id: `web:g${n + 1}`, kind: 'group', title, members: [...students.map(p => p.id), 'web:c1'] }
  })
  const directs = people.map(
    (p): WireChat => ({ id: privateChatOf(p.id), kind: 'private', title: names.privateTitle, members: [p.id] }),
  )
  return { people, chats: [...groups, ...directs] }
}

/** The id of a person's private chat with the bot on the web. */
export function privateChatOf(person: string): string {
  return `${person}:private`
}

/** The id of someone with a personal link for this roster number. */
export const linkedPerson = (number: string): string => `web:p:${number}`

/** Where whoever holds a personal link is written to. */
export function linkedHome(number: string): Home {
  const handle = linkedPerson(number)
  return { handle, chat: { id: privateChatOf(handle), channel: 'web', kind: 'private', title: '' } }
}

/** The roster number that a personal link vouches for, or null. */
export function linkedNumber(person: string): string | null {
  return /^web:p:(.+)$/.exec(person)?.[1] ?? null
}

/** A web person and chat in the words of the core. */
export function toCore(person: WirePerson, chat: WireChat): { person: Person; chat: Chat } {
  const home: Chat = { id: privateChatOf(person.id), channel: 'web', kind: 'private', title: '' }
  return {
    person: {
      id: person.id,
      name: person.name,
      role: person.role,
      ...(person.number === undefined ? {} : { number: person.number }),
      privateChat: home,
    },
    chat: { id: chat.id, channel: 'web', kind: chat.kind, title: chat.title },
  }
}
