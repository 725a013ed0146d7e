import type { Ids } from '../core/clock.ts'
import type { Identity } from '../core/roster.ts'
import type { AuditLine } from '../core/turn.ts'
import type { Act, Outcome } from '../office/outcome.ts'
import { type Deed, saveAudit } from './audit.ts'
import { saveOfficeEffect } from './office-effects.ts'
import type { Database } from './open.ts'
import { readsIn } from './reads.ts'

/** An act with everything that it is given, and who does it through what. */
export interface Performance<Rules, Input, What, Why> {
  act: Act<Rules, Input, What, Why>
  rules: Rules
  actor: Identity
  input: Input
  deed: Deed
  ids: Ids
  /** Whether a line of the audit log says something new; each does where this is left out. */
  isNew?: ((line: AuditLine) => boolean) | undefined
}

/** Does an act that only looks, outside of any transaction, so that nobody waits for the database; nothing that it comes to is saved. */
export function look<Rules, Input, What, Why>(
  { db }: Pick<Database, 'db'>,
  {
    act,
    rules,
    actor,
    input,
    at,
    ids,
  }: Pick<Performance<Rules, Input, What, Why>, 'act' | 'rules' | 'actor' | 'input' | 'ids'> & { at: Date },
): Promise<Outcome<What, Why>> {
  return act({ read: readsIn(db, at), rules, now: at, draw: () => ids.next() }, actor, input)
}

/** Does an act that no message asked for: what it reads, what it changes and its line of the audit log are one transaction. */
export async function perform<Rules, Input, What, Why>(
  database: Database,
  { act, rules, actor, input, deed, ids, isNew = () => true }: Performance<Rules, Input, What, Why>,
): Promise<Outcome<What, Why>> {
  const outcome = await database.transact(async db => {
    const now = new Date(deed.at)
    const ground = { read: readsIn(db, now), rules, now, draw: () => ids.next() }
    const outcome = await act(ground, actor, input)
    if ('done' in outcome)
      for (const effect of outcome.effects) await saveOfficeEffect(db, effect, { ids, at: deed.at })
    if (outcome.audit && isNew(outcome.audit)) await saveAudit(db, outcome.audit, deed)
    return outcome
  })
  if ('done' in outcome && outcome.effects.some(e => e.do === 'save-content')) await database.contentSaved()
  return outcome
}
