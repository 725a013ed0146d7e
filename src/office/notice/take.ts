import { canonical } from '../../content/names.ts'
import { fill } from '../../content/words.ts'
import type { Identity } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import { type SetValues, valuesSet } from '../../knowledge/layer/written.ts'
import type { ForWhom } from '../../knowledge/school.ts'
import { whomText } from '../../knowledge/values.ts'
import { saveField } from '../content/fields.ts'
import type { EditOutcome, EditRefusal } from '../content/ground.ts'
import { withPart } from '../content/parts.ts'
import type { Refused } from '../outcome.ts'
import { whomSaid } from '../people/published.ts'
import { type DecidedOn, numbersSaid, toDecide } from './deciding.ts'
import { citationOf, type NoticeGround, noticeRefused } from './ground.ts'
import { partsMeant } from './scope.ts'

/** A value of a notice that somebody takes: as it stands, or (`as`) with another value or for another part. */
export interface TakenValue {
  n: number
  /** The version of the fact that they saw. */
  basedOn: number
  as?: { value: string; part: ForWhom | null } | undefined
}

/** What somebody takes of a notice. */
export interface Taking {
  id: string
  of: readonly TakenValue[]
}

/** One value that is to be set: for whom, from what, to what. */
export interface ChangeAhead {
  key: string
  label: string
  part: ForWhom | null
  from: string | null
  to: string
}

/** A fact as it is to be set by proposals. */
export interface FieldAhead {
  key: string
  set: SetValues
  basedOn: number
  proposals: { proposal: DecidedOn; value: string; isChanged: boolean }[]
  changes: ChangeAhead[]
  source: string
}

/** What taking these values sets: one fact after the other, each with all that is taken for it; refused where one may not be taken so. */
export async function fieldsAhead(
  ground: NoticeGround,
  actor: Identity,
  { id, of }: Taking,
): Promise<FieldAhead[] | Refused<EditRefusal>> {
  const found = await toDecide(ground, actor, { id, ns: of.map(one => one.n) })
  if ('refused' in found) return found
  const { intake, content } = ground.rules
  const { school } = content.knowledge
  const ahead = new Map<string, FieldAhead>()
  for (const proposal of found.proposals) {
    const { what } = proposal
    const taken = of.find(one => one.n === proposal.n)!
    const field = what.field === null ? undefined : school.general.get(what.field)
    if (!field) return noticeRefused(ground, 'noField')
    const parts = taken.as ? [taken.as.part] : what.kind === 'value' ? partsMeant(what) : null
    if (parts === null || (of.length > 1 && what.doubt !== null)) return noticeRefused(ground, 'needsLook')
    const { key, label } = field
    const value = taken.as?.value.trim() ?? what.value
    const source = citationOf(found.notice, what.clause, intake.says)
    const one = ahead.get(key) ?? {
      ...{ key, basedOn: taken.basedOn, set: valuesSet(school, key), proposals: [], changes: [], source },
    }
    ahead.set(key, one)
    for (const part of parts) {
      if (one.changes.some(other => isSamePart(other.part, part) && other.to !== value))
        return noticeRefused(ground, 'twice')
      const from = valueFor(one.set, part)
      // What replaces something that was set is looked at by itself.
      if (of.length > 1 && from !== null && from !== value) return noticeRefused(ground, 'needsLook')
      one.changes.push({ key, label, part, from, to: value })
      one.set = withPart(one.set, { part, value, source })
    }
    one.proposals.push({ proposal, value, isChanged: taken.as !== undefined && isOtherwise(taken.as, proposal) })
  }
  return [...ahead.values()]
}

const isSamePart = (one: ForWhom | null, other: ForWhom | null) =>
  canonical(whomText(one ?? {})) === canonical(whomText(other ?? {}))

const valueFor = ({ value, values }: SetValues, part: ForWhom | null) =>
  part === null ? value : (values.find(set => isSamePart(set.for, part))?.value ?? null)

/** Whether a value is taken with other words, or for others, than the notice has it. */
function isOtherwise({ value, part }: NonNullable<TakenValue['as']>, { what }: DecidedOn): boolean {
  const [only, ...others] = partsMeant(what) ?? []
  const isForSame = only !== undefined && others.length === 0 && isSamePart(only, part)
  return what.kind !== 'value' || value.trim() !== what.value || !isForSame
}

/** Sets the facts that proposals are of, with the notice and clause as their source, and notes that they were taken: all of them, or none. */
export async function takeValues(
  ground: NoticeGround,
  actor: Identity,
  taking: Taking,
): Promise<EditOutcome<{ says: string; warnings: readonly string[] }>> {
  const ahead = await fieldsAhead(ground, actor, taking)
  if ('refused' in ahead) return ahead
  const { intake, words, content } = ground.rules
  const { says } = intake
  const effects: OfficeEffect[] = []
  const warnings: string[] = []
  let isNew = false
  for (const { key, set, basedOn, proposals, source } of ahead) {
    const why = fill(says.why, { source })
    const came = await saveField(ground, actor, { key, ...set, why, basedOn })
    if ('refused' in came && came.refused.why !== 'same') return came
    const version = 'refused' in came ? null : came.done.version
    if ('done' in came) {
      isNew = true
      effects.push(...came.effects)
      warnings.push(...came.done.warnings)
    }
    const of = proposals.map(({ proposal: { n, duties }, value, isChanged }) => {
      const taken = { as: 'field' as const, value, field: key, version, duties }
      return { n, state: isChanged ? ('changed' as const) : ('accepted' as const), taken, by: actor.number }
    })
    effects.push({ do: 'settle-proposals', id: taking.id, of })
  }
  const all = ahead.flatMap(one => one.proposals.map(p => p.proposal))
  const [first] = ahead.flatMap(one => one.changes)
  const whom = first!.part === null ? words.wholeSchool : whomSaid(first!.part, content.knowledge.phrases.circles)
  const change = { name: first!.label, whom, from: first!.from ?? says.unset, to: first!.to }
  const told =
    all.length > 1 ? fill(says.takenMany, { count: all.length }) : fill(says.taken, { what: fill(says.change, change) })
  return {
    done: { says: isNew ? told : says.takenSame, warnings },
    effects,
    audit: { act: 'take-notice', detail: `${numbersSaid(taking.id, all)} field ${ahead.map(a => a.key).join(',')}` },
  }
}
