import { systemClock } from '../app/system.ts'
import { makeDesk } from '../store/desk.ts'
import { openDatabase } from '../store/open.ts'
import { readsIn } from '../store/reads.ts'
import { actingAs, asHelp, asOption } from './actor.ts'
import { type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { complain, print, printJson, row } from './print.ts'

/** What waits for a counselor: people who asked for one, and contributions to be looked at. */
export const desk: Command = {
  name: 'desk',
  usage: 'desk [done NUMBER | approve NUMBER] [--as NUMBER] [--data DIR] [--json]',
  summary: '请老师跟进的事、等老师看的投稿；办完了标记掉',
  details: [
    '  done NUMBER      这件事跟进完了',
    '  approve NUMBER   这份投稿可以展示',
    asHelp,
    dataHelp,
    '  --json           以 JSON 输出',
  ],
  options: { ...dataOption, ...asOption, json: { type: 'boolean' } },
  async run({ values, positionals }) {
    const [act, number] = positionals
    const database = await openDatabase(configFor(values).data, { shared: true })
    try {
      const book = makeDesk(database)
      if (act === undefined) {
        const { unacknowledged } = await readsIn(database.db, systemClock.now()).cases.tally()
        // Whose they are and what was said is for the entitled alone.
        if (unacknowledged > 0)
          complain(`还有 ${unacknowledged} 件求助案件没有人确认：farewell cases --crisis --as 工号`)
        list({ handoffs: await book.handoffs(), reviews: await book.reviews() }, values.json === true)
        return 0
      }
      if ((act !== 'done' && act !== 'approve') || !number)
        return misuse({
          where: 'desk',
          what: `不认识“${positionals.join(' ')}”`,
          cure: 'farewell desk done H270601-ABCDE',
        })
      const acting = {
        by: (await actingAs({ read: readsIn(database.db, systemClock.now()) }, values)).number ?? undefined,
        at: systemClock.now(),
      }
      const marked = act === 'done' ? await book.finish(number, acting) : await book.approve(number, acting)
      if (marked === 'unknown') return misuse({ where: number, ...missing[act] })
      print(`${number} ${says[act][marked]}`)
      return 0
    } finally {
      await database.close()
    }
  },
}

const missing = {
  done: { what: '没有这件待跟进的事', cure: 'farewell desk 列出全部编号' },
  approve: { what: '没有这份等着看的投稿', cure: 'farewell desk 列出全部编号' },
}
const says = {
  done: { now: '已标记为跟进完。', before: '之前已经标记为跟进完了，没有再改。' },
  approve: { now: '可以展示了。', before: '之前已经可以展示了，没有再改。' },
}

type Book = ReturnType<typeof makeDesk>

function list(
  open: { handoffs: Awaited<ReturnType<Book['handoffs']>>; reviews: Awaited<ReturnType<Book['reviews']>> },
  asJson: boolean,
): void {
  if (asJson) {
    printJson(open)
    return
  }
  print(`请老师跟进 ${open.handoffs.length} 件：`)
  for (const { number, at, name, topic, urgency, text, how, mayContact } of open.handoffs)
    print(
      [
        row`  ${number}  ${at.toISOString()}  ${name}  ${topic}  ${urgency}  ${mayContact ? '可以联系' : '先不要联系'} ${how}`,
        row`      ${text}`,
      ].join('\n'),
    )
  print(`等老师看的投稿 ${open.reviews.length} 份：`)
  for (const { number, at, flow, text, samePictures } of open.reviews) {
    print([row`  ${number}  ${at.toISOString()}  ${flow}`, row`      ${text}`].join('\n'))
    if (samePictures.length > 0) print(`      同样的图片也在：${samePictures.join('、')}`)
  }
}
