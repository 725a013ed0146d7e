import type { Kysely } from 'kysely'
import type { Clock, Ids } from '../core/clock.ts'
import type { Effect, OfficeEffect } from '../core/turn.ts'
import type { Update } from '../core/update.ts'
import { saveAudit } from './audit.ts'
import { saveBroadcastEffect } from './broadcast/effects.ts'
import { saveCaseEffect } from './cases/effects.ts'
import { saveCaseWork } from './cases/work.ts'
import { saveDeskEffect, saveHandoff } from './desk.ts'
import { forget } from './forget.ts'
import { saveRosterEffect } from './people/binding.ts'
import { type Letter, putReply } from './post.ts'
import { saveReminderEffect } from './reminding.ts'
import type { Tables } from './schema.ts'
import { timerKey } from './timers.ts'

/** The turn that an effect belongs to. */
export interface Saving {
  update: Update
  /** Under whom the person's own matters are kept, see `ownerOf`. */
  owner: string
  /** Which of the turn's effects this is; part of its unique key. */
  n: number
  ids: Ids
  clock: Clock
}

/** Saves one effect of a turn, within the turn's transaction. */
export async function saveEffect(db: Kysely<Tables>, effect: Effect, saving: Saving): Promise<void> {
  const { update, owner: person, n, ids, clock } = saving
  const at = clock.now().getTime()
  switch (effect.do) {
    case 'say': {
      const { saying, chat = update.chat, toPerson, purpose = 'reply' } = effect
      const to = toPerson ? update.person.id : null
      await putReply(db, replyTo(update, { saying, chat, n, to, id: ids.next(), at: clock.now(), purpose }))
      return
    }
    case 'ask-counselor': {
      const nearest = effect.nearest.join(' ')
      await db
        .insertInto('unanswered')
        .values({ question: effect.question, times: 1, nearest, first_at: at, last_at: at })
        .onConflict(c =>
          c.column('question').doUpdateSet(eb => ({ times: eb('unanswered.times', '+', 1), nearest, last_at: at })),
        )
        .execute()
      return
    }
    case 'rate':
      await db
        .insertInto('rating')
        .values({ update_id: effect.update, person, entry: effect.entry, useful: effect.useful ? 1 : 0, at })
        .onConflict(c => c.doNothing())
        .execute()
      return
    case 'audit':
      return saveAudit(db, effect, { by: person, through: update.chat.id, at })
    case 'save-submission':
      return saveSubmission(db, effect, person)
    case 'withdraw-submission':
      await db
        .updateTable('submission')
        .set({ state: 'withdrawn' })
        .where('number', '=', effect.number)
        .where('person', '=', person)
        .execute()
      return
    case 'hand-off':
      return saveHandoff(db, effect, { update, owner: person, ids, at })
    case 'tag':
      await db
        .insertInto('tag')
        .values({ person, name: effect.name, value: effect.value, at, delete_at: endOf(effect, at) })
        .onConflict(c =>
          c.columns(['person', 'name']).doUpdateSet({ value: effect.value, at, delete_at: endOf(effect, at) }),
        )
        .execute()
      return
    case 'timer': {
      const later: Update = {
        ...update,
        id: `timer:${effect.run}:${effect.due}`,
        message: { text: '', images: [], mentioned: false, repliesToBot: false },
        timer: { run: effect.run },
      }
      const row = { person, chat: update.chat.id, update: JSON.stringify(later), due: effect.due }
      await db
        .insertInto('timer')
        .values({ key: timerKey(effect.run), ...row })
        .onConflict(c => c.column('key').doUpdateSet(row))
        .execute()
      return
    }
    case 'forget':
      return forget(db, effect, { update, owner: person, ids, at })
    case 'open-door': {
      const { id, says, frame, until } = effect
      const row = { id, says, frame: frame && JSON.stringify(frame), until }
      await db.insertInto('door').values(row).execute()
      return
    }
    case 'bind':
    case 'unbind':
    case 'bind-attempt':
    case 'issue-code':
    case 'bind-group':
    case 'void-code':
    case 'propose-group':
    case 'settle-group':
    case 'consent':
      return saveRosterEffect(db, effect, { update, owner: person, at })
    case 'open-scam':
    case 'join-scam':
    case 'open-crisis':
      return saveCaseEffect(db, effect, { update, owner: person, ids, at })
    case 'save-broadcast':
    case 'approve-broadcast':
    case 'end-broadcast':
    case 'recall-broadcast':
    case 'resend-broadcast':
    case 'confirm-broadcast':
    case 'claim-broadcast':
    case 'write-to':
    case 'mark-scam':
    case 'acknowledge-crisis':
    case 'mark-crisis':
    case 'finish-handoff':
    case 'approve-submission':
      return saveOfficeEffect(db, effect, { ids, at })
    case 'set-reminder':
    case 'cancel-reminder':
      return saveReminderEffect(db, effect, { person, handle: update.person.id, id: ids.next(), at })
  }
}

/** Saves what an act of the staff changes, within the transaction of the act; it belongs to no message. `at` is epoch milliseconds. */
export async function saveOfficeEffect(
  db: Kysely<Tables>,
  effect: OfficeEffect,
  saving: { ids: Ids; at: number },
): Promise<void> {
  switch (effect.do) {
    case 'finish-handoff':
    case 'approve-submission':
      return saveDeskEffect(db, effect)
    case 'mark-scam':
    case 'acknowledge-crisis':
    case 'mark-crisis':
      return saveCaseWork(db, effect, saving)
    default:
      return saveBroadcastEffect(db, effect, saving)
  }
}

/** When what is kept so many days from `at` on has to go. */
const endOf = ({ keepDays }: { keepDays: number }, at: number) => at + keepDays * 86_400_000

async function saveSubmission(
  db: Kysely<Tables>,
  { submission, keepDays }: Extract<Effect, { do: 'save-submission' }>,
  person: string,
): Promise<void> {
  const { number, flow, version, state, code, at, revisedAt } = submission
  const changing = {
    version,
    answers: JSON.stringify(submission.answers),
    state,
    code,
    revised_at: revisedAt,
    delete_at: endOf({ keepDays }, revisedAt ?? at),
  }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('submission')
    .values({ number, person, flow, at, ...changing })
    .onConflict(c => c.column('number').doUpdateSet(changing).where('submission.person', '=', person))
    .executeTakeFirstOrThrow()
  // Two people must never share a number: the turn is undone, and the next try draws another one.
  if (!numInsertedOrUpdatedRows) throw new Error('a receipt number was drawn twice')
}

/** What answers an update, as its `n`-th effect; its key lets it stand in the outbox once. */
export function replyTo({ id }: Update, { n, ...rest }: Omit<Letter, 'key' | 'answers'> & { n: number }) {
  return { ...rest, key: `reply:${id}:${n}`, answers: id }
}
