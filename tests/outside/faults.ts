import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seeded } from '../bench/measure.ts'
import type { Bot } from './process.ts'

/** One end of the process: by which signal and when. */
export interface Kill {
  kind: (typeof killKinds)[number]
  /** Milliseconds after it serves, or after it was started; or how many lines of people have been shown since. */
  when: number
  /** Milliseconds until it is started again. */
  away: number
}

/** What ends the process: a moment by the clock, a line that was just shown, its own start, or the wish that it stop. */
export const killKinds = ['kill, any moment', 'kill, a line shown', 'kill, starting', 'stop (SIGTERM)'] as const

/** The same seed makes the same schedule. */
export function scheduleOf(seed: number, count: number): Kill[] {
  const draw = seeded(seed)
  return Array.from({ length: count }, (_, n) => {
    // Every kind is there in the shortest run; beyond it chance decides.
    const at = n < 4 ? [0.5, 0, 0.95, 0.8][n]! : draw()
    const kind = at < 0.4 ? killKinds[1] : at < 0.75 ? killKinds[0] : at < 0.9 ? killKinds[3] : killKinds[2]
    const reach = { 'kill, any moment': 1500, 'kill, a line shown': 40, 'kill, starting': 2500, 'stop (SIGTERM)': 1200 }
    return { kind, when: Math.floor(draw() * reach[kind]), away: Math.floor(draw() * 150) }
  })
}

/** A disk that can be filled and emptied while the bot runs. */
export interface Disk {
  name: string
  fill(): void
  free(): void
  /** Takes the disk away; the bot must be gone. */
  close(): void
}

/** A small file system of its own under the data folder; null where nothing may be mounted here. */
export function mountDisk(folder: string): Disk | null {
  const size = (bytes: number) => ['-o', `remount,size=${bytes}`, folder]
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512m,mode=700', 'farewell-outside', folder], { stdio: 'ignore' })
  } catch {
    return null // not root, or a container that may not mount
  }
  return {
    name: 'a small disk that is full',
    fill: () => shrink(folder, bytes => execFileSync('mount', size(bytes), { stdio: 'ignore' })),
    free: () => execFileSync('mount', size(2 ** 29)),
    close: () => execFileSync('umount', ['-l', folder]),
  }
}

/** Makes a file system as small as what is on it; it may grow meanwhile. */
function shrink(folder: string, to: (bytes: number) => void): void {
  for (let tries = 0; ; tries++) {
    const { bsize, blocks, bfree } = statfsSync(folder)
    try {
      to((blocks - bfree + tries) * bsize)
      return
    } catch (error) {
      if (tries > 20) throw error
    }
  }
}

/** A limit on the process under which no file takes a byte more; works for everybody where `prlimit` is. Null where it is not. */
export function limitFiles(bot: Bot): Disk | null {
  const limit = (soft: string) => execFileSync('prlimit', ['--pid', String(bot.pid), `--fsize=${soft}:`])
  try {
    execFileSync('prlimit', ['--version'])
  } catch {
    return null // no such program here
  }
  return { name: 'files that may not grow', fill: () => limit('0'), free: () => limit('unlimited'), close() {} }
}

/** A clock that can be moved under a running process. */
export interface MovableClock {
  /** Variables for the process that is to live by it. */
  env: Record<string, string>
  /** Puts it so many seconds beside the real one; the process sees that within two seconds. */
  move(seconds: number): void
}

/** A movable clock by Debian's `faketime`; null where that is not installed. Time that only goes forward is left alone, as in a real change. */
export function findClock(folder: string): MovableClock | null {
  const library = ['/usr/lib', ...foldersIn('/usr/lib')]
    .map(path => join(path, 'faketime/libfaketimeMT.so.1'))
    .find(existsSync)
  if (!library) return null
  const file = join(folder, 'clock')
  const move = (seconds: number) => writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}`)
  move(0)
  const env = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    FAKETIME_CACHE_DURATION: '1',
  }
  return { env, move }
}

const foldersIn = (path: string) =>
  readdirSync(path, { withFileTypes: true }).flatMap(d => (d.isDirectory() ? [join(path, d.name)] : []))
