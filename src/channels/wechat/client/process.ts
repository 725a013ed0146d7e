/**
 * The process in which WeChat's unofficial client lives: `node process.ts ORDERS`, in the channel's folder, with an empty environment and a
 * channel to its parent. What the client may do to a process, it does to this one.
 */
import { flushCompileCache } from 'node:module'
import { exits, journalFolder, orders, type WechatFrame, wireCommand } from '../wire.ts'
import { makeBridge } from './bridge.ts'
import type { End } from './contain.ts'
import { endOnDefect } from './defects.ts'

const { endpoint, patienceMs } = orders.parse(JSON.parse(process.argv[2] ?? 'null'))
const saveEveryMs = 10 * 60_000

/** Resolves when the frame is with the system, so that it arrives even if this process dies next. */
const tell = (frame: WechatFrame) =>
  new Promise<void>(resolve => {
    if (!process.connected) return resolve()
    process.send!(frame, undefined, undefined, () => resolve())
  })
const exit = (how: keyof typeof exits) => process.exit(exits[how])

// A parent that is gone can neither hear nor stop us.
process.on('disconnect', () => exit('ended'))

try {
  await begin()
} catch (error) {
  if (!['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  await tell({ kind: 'trouble', what: 'not-installed' })
  exit('notInstalled')
}

async function begin(): Promise<void> {
  const [{ WechatyBuilder }, { makeContained }] = await Promise.all([import('wechaty'), import('./contain.ts')])
  flushCompileCache() // now: a killed process writes nothing
  // After the imports, which set handlers of their own.
  endOnDefect(exits.defect, () => tell({ kind: 'trouble', what: 'defect' }))
  const contained = makeContained({
    endpoint,
    patienceMs,
    journal: journalFolder,
    end,
    news: (what, id) => void tell(what === 'left' ? { kind: what, room: id } : { kind: what, contact: id }),
    changed: isWhole => bridge.tellDirectory(isWhole),
    trouble: what => void tell({ kind: 'trouble', what }),
  })
  const bot = WechatyBuilder.build({ name: 'farewell', puppet: contained.puppet })
  const bridge = makeBridge(bot, contained, { tell, exit })
  let isEnding = false

  function end(why: End, code: number): void {
    if (isEnding) return
    isEnding = true
    void settle(why, code).then(exit, () => exit('defect'))
  }
  async function settle(why: End, code: number): Promise<keyof typeof exits> {
    if (why === 'unreachable') return 'unreachable'
    await contained.forget()
    await tell({ kind: 'logout', reason: why === 'refused' ? 'refused' : 'server', code })
    return why === 'refused' ? 'unreachable' : 'loggedOut'
  }

  process.on('message', value => {
    const parsed = wireCommand.safeParse(value)
    if (parsed.success) void bridge.obey(parsed.data)
  })
  setInterval(() => contained.save().catch(() => tell({ kind: 'trouble', what: 'save-failed' })), saveEveryMs)
  await bot.start()
}
