import { ledgerRulesOf } from '../../../bot/office.ts'
import { seeNotePicture } from '../../../office/ledger/notes.ts'
import { makeReport } from '../../../office/ledger/report.ts'
import { termFiles } from '../../../reports/term/archive.ts'
import type { Download, Visit } from '../../desk.ts'
import { keptPicture } from '../../parts/gallery.ts'
import { unitAsked } from '../../parts/part.ts'

/** Whether what stands behind the page's address is a file. */
export const isReportFile = (item: string): boolean => /^(summary\.docx|archive\.zip|note\/[\w-]+)$/.test(item)

/** The report, the archive, or the picture of a note; null where there is none for whoever asks. */
export async function reportFile(visit: Visit): Promise<Download | null> {
  if (!isReportFile(visit.item)) return null
  const rules = ledgerRulesOf(visit.content)
  const [first, id] = visit.item.split('/')
  if (id !== undefined) {
    const came = await visit.act(seeNotePicture, rules, { id })
    const url = 'done' in came ? came.done.url : null
    return url === null ? null : keptPicture(visit, url, id)
  }
  const came = await visit.act(makeReport, rules, { unit: unitAsked(visit) })
  if ('refused' in came) return null
  const files = await termFiles(came.done.report, visit.desk.pictures.find)
  return first === 'summary.docx' ? files.word : files.archive
}
