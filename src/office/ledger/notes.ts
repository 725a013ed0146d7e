import { fill } from '../../content/words.ts'
import type { Identity, Unit } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import type { Picture } from '../../core/update.ts'
import type { DutyNote } from '../../core/work/ledger.ts'
import { masked } from '../../safety/mask.ts'
import { dayMs } from '../../time/days.ts'
import { isoDay } from '../../time/shown.ts'
import type { Done } from '../outcome.ts'
import { may } from '../rights.ts'
import { isCollegeWithin, type LedgerGround, type LedgerOutcome, refusedLedger } from './ground.ts'
import { dutiesOf } from './words.ts'

/** The longest note. */
export const longestNote = 500

/** What staff write of a duty. */
export interface NoteInput {
  duty: number
  /** The college that it is of; empty for the whole school, or for the only one in the writer's care. */
  college: string
  /** The day on which it took place, as `2027-06-12`. */
  day: string
  text: string
  /** A picture that was kept for the writer; null for none. */
  picture: Picture | null
  /** Whether everybody who can be recognised in it agreed to be shown. */
  hasConsent: boolean
}

/** The colleges of which somebody may write notes; the empty one is the whole school. */
export function collegesToNote({ scope }: Identity): string[] {
  return [...new Set(scope.map(part => (part.of === 'school' ? '' : part.college)))]
}

/** Notes something as evidence of a duty. Longer numbers in it are masked. */
export async function addNote(
  ground: LedgerGround,
  actor: Identity,
  { duty, college: said, day, text: written, picture, hasConsent }: NoteInput,
): Promise<LedgerOutcome<{ says: string; id: string }>> {
  const { rules, now, draw } = ground
  if (!may(actor, 'make-report')) return refusedLedger(ground, 'noRight', { tried: `note ${duty}` })
  if (!dutiesOf(rules.ledger).some(one => one.duty.number === duty)) return refusedLedger(ground, 'unknown')
  const own = collegesToNote(actor)
  const college = said === '' && own.length === 1 ? own[0]! : said
  const isTheirs = own.includes('') || own.includes(college)
  if (!isTheirs) return refusedLedger(ground, 'college', { tried: `note ${duty}` })
  const text = masked(written.trim())
  if (text.length < 2 || text.length > longestNote) return refusedLedger(ground, 'empty')
  if (!isPastDay(day, isoDay(now, rules.contributions.school.zone)))
    return refusedLedger(ground, 'day', { values: { day } })
  if (picture && !hasConsent) return refusedLedger(ground, 'consent')
  const id = draw()
  const at = now.getTime()
  const note = { id, duty, college, day, text, picture, by: actor.number, at }
  return {
    done: { says: fill(rules.ledger.notes.saved, { number: duty }), id },
    effects: [{ do: 'add-duty-note', note, until: keptUntil(ground, at) }],
    audit: { act: 'note-duty', detail: String(duty) },
  }
}

const isPastDay = (day: string, today: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && day <= today

const keptUntil = ({ rules }: Pick<LedgerGround, 'rules'>, at: number) => at + rules.keepDays * dayMs

/** Whether somebody may take a note away: who wrote it, and whoever looks after all of its college. */
export const isNoteTheirs = (actor: Identity, { by, college }: Pick<DutyNote, 'by' | 'college'>): boolean =>
  may(actor, 'make-report') &&
  ((by !== null && by === actor.number) || isCollegeWithin(college, actor.scope as readonly Unit[]))

/** A note counts no more; for a day it can be put back. */
export const removeNote = (ground: LedgerGround, actor: Identity, { id }: { id: string }) =>
  onNote(ground, actor, id, note => ({
    done: { says: ground.rules.ledger.notes.removed },
    effects: [{ do: 'hide-duty-note', id, isGone: true, until: ground.now.getTime() + dayMs } as const],
    audit: { act: 'remove-duty-note', detail: String(note.duty) },
  }))

/** Takes back that a note was written: nothing of it stays. */
export const unwriteNote = (ground: LedgerGround, actor: Identity, { id }: { id: string }) =>
  onNote(ground, actor, id, note => ({
    done: { says: ground.rules.ledger.notes.removed },
    effects: [{ do: 'drop-duty-note', id } as const],
    audit: { act: 'remove-duty-note', detail: String(note.duty) },
  }))

/** A note that was taken away counts again. */
export const restoreNote = (ground: LedgerGround, actor: Identity, { id }: { id: string }) =>
  onNote(ground, actor, id, note => ({
    done: { says: ground.rules.ledger.notes.restored },
    effects: [{ do: 'hide-duty-note', id, isGone: false, until: keptUntil(ground, note.at) } as const],
    audit: { act: 'restore-duty-note', detail: String(note.duty) },
  }))

/** The picture of a note, for whoever may see the note. */
export const seeNotePicture = (ground: LedgerGround, actor: Identity, { id }: { id: string }) =>
  onNote<{ says: string; url: string | null }>(ground, actor, id, note => ({
    done: { says: '', url: note.picture?.url ?? null },
    effects: [] as readonly OfficeEffect[],
    audit: { act: 'see-picture', detail: `note ${note.duty}` },
  }))

/** The same words whether there is no such note or it is not theirs. */
async function onNote<What extends { says: string }>(
  ground: LedgerGround,
  actor: Identity,
  id: string,
  go: (note: DutyNote) => Done<What>,
): Promise<LedgerOutcome<What>> {
  const note = await ground.read.ledger.note(id)
  if (note && isNoteTheirs(actor, note)) return go(note)
  return refusedLedger(ground, 'unknown', { tried: note ? `note ${note.duty}` : null })
}
