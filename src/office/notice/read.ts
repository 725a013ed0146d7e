import type { RosterReads } from '../../core/roster.ts'
import type { School } from '../../knowledge/school.ts'
import type { CompileGround } from '../../notice/compile.ts'
import { type FileTools, type ReadFile, readNoticeFile } from '../../notice/files/file.ts'
import { documentOfSheets } from '../../notice/files/rows.ts'
import type { NoticeField } from '../../notice/proposal.ts'
import { decodings } from '../people/list/csv.ts'
import { isOverfull } from '../people/list/unpacked.ts'

/** Reads the file of a notice: docx, pdf, xlsx or text. Never throws. Nothing of what reads documents is loaded before. */
export async function readNotice(bytes: Uint8Array, name: string): Promise<ReadFile> {
  const { readSheets } = await import('../people/list/sheet.ts')
  const tools: FileTools = {
    decodings,
    isOverfull,
    tables(bytes) {
      const { sheets } = readSheets(bytes, () => true)
      if (!sheets) return null
      const shown = sheets.filter(sheet => !sheet.isHidden)
      return documentOfSheets(shown.map(s => s.rows.map(row => Array.from(row.cells, cell => cell?.text ?? ''))))
    },
  }
  return readNoticeFile(bytes, name, tools)
}

/** What a notice may speak of: the school's facts with what is set (examples are nothing that is set), and its names. */
export function noticeGround(
  school: School,
  homes: Awaited<ReturnType<RosterReads['places']>>,
): Pick<CompileGround, 'fields' | 'names'> {
  const fields = [...school.general.values()].map(({ key, label, type, value, isSample }): NoticeField => {
    const special = (school.specials.get(key) ?? []).filter(one => !one.isSample)
    const general = value === null || isSample ? [] : [{ for: {}, value }]
    return { key, label, type, values: [...special.map(s => ({ for: s.for, value: s.value })), ...general] }
  })
  const unique = (names: readonly string[]) => [...new Set(names)].filter(name => name !== '')
  return {
    fields,
    names: {
      campuses: school.campuses.map(campus => campus.name),
      colleges: unique([...school.campuses.flatMap(c => c.colleges), ...homes.map(home => home.whose.college)]),
      buildings: unique(school.sites.map(site => site.building)),
      classes: unique(homes.map(home => home.whose.className)),
    },
  }
}
