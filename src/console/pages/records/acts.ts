import { contributionRulesOf } from '../../../bot/office.ts'
import { exportRecords, followUpRecord, seeRecordPicture } from '../../../office/desk/records.ts'
import type { Came, Download, Form, Visit } from '../../desk.ts'
import { keptPicture } from '../../parts/gallery.ts'
import { workbook } from '../../parts/workbook.ts'
import { filterIn } from './filter.ts'
import type { RecordPageWords } from './words.ts'

/** What was still to be done is done, or is not after all; each takes the other back. */
const following =
  (isDone: boolean) =>
  async (visit: Visit, form: Form): Promise<Came> => {
    const number = form.get('number')
    const came = await visit.act(followUpRecord, contributionRulesOf(visit.content), { number, isDone })
    if ('refused' in came) return { refused: came.refused.says }
    return { done: came.done.says, undo: { act: isDone ? 'open' : 'done', values: { number } } }
  }

/** What is done to records. */
export const recordActs = { done: following(true), open: following(false) }

/** A picture of a record, or the list as a workbook. */
export async function recordFile(visit: Visit, say: RecordPageWords): Promise<Download | null> {
  const asked = /^picture\/([^/]+)\/(\d{1,2})$/.exec(visit.item)
  if (asked) return pictureFile(visit, { number: asked[1]!, n: Number(asked[2]) })
  return visit.item === 'records.xlsx' ? sheetFile(visit, say) : null
}

async function pictureFile(visit: Visit, input: { number: string; n: number }): Promise<Download | null> {
  const came = await visit.act(seeRecordPicture, contributionRulesOf(visit.content), input)
  return 'done' in came ? keptPicture(visit, came.done.url, `${input.number}-${input.n}`) : null
}

async function sheetFile(visit: Visit, { sheet: words }: RecordPageWords): Promise<Download | null> {
  const came = await visit.act(exportRecords, contributionRulesOf(visit.content), filterIn(visit))
  if ('refused' in came) return null
  const sheets = came.done.sheets.map(({ flow, heading, rows }) => ({
    name: flow.title,
    rows: [
      [words.writer, ...heading, words.followed],
      ...rows.map(({ row, view: { record, follow } }) => [
        ...[record.writer.name, ...row],
        follow === '' ? '' : record.followedAt === null ? words.no : words.yes,
      ]),
    ],
  }))
  return workbook(words.file, sheets)
}
