import { fill } from '../../content/words.ts'
import type { Broadcast } from '../../core/broadcast.ts'
import type { Identity } from '../../core/roster.ts'
import type { AuditLine } from '../../core/turn.ts'
import type { Ground, Outcome, Refused } from '../outcome.ts'
import type { AudienceWords } from '../people/words.ts'
import { may, type Right } from '../rights.ts'
import type { BroadcastWords } from './words.ts'

/** What the acts on broadcasts go by. */
export interface BroadcastRules {
  words: BroadcastWords
  /** How audiences are named. */
  audience: AudienceWords
  /** Conversations that an audience may have finished or not, with what they are called and the tag that shows it. */
  flows: readonly { name: string; title: string; says: readonly string[]; mark?: string }[]
  zone: string
}

/** What an act on broadcasts stands on. */
export type BroadcastGround = Ground<BroadcastRules>

/** Why an act on a broadcast was refused; `says` tells people, with a cure. */
export interface BroadcastRefusal {
  why: keyof BroadcastWords['problems'] | 'audience'
  says: string
}

/** What an act on broadcasts came to; `says` tells whoever acted. */
export type BroadcastOutcome<What extends { says: string } = { says: string }> = Outcome<What, BroadcastRefusal>

/** The part of an audience that an act touches; all of the school where it names none. */
export const unitsMeant = ({ audience: { units } }: Pick<Broadcast, 'audience'>) =>
  units.length > 0 ? units : [{ of: 'school' as const }]

/** Whether someone may do this to everybody whom a broadcast means. */
export function covers(
  who: Pick<Identity, 'role' | 'scope'>,
  right: Right,
  broadcast: Pick<Broadcast, 'audience'>,
): boolean {
  const asked: Identity = { number: null, name: '', home: null, ...who }
  return unitsMeant(broadcast).every(unit => may(asked, right, unit))
}

/** Refuses in the words of `problems`. What somebody tried without the right to (`tried`) stands in the audit log. */
export function refused(
  { rules: { words } }: Pick<BroadcastGround, 'rules'>,
  why: keyof BroadcastWords['problems'],
  values: Record<string, string | number>,
  tried: string | null = null,
): Refused<BroadcastRefusal> {
  return { refused: { why, says: fill(words.problems[why], values) }, audit: tried === null ? null : attempted(tried) }
}

/** The line of the audit log about something that was refused. */
export const attempted = (tried: string): AuditLine => ({ act: 'broadcast-refused', detail: tried })

/** The name and office under which someone sends; `college` is empty for the school's own staff. */
export function senderOf(
  { words }: Pick<BroadcastRules, 'words'>,
  { number, name, college }: { number: string; name: string; college: string },
): Broadcast['sender'] {
  return { number, name, office: college === '' ? words.officeSchool : fill(words.office, { college }) }
}

/** Under whom someone acts; they are on the roster, or they would not have been allowed to. */
export async function senderFor({ read, rules }: BroadcastGround, actor: Identity): Promise<Broadcast['sender']> {
  const person = await read.roster.person(actor.number!)
  return senderOf(rules, { number: actor.number!, name: actor.name, college: person?.college ?? '' })
}
