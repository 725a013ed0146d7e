import { fill } from '../../../content/words.ts'
import { anthology } from '../../../office/desk/anthology.ts'
import { seePicture } from '../../../office/desk/contributions.ts'
import type { Download, Visit } from '../../desk.ts'
import { keptPicture } from '../../parts/gallery.ts'
import { unitAsked } from '../../parts/part.ts'
import { workbook } from '../../parts/workbook.ts'
import { rulesFor } from './filter.ts'
import { weekIn } from './week.ts'
import type { ContributionWords } from './words.ts'

/** A picture of a contribution, the anthology, or what is chosen for a week. */
export async function contributionFile(visit: Visit, say: ContributionWords): Promise<Download | null> {
  const asked = /^picture\/([^/]+)\/(\d{1,2})$/.exec(visit.item)
  if (asked) return pictureFile(visit, { number: asked[1]!, n: Number(asked[2]) })
  if (visit.item === 'anthology.xlsx') return sheetFile(visit, say, null)
  return visit.item === 'week.xlsx' ? sheetFile(visit, say, weekIn(visit)) : null
}

async function pictureFile(visit: Visit, input: { number: string; n: number }): Promise<Download | null> {
  const came = await visit.act(seePicture, rulesFor(visit), input)
  if ('refused' in came) return null
  return keptPicture(visit, came.done.url, `${input.number}-${input.n}`)
}

async function sheetFile(
  visit: Visit,
  { sheet: words }: ContributionWords,
  week: string | null,
): Promise<Download | null> {
  const filter = week === null ? { flow: visit.query('flow'), unit: unitAsked(visit) } : { week }
  const came = await visit.act(anthology, rulesFor(visit), filter)
  if ('refused' in came) return null
  const rows = came.done.published.map((one, n) => [
    n + 1,
    ...[one.number, one.title, one.kind, one.text, one.signature ?? words.anonymous, one.caption],
    one.pictures.map(p => p.file).join('、'),
  ])
  const sheet = { name: week === null ? words.name : words.week, rows: [words.head, ...rows] }
  return workbook(week === null ? words.file : fill(words.weekFile, { week }), [sheet])
}
