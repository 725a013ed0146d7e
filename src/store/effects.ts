import type { Kysely } from 'kysely'
import type { CaseEffect } from '../core/case.ts'
import type { Clock, Ids } from '../core/clock.ts'
import type { ReminderEffect } from '../core/reminder.ts'
import type { RosterEffect } from '../core/roster.ts'
import type { Effect, OfficeEffect } from '../core/turn.ts'
import type { Update } from '../core/update.ts'
import { saveAudit } from './audit.ts'
import { saveCardEffect } from './cards/cards.ts'
import { saveCaseEffect } from './cases/effects.ts'
import { awaitAnswer, countQuestion } from './content/questions.ts'
import { saveHandoff } from './desk/handoffs.ts'
import { timerKey } from './flows/timers.ts'
import { forget } from './forget.ts'
import { saveJobWish } from './jobs/wishes.ts'
import { isOfficeEffect, saveOfficeEffect } from './office-effects.ts'
import { saveRosterEffect } from './people/binding.ts'
import { type Letter, putReply } from './post.ts'
import { saveReminderEffect } from './reminders/effects.ts'
import type { Tables } from './schema.ts'

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
export function saveEffect(db: Kysely<Tables>, effect: Effect, saving: Saving): Promise<void> {
  const now = { ...saving, at: saving.clock.now().getTime() }
  if (isOfficeEffect(effect)) return saveOfficeEffect(db, effect, now)
  const save = savers[effect.do] as Saver<TurnEffect['do']>
  return save(db, effect, now)
}

/** What only a turn may want done. */
type TurnEffect = Exclude<Effect, OfficeEffect>

/** The turn, and when it is (epoch milliseconds). */
type Now = Saving & { at: number }
/** An effect of one kind. */
type Of<D extends TurnEffect['do']> = Extract<TurnEffect, { do: D }>
/** How an effect of one kind is saved. */
type Saver<D extends TurnEffect['do']> = (db: Kysely<Tables>, effect: Of<D>, saving: Now) => Promise<void>

const toRoster = (db: Kysely<Tables>, effect: RosterEffect, saving: Now) => saveRosterEffect(db, effect, saving)
const toCases = (db: Kysely<Tables>, effect: CaseEffect, saving: Now) => saveCaseEffect(db, effect, saving)
const toReminders = (db: Kysely<Tables>, effect: ReminderEffect, { owner, update, ids, at }: Now) =>
  saveReminderEffect(db, effect, { person: owner, handle: update.person.id, id: ids.next(), at })

/** Every kind of effect of a turn alone, and who saves it. */
const savers: { [D in TurnEffect['do']]: Saver<D> } = {
  say: putSaying,
  'ask-counselor': (db, effect, { at }) => countQuestion(db, effect, at),
  'await-answer': (db, { question }, { owner, at }) => awaitAnswer(db, { person: owner, question, at }),
  rate: keepRating,
  audit: (db, line, { owner, update, at }) => saveAudit(db, line, { by: owner, through: update.chat.id, at }),
  'save-submission': (db, effect, { owner }) => saveSubmission(db, effect, owner),
  'withdraw-submission': withdrawSubmission,
  'hand-off': (db, effect, saving) => saveHandoff(db, effect, saving),
  tag: keepTag,
  timer: setTimer,
  forget: (db, effect, saving) => forget(db, effect, saving),
  'make-one-time-link': openOneTime,
  bind: toRoster,
  unbind: toRoster,
  'bind-attempt': toRoster,
  'void-code': toRoster,
  'propose-group': toRoster,
  consent: toRoster,
  'open-scam': toCases,
  'join-scam': toCases,
  'open-crisis': toCases,
  'set-reminder': toReminders,
  'cancel-reminder': toReminders,
  'keep-job-wish': (db, effect, saving) => saveJobWish(db, effect, saving),
  'drop-job-wishes': (db, effect, saving) => saveJobWish(db, effect, saving),
  'answer-card': (db, effect, { owner }) => saveCardEffect(db, effect, owner),
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
    reason: submission.reason ?? null,
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

async function putSaying(
  db: Kysely<Tables>,
  { saying, chat, toPerson, purpose = 'reply' }: Of<'say'>,
  { update, n, ids, clock }: Saving,
): Promise<void> {
  const to = toPerson ? update.person.id : null
  const where = { saying, chat: chat ?? update.chat, n, to, purpose }
  await putReply(db, replyTo(update, { ...where, id: ids.next(), at: clock.now() }))
}

async function keepRating(
  db: Kysely<Tables>,
  { update, entry, useful }: Of<'rate'>,
  { owner, at }: Now,
): Promise<void> {
  await db
    .insertInto('rating')
    .values({ update_id: update, person: owner, entry, useful: useful ? 1 : 0, at })
    .onConflict(c => c.doNothing())
    .execute()
}

async function withdrawSubmission(
  db: Kysely<Tables>,
  { number }: Of<'withdraw-submission'>,
  { owner }: Saving,
): Promise<void> {
  await db
    .updateTable('submission')
    .set({ state: 'withdrawn' })
    .where('number', '=', number)
    .where('person', '=', owner)
    .execute()
}

async function keepTag(db: Kysely<Tables>, { name, value, keepDays }: Of<'tag'>, { owner, at }: Now): Promise<void> {
  const row = { value, at, delete_at: endOf({ keepDays }, at) }
  await db
    .insertInto('tag')
    .values({ person: owner, name, ...row })
    .onConflict(c => c.columns(['person', 'name']).doUpdateSet(row))
    .execute()
}

async function setTimer(db: Kysely<Tables>, { run, due }: Of<'timer'>, { update, owner }: Saving): Promise<void> {
  const later: Update = {
    ...update,
    id: `timer:${run}:${due}`,
    message: { text: '', images: [], mentioned: false, repliesToBot: false },
    timer: { run },
  }
  const row = { person: owner, chat: update.chat.id, update: JSON.stringify(later), due }
  await db
    .insertInto('timer')
    .values({ key: timerKey(run), ...row })
    .onConflict(c => c.column('key').doUpdateSet(row))
    .execute()
}

async function openOneTime(db: Kysely<Tables>, { id, says, frame, until }: Of<'make-one-time-link'>): Promise<void> {
  await db
    .insertInto('door')
    .values({ id, says, frame: frame && JSON.stringify(frame), until })
    .execute()
}
