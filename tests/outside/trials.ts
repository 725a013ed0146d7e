import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from './client.ts'
import type { Street } from './errands.ts'
import * as errands from './errands.ts'
import type { Disk, Kill, MovableClock } from './faults.ts'
import type { Load } from './load.ts'
import type { Bot } from './process.ts'

/** Where faults happen. */
export interface Scene {
  bot: Bot
  street: Street
  load: Load
  clerk: Client
  /** Names what happens from now on. */
  name(kind: string): void
  /** How often pages were told 200, and how often 5xx. */
  told(): { taken: number; refused: number }
  /** How many own lines the pages have shown. */
  shown(): number
}

/** Notes that something did not go on. */
const fault = (
  { street: { journal, during } }: Scene,
  story: string,
  { who = '', kind = during() }: { who?: string; kind?: string } = {},
) => journal.breaches.push({ during: kind, what: 'left', who, story, line: null })

/** Waits until something holds, at most so long; false when it never did. */
async function eventually(holds: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  const until = performance.now() + ms
  while (!(await holds())) {
    if (performance.now() > until) return false
    await wait(50)
  }
  return true
}

/** Ends the process as planned and starts it again; returns the milliseconds from the start until it serves. */
export async function endAndStart(scene: Scene, { kind, when, away }: Kill): Promise<number> {
  const { bot } = scene
  scene.name(kind)
  if (kind === 'kill, starting') {
    await bot.end('SIGKILL')
    bot.launch()
    await wait(when)
  } else if (kind === 'kill, a line shown') {
    const from = scene.shown()
    await eventually(() => scene.shown() > from + when, 5000)
  } else await wait(when)
  const signal = kind === 'stop (SIGTERM)' ? 'SIGTERM' : 'SIGKILL'
  const { followed } = await bot.end(signal)
  if (!followed) fault(scene, 'the process did not follow SIGTERM')
  await wait(away)
  return bot.start()
}

/** How long the bot may take to see what has happened to it. */
const noticeMs = 20_000

/**
 * Fills the disk under a running bot and frees it again: meanwhile it refuses what it cannot keep, and says that it is not well; afterwards it
 * goes on by itself. What was told 200 meanwhile is judged with everything else. That health says so as well may take some seconds more: wait for
 * `isWell` before the next fault that is none of the clock's.
 */
export async function fillDisk(scene: Scene, disk: Disk): Promise<{ isWell: Promise<void> }> {
  const { bot } = scene
  scene.name(`disk: ${disk.name}`)
  const before = scene.told()
  bot.trouble(true)
  disk.fill()
  try {
    const isRefusing = await eventually(() => scene.told().refused > before.refused, noticeMs)
    if (!isRefusing) fault(scene, 'nothing could be kept, and nobody was told so with a 5xx')
    const isTold = await eventually(async () => (await bot.health()).state === 'failed', noticeMs)
    if (!isTold) fault(scene, `posts are refused, and health says “${(await bot.health()).state}”`)
  } finally {
    disk.free()
  }
  const full = scene.told()
  bot.trouble(false)
  if (!(await eventually(() => scene.told().taken > full.taken + 20, noticeMs)))
    fault(scene, 'there is room again, and nothing is taken')
  return { isWell: healthy(scene) }
}

async function healthy(scene: Scene): Promise<void> {
  const { bot, street } = scene
  const kind = street.during()
  const isWell = await eventually(async () => (await bot.health()).status === 200, noticeMs)
  if (!isWell) fault(scene, `there is room again, and health says “${(await bot.health()).state}”`, { kind })
}

/** What happens by itself must have happened so long after its time. */
const itselfMs = 20_000
const hour = 3600

/**
 * Moves the clock of a running bot back by an hour, forward, and back again, while nobody else speaks: what happens by itself goes on each time,
 * by the new clock, and nothing happens twice.
 */
export async function moveClock(scene: Scene, clock: MovableClock, { isShort }: { isShort: boolean }): Promise<void> {
  const { street, load } = scene
  await load.pause()
  const [one, two] = load.able()
  if (!one || !two) throw new Error('nobody is left who could be reminded')
  const far = await errands.remind(one, street, '30分钟后')
  scene.name('clock, an hour back')
  await moveTo(scene, clock, -hour)
  const near = await errands.remind(two, street)
  await published(scene)
  // By the new clock the time comes in two minutes at most; a short run takes them in one step.
  if (isShort) await moveTo(scene, clock, -hour + 121)
  await reminded(scene, near, isShort ? itselfMs : 121_000 + itselfMs)
  scene.name('clock, forward')
  await moveTo(scene, clock, hour)
  await reminded(scene, far, itselfMs)
  await published(scene)
  scene.name('clock, an hour back')
  await moveTo(scene, clock, 0)
  await published(scene)
  load.resume()
}

/** Moves the clock and waits until the bot shows the new time. */
async function moveTo({ clerk }: Scene, clock: MovableClock, seconds: number): Promise<void> {
  clock.move(seconds)
  const isMoved = await eventually(async () => {
    const { at } = JSON.parse((await clerk.call('/api/start')).bytes.toString()).clock
    return Math.abs(Date.parse(at) - Date.now() - seconds * 1000) < 5000
  }, 5000)
  if (!isMoved) throw new Error('the clock of the process could not be moved')
}

async function published(scene: Scene): Promise<void> {
  const { number, token } = await errands.publish(scene.clerk, scene.street)
  const isThere = () => scene.load.able().every(c => c.heard.some(line => line.text.includes(token)))
  if (!(await eventually(isThere, itselfMs)))
    fault(scene, `${number} stands still ${itselfMs / 1000} s after it was released`)
}

async function reminded(scene: Scene, { client, token, told }: Awaited<ReturnType<typeof errands.remind>>, ms: number) {
  const times = () => client.heard.filter(line => line.from === null && line.text.includes(token)).length
  // The answer that promises it holds the token too.
  if (!(await eventually(() => times() > 1, ms)))
    fault(scene, `the reminder of ${told} stands still`, { who: client.person.number })
}
