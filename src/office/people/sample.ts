import type { ClassRef, RosterPerson } from '../../core/roster.ts'
import type { RosterWords } from './words.ts'

/** The sandbox's people and groups, as far as a roster of them needs it. */
export interface Cast {
  people: readonly { id: string; name: string; role: 'student' | 'counselor'; number?: string }[]
  chats: readonly { id: string; kind: 'private' | 'group'; members: readonly string[] }[]
}

/** A made-up roster: who is on it, under which handle, and which group is which class. */
export interface Sample {
  people: (RosterPerson & { handle: string })[]
  groups: { chat: string; to: ClassRef }[]
}

/** A roster for the sandbox's cast: each group is a class, the first student is its monitor, the first member of staff the counselor of all classes, the next of the college. */
export function sampleRoster({ people, chats }: Cast, words: RosterWords['sample']): Sample {
  const { college, classes, loans, dorms } = words
  const groups = chats
    .filter(c => c.kind === 'group')
    .map((group, n) => ({ ...group, to: { college, name: classes[n]! } }))
  const staff = people.filter(p => p.role === 'counselor')
  const students = people.filter(p => p.role === 'student')
  const empty = { college, className: '', dorm: '', loan: '', counselor: '', tags: [], left: '' as const }
  return {
    groups: groups.map(g => ({ chat: g.id, to: g.to })),
    people: [
      ...students.map((p, n) => {
        const className = groups.find(g => g.members.includes(p.id))?.to.name ?? ''
        return {
          handle: p.id,
          number: p.number!,
          name: p.name,
          role: n === 0 ? ('monitor' as const) : ('student' as const),
          college,
          className,
          dorm: dorms[n] ?? '',
          loan: loans[n] ?? '',
          counselor: staff[0]?.number ?? '',
          tags: [],
          left: '' as const,
          scope: n === 0 ? [{ of: 'class' as const, college, name: className }] : [],
        }
      }),
      ...staff.map((p, n) => ({
        ...empty,
        handle: p.id,
        number: p.number!,
        name: p.name,
        role: n === 0 ? ('counselor' as const) : ('college' as const),
        scope: n === 0 ? groups.map(g => ({ of: 'class' as const, ...g.to })) : [{ of: 'college' as const, college }],
      })),
    ],
  }
}
