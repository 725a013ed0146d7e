import type { Role } from '../../core/role.ts'
import type { Unit } from '../../core/roster.ts'
import { type AudienceGround, type AudiencePiece, audienceOf, type ParsedAudience } from './audience.ts'
import { unitName } from './naming.ts'
import type { AudienceWords } from './words.ts'

type Meaning = AudiencePiece['meaning']

/** Whom somebody ticked instead of saying it: everything given must fit, and what is empty means "any". */
export interface Ticked {
  units: readonly Unit[]
  roles: readonly Role[]
  loan: 'any' | 'yes' | 'no'
  progress: { name: string; isDone: boolean } | null
  /** What rooms begin with. */
  dorms: readonly string[]
  /** What they are marked as, one of these. */
  tags: readonly string[]
  numbers: readonly string[]
}

/** Whom these ticks mean: by the same rules as if it had been said, within the scope of whoever ticked. */
export function pickAudience(ticked: Ticked, ground: AudienceGround, words: AudienceWords): ParsedAudience {
  const { units, roles, loan, progress, dorms, tags, numbers } = ticked
  // A conversation is ticked by its own name, or by the mark that it leaves, as a draft has it.
  const flow = ground.flows.find(f => f.name === progress?.name || f.mark === progress?.name)
  const owed = words.flows.find(f => f.flow === flow?.name)?.loan ?? false
  const meant: Meaning[] = [
    ...units.map((unit): Meaning => {
      if (unit.of !== 'class') return { is: 'unit', unit }
      return { is: 'classes', classes: [{ college: unit.college, name: unit.name }] }
    }),
    ...(roles.length > 0 ? [{ is: 'roles' as const, roles: [...roles] }] : []),
    ...(loan === 'any' ? [] : [{ is: 'loan' as const, loan }]),
    ...(progress
      ? [{ is: 'progress' as const, name: flow?.mark ?? progress.name, isDone: progress.isDone, loan: owed }]
      : []),
    ...tags.map((tag): Meaning => ({ is: 'tag', tag })),
    ...(dorms.length > 0 ? [{ is: 'dorms' as const, dorms }] : []),
    ...numbers.map((number): Meaning => ({ is: 'number', number })),
  ]
  const pieces = meant.map((meaning): AudiencePiece => ({ said: saidOf(meaning, words), meaning }))
  return audienceOf(pieces, ground, words)
}

const saidOf = (meaning: Meaning, words: AudienceWords): string => {
  if (meaning.is === 'unit') return unitName(meaning.unit, words.said.school)
  return meaning.is === 'classes' ? meaning.classes.map(c => c.college + c.name).join('、') : ''
}
