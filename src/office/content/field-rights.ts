import { canonical } from '../../content/names.ts'
import { fill } from '../../content/words.ts'
import { layerWith } from '../../core/content/item.ts'
import type { ClassRef, Identity } from '../../core/roster.ts'
import { type SetValues, valuesSet, valuesWritten } from '../../knowledge/layer/written.ts'
import type { ForWhom } from '../../knowledge/school.ts'
import { whomText } from '../../knowledge/values.ts'
import type { Refused } from '../outcome.ts'
import { whomSaid } from '../people/published.ts'
import { may } from '../rights.ts'
import { type EditingGround, type EditRefusal, editRefused, standingContent } from './ground.ts'

/** The parts of the school (null: everybody) for which two sets of values, or what these were taken from, are not the same. */
export function partsChanged(before: SetValues, after: SetValues): (ForWhom | null)[] {
  const byWhom = ({ values }: SetValues) => new Map(values.map(part => [canonical(whomText(part.for)), part]))
  const [old, next] = [byWhom(before), byWhom(after)]
  const changed = [...new Set([...old.keys(), ...next.keys()])].filter(
    whom => !isSameValue(old.get(whom), next.get(whom)),
  )
  return [...(isSameValue(before, after) ? [] : [null]), ...changed.map(whom => (next.get(whom) ?? old.get(whom)!).for)]
}

type Sourced = Pick<SetValues, 'value' | 'source'>

const isSameValue = (one: Sourced | undefined, other: Sourced | undefined) =>
  one?.value === other?.value && (one?.source ?? null) === (other?.source ?? null)

/**
 * Refuses a change of a field for parts of the school that are not in somebody's care; null where all of it is. A null text takes back to what is shipped.
 * Which part it is that stands in the way is said where they named it themselves (`isWritten`: the text is theirs), or see it anyway.
 */
export async function refusedForFields(
  ground: EditingGround,
  actor: Identity,
  { key, text, isWritten }: { key: string; text: string | null; isWritten: boolean },
): Promise<Refused<EditRefusal> | null> {
  const { rules, read } = ground
  const { words, content } = rules
  const { knowledge } = content
  const before = valuesSet(knowledge.school, key)
  const after = text === null ? await valuesShipped(ground, key) : valuesWritten(text)
  const classes = await read.roster.classes([{ of: 'school' }])
  const foreign = partsChanged(before, after).filter(whom => !isTheirPart(actor, whom, classes))
  if (foreign.length === 0) return null
  const theirs = await read.roster.classes(actor.scope)
  const isSaid = (whom: ForWhom) => isWritten && after.values.some(set => set.for === whom)
  const known = foreign.find(whom => whom === null || isSaid(whom) || concerns(actor, whom, theirs))
  const whom = known && whomSaid(known, knowledge.phrases.circles)
  const says = known === undefined ? words.refusedOthers : fill(words.refusedFacts, { whom: whom ?? words.wholeSchool })
  return editRefused('noRight', says, { tried: `field ${key}` })
}

/**
 * Whether a value is somebody's to set: everybody's, a campus's and a building's are the school's; a college's the college's; a class's whoever looks
 * after all classes that are meant; a counselor's their own.
 */
export function isTheirPart(actor: Identity, whom: ForWhom | null, classes: readonly ClassRef[]): boolean {
  if (may(actor, 'edit-facts', { of: 'school' })) return true
  if (whom === null || !may(actor, 'edit-facts')) return false
  const isSame = (a: string | undefined, b: string) => a !== undefined && canonical(a) === canonical(b)
  if (whom.class !== undefined) {
    const meant = classes.filter(
      c => isSame(whom.class, c.name) && (whom.college === undefined || isSame(whom.college, c.college)),
    )
    return meant.length > 0 && meant.every(unit => may(actor, 'edit-facts', { of: 'class', ...unit }))
  }
  if (whom.counselor !== undefined)
    return isSame(whom.counselor, actor.number ?? '') || isSame(whom.counselor, actor.name)
  return whom.college !== undefined && may(actor, 'edit-facts', { of: 'college', college: whom.college })
}

/** Whether a value for a part of the school says anything of people in somebody's care: it does unless it names a class or a college that is elsewhere. */
export function concerns(actor: Identity, whom: ForWhom, theirs: readonly ClassRef[]): boolean {
  if (actor.scope.some(part => part.of === 'school') || isTheirPart(actor, whom, theirs)) return true
  const isOne = (said: string | undefined, names: readonly string[]) =>
    said === undefined || names.some(name => canonical(name) === canonical(said))
  const colleges = theirs.map(c => c.college)
  const isOwn = whom.counselor === undefined || actor.role !== 'counselor'
  return (
    isOwn &&
    isOne(
      whom.class,
      theirs.map(c => c.name),
    ) &&
    isOne(whom.college, colleges)
  )
}

/** What a field is taken back to. */
async function valuesShipped(ground: EditingGround, key: string): Promise<SetValues> {
  const { layer } = await standingContent(ground)
  return valuesSet(ground.rules.lay(layerWith(layer, { kind: 'field', key }, null)).knowledge.school, key)
}
