import type { Kysely } from 'kysely'
import type { Ids } from '../core/clock.ts'
import type { DeskEffect, DeskReads, Review } from '../core/desk.ts'
import type { Picture } from '../core/update.ts'
import {
  approveSubmission,
  contributionReads,
  dropPick,
  putSubmission,
  returnSubmission,
  reviewSubmission,
  savePick,
} from './desk/contributions.ts'
import {
  addToHandoff,
  answerHandoff,
  askProgress,
  finishHandoff,
  handoffReads,
  lyingHandoffs,
  putHandoff,
  reopenHandoff,
  takeHandoff,
} from './desk/handoffs.ts'
import { followUp, recordReads } from './desk/records.ts'
import { classOfRow } from './desk/unit.ts'
import { isOwner } from './people/owner.ts'
import type { Tables } from './schema.ts'

/** What staff read of the desk: people who asked for them, contributions to look at, open questions, ratings; `at` is now. */
export function deskReads(db: Kysely<Tables>, at: number): DeskReads {
  return {
    ...handoffReads(db, at),
    ...contributionReads(db, at),
    ...recordReads(db),
    async reviews() {
      const rows = await reviewRows(db).where('state', '=', 'review').orderBy('submission.at').execute()
      const sharing = rows.length > 0 ? await holdersOfPictures(db) : new Map<string, string[]>()
      return rows.map(row => reviewOf(row, sharing))
    },
    unanswered: most => openQuestions(db, most),
    async questions() {
      const { count } = await db
        .selectFrom('unanswered')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('ended_at', 'is', null)
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    lying: async () => ({ handoffs: await lyingHandoffs(db), reviews: await lyingReviews(db) }),
    ratings: () => ratingsByEntry(db),
  }
}

/** Questions without an answer, those asked most often first. */
async function openQuestions(db: Kysely<Tables>, most: number) {
  const rows = await db
    .selectFrom('unanswered')
    .select(['question', 'times', 'nearest', 'first_at', 'last_at'])
    .where('ended_at', 'is', null)
    .orderBy('times', 'desc')
    .orderBy('last_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(({ question, times, nearest, first_at, last_at }) => ({
    question,
    times,
    nearest: nearest.split(' ').filter(Boolean),
    firstAt: first_at,
    lastAt: last_at,
  }))
}

/** How entries were rated, the most useless first. */
async function ratingsByEntry(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom('rating')
    .select(['entry', eb => eb.fn.sum<number>('useful').as('useful'), eb => eb.fn.countAll<number>().as('all')])
    .groupBy('entry')
    .execute()
  return rows
    .map(({ entry, useful, all }) => ({ entry, useful: Number(useful), useless: Number(all) - Number(useful) }))
    .sort((a, b) => b.useless - a.useless || a.entry.localeCompare(b.entry))
}

/** Saves what staff changed on the desk. */
export async function saveDeskEffect(
  db: Kysely<Tables>,
  effect: DeskEffect,
  saving: { ids: Ids; at: number },
): Promise<void> {
  switch (effect.do) {
    case 'take-handoff':
      return takeHandoff(db, effect, saving.at)
    case 'answer-handoff':
      return answerHandoff(db, effect, saving)
    case 'add-to-handoff':
      return addToHandoff(db, effect)
    case 'ask-progress':
      return askProgress(db, effect, saving.at)
    case 'finish-handoff':
      return finishHandoff(db, effect, saving.at)
    case 'reopen-handoff':
      return reopenHandoff(db, effect)
    case 'put-handoff':
      return putHandoff(db, effect, saving.at)
    case 'approve-submission':
      return approveSubmission(db, effect)
    case 'review-submission':
      return reviewSubmission(db, effect)
    case 'put-submission':
      return putSubmission(db, effect)
    case 'return-submission':
      return returnSubmission(db, effect, saving)
    case 'pick':
      return savePick(db, effect)
    case 'unpick':
      return dropPick(db, effect)
    case 'follow-up':
      return followUp(db, effect, saving.at)
  }
}

const reviewRows = (db: Kysely<Tables>) =>
  db
    .selectFrom('submission')
    .leftJoin('roster', j => j.on(isOwner('submission.person')))
    .select(['submission.number', 'flow', 'answers', 'submission.at', 'college', 'class_name'])

/** Since when and in which class contributions wait for somebody to look at them. */
async function lyingReviews(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom('submission')
    .leftJoin('roster', j => j.on(isOwner('submission.person')))
    .select(['roster.college', 'roster.class_name', 'submission.at'])
    .where('state', '=', 'review')
    .execute()
  return rows.map(({ college, class_name, at }) => ({ unit: classOfRow(college, class_name), at }))
}

type ReviewRow = Awaited<ReturnType<ReturnType<typeof reviewRows>['execute']>>[number]

function reviewOf(
  { number, flow, answers, at, college, class_name }: ReviewRow,
  sharing: ReadonlyMap<string, string[]>,
): Review {
  const written = Object.values(JSON.parse(answers) as Record<string, unknown>).filter(a => typeof a === 'string')
  const others = picturesIn(answers).flatMap(hash => sharing.get(hash) ?? [])
  return {
    number,
    unit: classOfRow(college, class_name),
    flow,
    text: written.join(' / '),
    samePictures: [...new Set(others)].filter(other => other !== number),
    at,
  }
}

/** The hashes of the pictures in saved answers. */
function picturesIn(answers: string): string[] {
  const values = Object.values(JSON.parse(answers) as Record<string, unknown>)
  return values.flatMap(value => (Array.isArray(value) ? value.flatMap(p => (p as Picture).hash ?? []) : []))
}

/** For each picture, by the hash of its content, the contributions that hold it. */
async function holdersOfPictures(db: Kysely<Tables>): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('submission')
    .select(['number', 'answers'])
    .where('answers', 'like', '%"hash"%')
    .where('state', '!=', 'withdrawn')
    .execute()
  const holders = new Map<string, string[]>()
  for (const { number, answers } of rows)
    for (const hash of picturesIn(answers)) holders.set(hash, [...(holders.get(hash) ?? []), number])
  return holders
}
