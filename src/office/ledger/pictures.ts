import type { Identity } from '../../core/roster.ts'
import type { OfficeEffect } from '../../core/turn.ts'
import type { ReportPicture } from '../../core/work/ledger.ts'
import { masked } from '../../safety/mask.ts'
import { picturesOfContribution } from '../desk/contributions.ts'
import { oneRecord } from '../desk/records.ts'
import { may } from '../rights.ts'
import type { Material } from './gather.ts'
import { type LedgerGround, type LedgerOutcome, refusedLedger } from './ground.ts'

/** The longest caption. */
export const longestPictureWords = 60

/** A picture of a record, and whether it was chosen for the report. */
export interface PictureToChoose {
  number: string
  /** CountedEvidence from 1. */
  n: number
  title: string
  day: string
  url: string
  chosen: ReportPicture | null
}

/** The pictures of records that somebody sees, those of the latest day first. */
export function picturesToChoose({ records, chosen }: Pick<Material, 'records' | 'chosen'>): PictureToChoose[] {
  const found = records.flatMap(({ record, title, day }) =>
    picturesOfContribution(record).map(({ url }, at) => {
      const n = at + 1
      const { number } = record
      return { number, n, title, day, url, chosen: chosen.find(c => c.number === number && c.n === n) ?? null }
    }),
  )
  return found.sort((a, b) => b.day.localeCompare(a.day) || a.number.localeCompare(b.number) || a.n - b.n)
}

/** Which picture is meant: of which record, and the how manyth of it (from 1). */
interface PictureAsked {
  number: string
  n: number
}

/**
 * Lets a picture of a record into the report, with words below it: only where whoever chooses it says that everybody who can be recognised in it agreed to be
 * shown. `before` is what stood there.
 */
export const choosePicture = (
  ground: LedgerGround,
  actor: Identity,
  { caption, hasConsent, ...asked }: PictureAsked & { caption: string; hasConsent: boolean },
) =>
  onPicture(ground, actor, asked, before => {
    if (!hasConsent) return refusedLedger(ground, 'consent')
    const words = masked(caption.trim()).slice(0, longestPictureWords)
    const says = ground.rules.ledger.notes[before ? 'captioned' : 'chosen']
    return done(says, before, { do: 'choose-report-picture', picture: { ...asked, caption: words } })
  })

/** Takes a picture out of the report. */
export const leavePicture = (ground: LedgerGround, actor: Identity, asked: PictureAsked) =>
  onPicture(ground, actor, asked, before =>
    done(ground.rules.ledger.notes.left, before, { do: 'leave-report-picture', ...asked }),
  )

const done = (
  says: string,
  before: ReportPicture | null,
  effect: Extract<OfficeEffect, { do: 'choose-report-picture' | 'leave-report-picture' }>,
): LedgerOutcome<{ says: string; before: ReportPicture | null }> => {
  const { number, n } = effect.do === 'choose-report-picture' ? effect.picture : effect
  const act = effect.do === 'choose-report-picture' ? 'choose-picture' : 'leave-picture'
  return { done: { says, before }, effects: [effect], audit: { act, detail: `${number} ${n}` } }
}

/** Only of records that whoever acts may see. */
async function onPicture(
  ground: LedgerGround,
  actor: Identity,
  { number, n }: PictureAsked,
  go: (before: ReportPicture | null) => LedgerOutcome<{ says: string; before: ReportPicture | null }>,
): Promise<LedgerOutcome<{ says: string; before: ReportPicture | null }>> {
  const tried = `picture ${number}`
  if (!may(actor, 'make-report')) return refusedLedger(ground, 'noRight', { tried })
  const seen = await oneRecord({ ...ground, rules: ground.rules.contributions }, actor, { number })
  const isThere = 'done' in seen && picturesOfContribution(seen.done.view.record)[n - 1] !== undefined
  if (!isThere) return refusedLedger(ground, 'picture', { tried: seen.audit?.act === 'refused-desk' ? tried : null })
  const all = await ground.read.ledger.pictures()
  return go(all.find(one => one.number === number && one.n === n) ?? null)
}
