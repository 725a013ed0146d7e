import { writeFile } from 'node:fs/promises'
import { withShell } from '../../app/shell.ts'
import { broadcastRulesOf } from '../../bot/office.ts'
import { broadcastNumberIn } from '../../core/broadcast.ts'
import { exportTable } from '../../office/broadcasts/manage.ts'
import { reportOf } from '../../office/broadcasts/report/report.ts'
import { actingAs } from '../actor.ts'
import { type Arguments, configFor, doneOf, misuse } from '../command.ts'
import { print } from '../print.ts'

/** Writes the table of who confirmed a broadcast as a workbook; returns the exit code. Throws a problem where it cannot. */
export const writeConfirmed = (values: Arguments['values'], named: string): Promise<number> =>
  withShell(configFor(values), async shell => {
    const { out } = values
    if (typeof out !== 'string' || !out.endsWith('.xlsx'))
      return misuse({
        where: '--out',
        what: '要写一个 .xlsx 文件名',
        cure: `farewell report ${named || 'A07'} --out A07.xlsx`,
      })
    const [actor, rules] = [await actingAs(shell, values), broadcastRulesOf(shell.content)]
    const number = broadcastNumberIn(named) ?? named
    const outcome = await shell.perform(exportTable, { rules, actor, input: { number } })
    const { broadcast, scope } = doneOf(outcome, { where: named || 'report', cure: 'farewell broadcast list' })
    await writeFile(out, await reportOf({ read: shell.read, rules }, broadcast, scope))
    print(`写好了：${out}`)
    return 0
  })
