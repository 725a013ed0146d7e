import { writeFile } from 'node:fs/promises'
import { withShell } from '../app/shell.ts'
import { broadcastRulesOf } from '../bot/office.ts'
import { broadcastNumberIn } from '../core/broadcast.ts'
import { exportTable } from '../office/broadcasts/manage.ts'
import { reportOf } from '../office/broadcasts/report/report.ts'
import { actingAs, asHelp, asOption } from './actor.ts'
import { type Command, configFor, dataHelp, dataOption, doneOf, misuse } from './command.ts'
import { print } from './print.ts'

/** The table of who confirmed a broadcast, as a workbook. */
export const reportCommand: Command = {
  name: 'report',
  usage: 'report A07 --out FILE.xlsx [--as NUMBER] [--data DIR]',
  summary: '一条发布的确认情况表（按班级、逐人、带时间），Excel 和 WPS 能打开',
  details: ['  --out FILE   写到哪个 .xlsx 文件', asHelp, dataHelp],
  options: { ...dataOption, ...asOption, out: { type: 'string' } },
  run: ({ values, positionals }) =>
    withShell(configFor(values), async shell => {
      const [named = ''] = positionals
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
    }),
}
