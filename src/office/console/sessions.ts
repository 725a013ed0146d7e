import { type Identity, identityOf } from '../../core/roster.ts'
import type { ConsoleSession } from '../../core/work/console.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { isTheirStaff } from '../staff/theirs.ts'
import type { ConsoleGround, ConsoleOutcome } from './ground.ts'

/** Who is signed in: oneself, and the staff whom one looks after. */
export async function openSessions(
  ground: ConsoleGround,
  actor: Identity,
): Promise<ConsoleOutcome<{ sessions: ConsoleSession[] }>> {
  const all = await ground.read.console.sessions()
  const theirs = await Promise.all(all.map(one => mayEnd(ground, actor, one.number)))
  return shown({ sessions: all.filter((_, n) => theirs[n]) })
}

/** Ends a session: one's own, or one of the staff whom one looks after. Somebody else's and none at all are answered alike. */
export async function endSession(
  ground: ConsoleGround,
  actor: Identity,
  { id }: { id: string },
): Promise<ConsoleOutcome<{ number: string }>> {
  const session = (await ground.read.console.sessions()).find(one => one.id === id)
  if (!session || !(await mayEnd(ground, actor, session.number)))
    return { refused: 'unknown', audit: session ? { act: 'console-refused', detail: session.number } : null }
  return {
    done: { number: session.number },
    effects: [{ do: 'end-console-session', id }],
    audit: { act: 'console-sign-out', detail: session.number },
  }
}

async function mayEnd(ground: ConsoleGround, actor: Identity, number: string): Promise<boolean> {
  if (actor.number === number) return true
  const who = await ground.read.roster.person(number)
  const isStaff = who !== null && may(identityOf(who), 'use-console')
  return isStaff ? isTheirStaff(actor, 'manage-staff', who) : may(actor, 'manage-staff', { of: 'school' })
}
