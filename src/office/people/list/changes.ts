import { fill } from '../../../content/words.ts'
import type { RosterPerson } from '../../../core/roster.ts'
import type { RosterWords } from '../words.ts'
import type { ImportPlan } from './import.ts'

/** One thing that an import changes of somebody, in words. */
export interface ChangedField {
  field: string
  from: string
  to: string
}

/** What an import changes of somebody, thing by thing. */
export function changesOf(
  { before, after, fields }: ImportPlan['changed'][number],
  words: RosterWords,
): ChangedField[] {
  const { fields: names } = words.import.changes
  return fields.map(key => {
    const field = key as keyof typeof names
    return { field: names[field], from: textOf(before, field, words), to: textOf(after, field, words) }
  })
}

function textOf(
  person: RosterPerson,
  field: keyof RosterWords['import']['changes']['fields'],
  { import: { changes }, roles, left }: RosterWords,
): string {
  if (field === 'scope') return fill(changes.scope, { count: person.scope.length })
  const says = {
    role: () => roles[person.role],
    left: () => (person.left === '' ? '' : left[person.left]),
    tags: () => person.tags.join('、'),
  }
  const text = field in says ? says[field as keyof typeof says]() : (person[field as 'name'] ?? '')
  return text || changes.empty
}
