/**
 * Measures what reading group talk for alarms costs, as `docs/benchmarks.md` shows it: `node tests/bench/talk.ts`. The lines are those of
 * tests/content/safety; nobody speaks to the bot in them.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock, systemIds } from '../../src/app/system.ts'
import { loadContent } from '../../src/bot/content.ts'
import { scamInGroup } from '../../src/bot/safety/scam.ts'
import { contextOf, crisisIn, settingOf } from '../../src/bot/turn.ts'
import { freshMemory } from '../../src/core/memory.ts'
import { noReads } from '../../src/core/reads.ts'
import { nowhere, stranger } from '../../src/core/roster.ts'
import { freshChatState, freshSession } from '../../src/core/session.ts'
import type { Turn } from '../../src/core/turn.ts'
import type { Update } from '../../src/core/update.ts'
import { openDatabase } from '../../src/store/open.ts'
import { machine, median, percentile, seconds, table } from './measure.ts'
import { openSilent } from './silent.ts'

const folder = 'tests/content/safety'
const lines = readdirSync(folder)
  .filter(name => name.endsWith('.tsv'))
  .flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n'))
  .filter(line => line.trim() !== '' && !line.startsWith('#'))
  .map(line => line.split('\t').at(-1)!)
const content = loadContent({ knowledge: 'knowledge', flows: 'flows', zone: 'Asia/Shanghai' })

const talk = (n: number, text: string): Update => ({
  id: `bench:${n}`,
  chat: { id: `room/${n % 50}`, channel: 'fake', kind: 'group', title: '' },
  person: { id: `u${n % 997}`, name: '', role: 'student', privateChat: null },
  at: systemClock.now(),
  message: { text, images: [], mentioned: false, repliesToBot: false },
})

/** Milliseconds that each line takes to be read for both alarms: the median of five, so that a busy machine does not count. */
function readingTimes(): number[] {
  const times: number[][] = lines.map(() => [])
  for (let round = 0; round < 6; round++)
    for (const [n, text] of lines.entries()) {
      const update = talk(n, text)
      const turn: Turn = {
        update,
        session: freshSession(),
        chat: freshChatState(),
        memory: freshMemory(),
        now: update.at,
        who: stranger,
        whose: nowhere,
        read: noReads,
        requests: [],
        certificate: null,
        draw: systemIds.next,
      }
      const context = contextOf(turn, content, settingOf({ hearsCrisis: false }))
      const begun = seconds()
      crisisIn(content.safety, text)
      void scamInGroup(context)
      if (round > 0) times[n]!.push((seconds() - begun) * 1000)
    }
  return times.map(median)
}

/** Turns of plain group talk a second; `reads` is whether it is read for alarms. Only lines that raise none, so that the work is the same. */
async function turnsPerSecond(isRead: boolean): Promise<{ perSecond: number; cpu: number }> {
  const data = mkdtempSync(join(tmpdir(), 'farewell-bench-'))
  const database = await openDatabase(data)
  const caseWords = { ...content.caseWords, scam: { ...content.caseWords.scam, groups: isRead } }
  const heard = { ...content, caseWords }
  const { inbox } = await openSilent({ database, content: () => heard, setting: { hearsCrisis: isRead } })
  const plain = [
    '今晚谁去食堂',
    '快递到了帮我拿一下',
    '班长明天几点集合',
    '哈哈哈哈笑死',
    '有人看到我的水杯吗，蓝色的，放在二楼',
  ]
  const count = 6000
  let next = 0
  const sender = async () => {
    while (next < count) {
      const n = next++
      await inbox.update(talk(n, `${plain[n % plain.length]}${n}`))
    }
  }
  const begun = seconds()
  const before = process.cpuUsage()
  await Promise.all(Array.from({ length: 32 }, sender))
  const perSecond = count / (seconds() - begun)
  const { user, system } = process.cpuUsage(before)
  await database.close()
  rmSync(data, { recursive: true })
  return { perSecond, cpu: (user + system) / count / 1000 }
}

const times = readingTimes()
await turnsPerSecond(true)
const speeds: Record<'on' | 'off', { perSecond: number; cpu: number }[]> = { on: [], off: [] }
for (let round = 0; round < 3; round++) {
  speeds.off.push(await turnsPerSecond(false))
  speeds.on.push(await turnsPerSecond(true))
}
const ms = (value: number) => `${value.toFixed(3)} ms`
console.log(machine())
console.log(
  table([
    ['what', 'value'],
    [`reading one message (${lines.length} lines), median`, ms(median(times))],
    ['reading one message, p99', ms(percentile(times, 99))],
    ['reading one message, longest', ms(Math.max(...times))],
    ...(['off', 'on'] as const).flatMap(state => {
      const name = state === 'on' ? 'read' : 'not read'
      return [
        [`turns of group talk a second, ${name}`, median(speeds[state].map(v => v.perSecond)).toFixed(0)],
        [`processor time of a turn, ${name}`, ms(median(speeds[state].map(v => v.cpu)))],
      ]
    }),
  ]),
)
