import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withShell } from '../../app/shell.ts'
import { makePictures } from '../../assets/pictures.ts'
import { makeReading } from '../../assets/reading.ts'
import { ledgerRulesOf } from '../../bot/office.ts'
import { folderIn } from '../../core/folders.ts'
import { makeReport } from '../../office/ledger/report.ts'
import { termFiles } from '../../reports/term/archive.ts'
import { actingAs } from '../actor.ts'
import { type Arguments, configFor, doneOf, misuse } from '../command.ts'
import { print } from '../print.ts'

/** Writes the term's report and the archive of all that supports it into a folder; returns the exit code. Throws a problem where it cannot. */
export async function writeTerm(values: Arguments['values']): Promise<number> {
  const { out, college } = values
  if (typeof out !== 'string' || out === '')
    return misuse({ where: '--out', what: '没有给目录', cure: 'farewell report --term --out 报送' })
  return withShell(configFor(values), async shell => {
    const [actor, rules] = [await actingAs(shell, values), ledgerRulesOf(shell.content)]
    const unit = typeof college === 'string' ? await collegeNamed(shell, college) : null
    const outcome = await shell.perform(makeReport, { rules, actor, input: { unit } })
    const { report } = doneOf(outcome, { where: 'report --term', cure: '用 --as 写一位老师的工号，或换一个学院' })
    const read = makeReading(makePictures(folderIn(shell.config.data, 'pictures')))
    const files = await termFiles(report, read)
    await mkdir(out, { recursive: true })
    for (const { name, bytes } of [files.word, files.archive]) {
      const path = join(out, name)
      await writeFile(path, bytes)
      print(`写好了：${path}`)
    }
    return 0
  })
}

/** A college that somebody on the roster belongs to. */
async function collegeNamed({ read }: Parameters<Parameters<typeof withShell>[1]>[0], college: string) {
  const classes = await read.roster.classes([{ of: 'college', college }])
  if (classes.length > 0) return { of: 'college' as const, college }
  return misuse({ where: '--college', what: `名册上没有“${college}”`, cure: '写名册上学院的全名' })
}
