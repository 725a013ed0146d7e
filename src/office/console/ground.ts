import { type Identity, identityOf } from '../../core/roster.ts'
import type { Ground, Outcome } from '../outcome.ts'
import type { Digest } from '../people/code.ts'
import { may } from '../rights.ts'

/** What the acts on ways into the console go by: how a token becomes what is kept of it. */
export interface ConsoleRules {
  digest: Digest
}

/** What an act on ways into the console stands on. */
export type ConsoleGround = Ground<ConsoleRules>

/** Why somebody was not let in, or may not let somebody in. */
export type ConsoleRefusal = 'noRight' | 'unknown' | 'used' | 'ended'

/** What an act on ways into the console came to. */
export type ConsoleOutcome<What> = Outcome<What, ConsoleRefusal>

/** The member of staff of a number, who may use the console; null for anybody else. */
export async function staffOfNumber({ read }: Pick<ConsoleGround, 'read'>, number: string): Promise<Identity | null> {
  const person = await read.roster.person(number)
  const identity = person && identityOf(person)
  return identity && may(identity, 'use-console') ? identity : null
}
