import { fill } from '../../../content/words.ts'
import { saying } from '../../../core/delivery.ts'
import { signBroadcastLink } from '../../../office/broadcasts/link.ts'
import { exportTable } from '../../../office/broadcasts/manage.ts'
import { dayMs } from '../../../time/days.ts'
import type { Context, Decided } from '../../context.ts'
import { unknownVerdict } from '../../context.ts'
import { lineOf, toldOutcome } from '../told.ts'
import { groundOf } from './say.ts'

/** 导出 A07: the table of who confirmed, as a file that opens for a day; it holds only classes in the asker's care. */
export async function exportFile(context: Context, number: string): Promise<Decided> {
  const { turn, secret, broadcastWords: words } = context
  const outcome = await exportTable(groundOf(context), turn.who, { number })
  if ('refused' in outcome || secret === null) return toldOutcome(context, outcome)
  const until = turn.now.getTime() + dayMs
  const pass = signBroadcastLink({ for: 'report', broadcast: number, number: turn.who.number!, until }, secret)
  const files = [{ url: `/reports/${pass}.xlsx`, name: fill(words.exportName, { number }) }]
  const file = { ...saying(outcome.done.says), files }
  return {
    effects: [...lineOf(outcome.audit), { do: 'say', toPerson: true, saying: file }],
    verdict: unknownVerdict,
  }
}
