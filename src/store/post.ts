import type { Kysely } from 'kysely'
import { type Delivery, priorityOf, type Saying } from '../core/delivery.ts'
import { harmless, onOneLine } from '../core/text/harmless.ts'
import { prepared } from './prepared.ts'
import type { Tables } from './schema.ts'

/** What a delivery belongs to, where somebody asks for it again: by these columns, never by its key. */
export type Matter =
  /** A copy of a broadcast, of its first round (0) or a resend; `recipient` is the roster number, absent where a group is meant. */
  | { matter: 'broadcast'; about: string; round: number; recipient?: string }
  /** Staff who are told of a crisis, at one of its steps. */
  | { matter: 'crisis'; about: string; round: number }
  /** Staff who are told of a request for a person; of a report at one of its steps. */
  | { matter: 'handoff'; about: string; round?: number }
  /** What staff answered to a request for a person. */
  | { matter: 'answer'; about: string }
  /** One time of a reminder (`about` is its name or id): `round` is the instant. */
  | { matter: 'reminder'; about: string; round: number }
  /** What is told of an activity in one of its plannings (`round`). */
  | { matter: 'activity'; about: string; round: number }
  /** What staff remind somebody of, on the day that begins at `round`. */
  | { matter: 'left'; about: string; round: number; recipient: string }

/** What is to be sent: where, why, and as what it is found again. */
export interface Letter extends Pick<Delivery, 'id' | 'key' | 'purpose' | 'to' | 'at' | 'answers'> {
  chat: { id: string; channel: string; kind: 'private' | 'group' }
  saying: Saying
  of?: Matter
  /** Epoch milliseconds; at once where it is left out. */
  notBefore?: number
}

/** A row of the outbox as it begins to wait. */
export function waitingRow({ id, key, answers, of, chat, purpose, to, saying, at, notBefore = 0 }: Letter) {
  return {
    id,
    key,
    answers: answers ?? null,
    matter: of?.matter ?? null,
    about: of?.about ?? null,
    round: (of && 'round' in of ? of.round : null) ?? null,
    recipient: (of && 'recipient' in of ? of.recipient : null) ?? null,
    chat: chat.id,
    chat_kind: chat.kind,
    channel: chat.channel,
    purpose,
    priority: priorityOf[purpose],
    person: to,
    body: bodyOf(saying),
    at: at.getTime(),
    state: 'waiting' as const,
    not_before: notBefore,
  }
}

/** What is said, as it waits to leave: in it stand names and words of strangers, which do nothing but show. */
export function bodyOf({ text, choices, images, ...rest }: Saying): string {
  return JSON.stringify({
    ...rest,
    text: harmless(text),
    choices: choices.map(({ value, label }) => ({ value, label: onOneLine(label) })),
    images: images.map(image => ({ ...image, alt: onOneLine(image.alt) })),
  })
}

/** Puts something into the outbox, within a transaction; what stands there under its key already is left alone. */
export async function post(db: Kysely<Tables>, letter: Letter): Promise<void> {
  await db
    .insertInto('delivery')
    .values(waitingRow(letter))
    .onConflict(c => c.column('key').doNothing())
    .execute()
}

/** Puts a reply into the outbox: one that stands there is an error. The built query makes it cheap for the one reply of each turn. */
export const putReply = (db: Kysely<Tables>, reply: Letter & { answers: string }) => putWaiting(db, waitingRow(reply))

const putWaiting = prepared<ReturnType<typeof waitingRow>, unknown>((db, slot) =>
  db.insertInto('delivery').values({
    id: slot('id'),
    key: slot('key'),
    answers: slot('answers'),
    matter: slot('matter'),
    about: slot('about'),
    round: slot('round'),
    recipient: slot('recipient'),
    chat: slot('chat'),
    chat_kind: slot('chat_kind'),
    channel: slot('channel'),
    purpose: slot('purpose'),
    priority: slot('priority'),
    person: slot('person'),
    body: slot('body'),
    at: slot('at'),
    state: 'waiting',
    not_before: slot('not_before'),
  }),
)
