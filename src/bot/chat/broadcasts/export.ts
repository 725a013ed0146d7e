import { fill } from '../../../content/words.ts'
import type { Broadcast } from '../../../core/broadcast.ts'
import { saying } from '../../../core/delivery.ts'
import { signPass } from '../../../office/broadcasts/pass.ts'
import type { Context, Step } from '../../context.ts'
import { unknownVerdict } from '../../context.ts'

const dayMs = 86_400_000

/** 导出 A07: the table of who confirmed, as a file that opens for a day; it holds only classes in the asker's care. */
export function exportFile({ turn, secret, broadcastWords: words }: Context, { number }: Broadcast): Step {
  const until = turn.now.getTime() + dayMs
  const files =
    secret === null
      ? []
      : [
          {
            url: `/reports/${signPass({ for: 'report', broadcast: number, number: turn.who.number!, until }, secret)}.xlsx`,
            name: fill(words.exportName, { number }),
          },
        ]
  const text = saying(fill(words.exported, { number }))
  return {
    effects: [
      { do: 'audit', act: 'broadcast-exported', detail: number },
      { do: 'say', toPerson: true, saying: { ...text, files } },
    ],
    verdict: unknownVerdict,
  }
}
