import { exportNames } from '../../../office/progress/missing.ts'
import { tableTime } from '../../../time/shown.ts'
import type { Download } from '../../desk.ts'
import { workbook } from '../../parts/workbook.ts'
import { type ProgressVisit, placeAsked, rulesForProgress, unitAt } from './asked.ts'
import { reachLabel } from './names.ts'

/** The names of an item as a workbook, for those who may see them; null for all else. */
export async function namesFile(page: ProgressVisit): Promise<Download | null> {
  const { visit, say } = page
  const item = /^([^/]+)\/export\.xlsx$/.exec(visit.item)?.[1]
  if (item === undefined) return null
  const isDone = visit.query('done') === '1'
  const input = { item, unit: unitAt(placeAsked(visit)), isDone }
  const came = await visit.act(exportNames, rulesForProgress(visit), input)
  if ('refused' in came) return null
  const { list } = came.done
  const { columns } = say.names
  const head = isDone
    ? [columns.number, columns.name, columns.college, columns.class, columns.doneAt]
    : [columns.number, columns.name, columns.college, columns.class, columns.stage, columns.reach, columns.told]
  const rows = list.groups.flatMap(({ label, people }) =>
    people.map(p => {
      const told = tableTime(p.told?.at ?? null, visit.zone)
      const who = [p.number, p.name, p.college, p.className]
      return isDone ? [...who, told] : [...who, label ?? '', reachLabel(page, p.reach), told]
    }),
  )
  const name = isDone ? say.export.fileDone : say.export.file
  return workbook(`${list.item.title.slice(0, 40)}-${name}`, [{ name, rows: [head, ...rows] }])
}
