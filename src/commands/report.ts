import { writeFile } from 'node:fs/promises'
import { reportOf } from '../app/report.ts'
import { systemClock } from '../app/system.ts'
import { loadContent } from '../bot/content.ts'
import { numberIn } from '../core/broadcast.ts'
import { writeAudit } from '../store/audit.ts'
import { broadcastOf } from '../store/broadcast/record.ts'
import { openDatabase } from '../store/open.ts'
import { type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { print } from './print.ts'

/** The table of who confirmed a broadcast, as a workbook. */
export const report: Command = {
  name: 'report',
  usage: 'report A07 --out FILE.xlsx [--data DIR]',
  summary: '一条发布的确认情况表（按班级、逐人、带时间），Excel 和 WPS 能打开',
  details: ['  --out FILE   写到哪个 .xlsx 文件', dataHelp],
  options: { ...dataOption, out: { type: 'string' } },
  async run({ values, positionals }) {
    const config = configFor(values)
    const [named = ''] = positionals
    if (typeof values.out !== 'string' || !values.out.endsWith('.xlsx'))
      return misuse({
        where: '--out',
        what: '要写一个 .xlsx 文件名',
        cure: `farewell report ${named || 'A07'} --out A07.xlsx`,
      })
    const content = loadContent(config)
    const database = await openDatabase(config.data, { shared: true })
    try {
      const broadcast = await broadcastOf(database.db, numberIn(named) ?? named)
      if (!broadcast)
        return misuse({ where: named || 'report', what: '没有这个发布', cure: 'farewell broadcast list 列出全部编号' })
      await writeFile(values.out, await reportOf(database, broadcast, { scope: [{ of: 'school' }], content }))
      await writeAudit(database, { act: 'broadcast-exported', detail: broadcast.number }, systemClock.now())
      print(`写好了：${values.out}`)
      return 0
    } finally {
      await database.close()
    }
  },
}
