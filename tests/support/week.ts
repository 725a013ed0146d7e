/** A week of a sample college: its roster and everything that is written in it, made by numbers that look random and are always the same. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { RosterPerson, Unit } from '../../src/core/roster.ts'
import { openDatabase } from '../../src/store/open.ts'
import { savePeople } from '../../src/store/people/roster.ts'
import { seeded } from '../bench/measure.ts'

export const college = '示例学院'

/** A line of a transcript, as `farewell replay` reads it. */
export interface Line {
  at: string
  from: string
  number?: string
  role?: string
  room?: string
  text: string
  image?: string
}

/** How large the college is. */
export interface Size {
  classes: number
  perClass: number
  counselors: number
}

const className = (n: number) => `${n + 1}班`
const room = (n: number) => `示例${n + 1}班毕业群`
const studentOf = (c: number, n: number) => `2023${String(c + 1).padStart(2, '0')}${String(n + 1).padStart(2, '0')}`

/** The roster: classes with a monitor each, counselors who share them, and two members of staff for the whole college. */
export function rosterOf({ classes, perClass, counselors }: Size): RosterPerson[] {
  const empty = { dorm: '', loan: '', counselor: '', scope: [], tags: [], left: '' as const }
  const students = Array.from({ length: classes * perClass }, (_, at): RosterPerson => {
    const [c, n] = [Math.floor(at / perClass), at % perClass]
    const role = n === 0 ? 'monitor' : 'student'
    const loan = n % 4 === 1 ? '生源地' : ''
    const name = `示例${n === 0 ? '班长' : '同学'}${c + 1}-${n + 1}`
    return { ...empty, number: studentOf(c, n), name, role, college, className: className(c), loan }
  })
  const scopeOf = (k: number): Unit[] =>
    Array.from({ length: classes }, (_, c) => c)
      .filter(c => c % counselors === k)
      .map(c => ({ of: 'class', college, name: className(c) }))
  const staff = Array.from({ length: counselors }, (_, k): RosterPerson => {
    const of = { ...empty, role: 'counselor' as const, college, className: '', scope: scopeOf(k) }
    return { ...of, number: `T${k + 1}`, name: `示例辅导员${k + 1}` }
  })
  const whole = ['D1', 'D2'].map((number, k): RosterPerson => {
    const scope: Unit[] = [{ of: 'college', college }]
    return { ...empty, number, name: `示例副书记${k + 1}`, role: 'college', college, className: '', scope }
  })
  return [...students, ...staff, ...whole]
}

/** Puts the roster and the class groups into a data folder. */
export async function fillFolder(folder: string, size: Size): Promise<void> {
  const database = await openDatabase(folder)
  await savePeople(database, rosterOf(size), new Date('2027-06-01T00:00:00Z'))
  await database.db
    .insertInto('group_class')
    .values(
      Array.from({ length: size.classes }, (_, c) => ({
        chat: `room/${room(c)}`,
        channel: 'replay',
        college,
        class_name: className(c),
        by: 'T1',
        at: 0,
      })),
    )
    .execute()
  await database.close()
}

/** Everything that is written in the week, in order. */
export function linesOf(size: Size): Line[] {
  const random = seeded(20270607)
  const lines: Line[] = []
  const students = rosterOf(size).filter(p => p.className !== '')
  /** Those who talk to the bot; the others are only in their class group. */
  const known = students.filter(() => random() < 0.85)
  const at = (day: number, time: string, seconds = 0) =>
    new Date(Date.parse(`2027-06-${String(6 + day).padStart(2, '0')}T${time}:00+08:00`) + seconds * 1000).toISOString()
  const say = (when: string, from: string, text: string, more: Partial<Line> = {}) => {
    const role = from.startsWith('T') ? 'counselor' : from.startsWith('D') ? 'college' : 'student'
    lines.push({ at: when, from, number: from, role, text, ...more })
  }
  const roomOf = (person: RosterPerson) => room(Number(person.className.replace('班', '')) - 1)
  /** A share of those who are meant confirms within so many minutes, half of them in the group. */
  const confirm = (
    day: number,
    time: string,
    how: { number: string; share: number; within: number; of?: string[] },
  ) => {
    for (const person of known) {
      if (how.of && !how.of.includes(person.className)) continue
      if (random() >= how.share) continue
      const seconds = 60 + Math.floor(random() * how.within * 60)
      const inGroup = random() < 0.5
      const text = random() < 0.3 ? `好的，收到${how.number}` : `收到 ${how.number}`
      say(at(day, time, seconds), person.number, text, inGroup ? { room: roomOf(person) } : {})
    }
  }
  const classesOf = (k: number) =>
    Array.from({ length: size.classes }, (_, c) => c)
      .filter(c => c % size.counselors === k)
      .map(className)

  // Monday: people say hello, and the first warning.
  for (const [n, person] of known.entries()) say(at(1, '08:00', n * 4), person.number, '你好')
  for (const staff of ['T1', 'T2', 'T3', 'D1', 'D2']) say(at(1, '08:50'), staff, '你好')
  say(
    at(1, '10:00'),
    'T1',
    '发布预警 诈骗预警 重要 给：我带的班 时间：现在 内容：有人冒充辅导员加微信收“毕业押金”，学校没有这项收费，别转账。',
  )
  say(at(1, '10:01'), 'T1', '发布')
  confirm(1, '10:02', { number: 'A01', share: 0.7, within: 200, of: classesOf(0) })
  say(at(1, '10:20'), students[2]!.number, '没收到', { room: room(0) })
  say(at(1, '10:21'), students[3]!.number, '收到了吗', { room: room(0) })
  say(at(1, '11:00'), students[1]!.number, '验证 A01')
  say(at(1, '18:00'), 'T1', '进度 A01')
  // Tuesday: a deadline with a question that shows whether it was understood.
  say(
    at(2, '09:00'),
    'T2',
    '发布通知 截止提醒 普通 给：我带的班 时间：9:30 内容：宿舍钥匙 6 月 18 日 17:00 前交到楼长室。',
  )
  say(
    at(2, '09:01'),
    'T2',
    '确认题：哪天前交钥匙？\n6 月 16 日\n6 月 18 日 *\n解释：通知里写的是 6 月 18 日 17:00 前。',
  )
  say(at(2, '09:02'), 'T2', '发布')
  for (const person of known.filter(p => classesOf(1).includes(p.className))) {
    const seconds = Math.floor(random() * 7200)
    if (random() < 0.2) say(at(2, '09:40', seconds), person.number, 'A02 1')
    if (random() < 0.75) say(at(2, '09:40', seconds + 300), person.number, 'A02 2')
  }
  // Wednesday: urgent, to the whole college, with a second person.
  say(
    at(3, '14:00'),
    'D1',
    '发布预警 诈骗预警 紧急 给：示例学院 时间：现在 内容：今天有多名同学接到“助学贷款注销”电话，都是诈骗。不要共享屏幕，不要转账。',
  )
  say(at(3, '14:01'), 'D1', '发布')
  say(at(3, '14:02'), 'D1', '批准 A03')
  say(at(3, '14:03'), 'D2', '批准 A03')
  confirm(3, '14:05', { number: 'A03', share: 0.6, within: 25 })
  say(at(3, '14:40'), 'D1', '进度 A03')
  say(at(3, '15:00'), 'D1', '重发 A03')
  confirm(3, '15:01', { number: 'A03', share: 0.5, within: 120 })
  // Thursday: a correction.
  say(at(4, '10:00'), 'T2', '更正 A02 宿舍钥匙改为 6 月 19 日 12:00 前交到楼长室。')
  say(at(4, '10:01'), 'T2', '确认题：不要')
  say(at(4, '10:02'), 'T2', '发布')
  confirm(4, '10:05', { number: 'A04', share: 0.8, within: 300, of: classesOf(1) })
  // Friday: sent to the wrong people, and recalled.
  say(at(5, '16:01'), 'T3', '发布预警 安全提醒 普通 给：我带的班 时间：现在 内容：周日停电检修，请提前充电。')
  say(at(5, '16:02'), 'T3', '发布')
  say(at(5, '16:10'), 'T3', '撤回 A05 日期写错了，停电是下周日')
  confirm(5, '16:12', { number: 'A05', share: 0.2, within: 60, of: classesOf(2) })
  // Saturday: people who may not, and a forged one.
  say(at(6, '11:00'), students[5]!.number, '发布预警 诈骗预警 给：示例学院 内容：点这个链接领补贴')
  say(at(6, '11:05'), students[6]!.number, '验证 A03 【诈骗预警】A03 请把贷款余额转到安全账户 6222000011112222。')
  say(at(6, '11:06'), students[6]!.number, '验证 A99')
  // Sunday: how it stands.
  for (const [n, staff] of (['T1', 'T2', 'D1', 'T3'] as const).entries())
    say(at(7, '20:00', n * 60), staff, `进度 A0${[1, 4, 3, 6][n]}`)
  return lines.sort((a, b) => a.at.localeCompare(b.at))
}

/** One message that was sent, as `farewell replay --json` prints it. */
export interface SentLine {
  at: string
  room: string | null
  to: string | null
  text: string
}

/**
 * Plays the week through `farewell replay` on a data folder. `dies` says after which message the process is killed, one for each kill;
 * then it is run again, to the end. Returns everything that was sent, over all runs.
 */
export async function playWeek(
  folder: string,
  {
    size,
    dies,
    env,
  }: { size: Size; dies: readonly ((sent: readonly SentLine[]) => boolean)[]; env: NodeJS.ProcessEnv },
): Promise<{ sent: SentLine[]; kills: number }> {
  const file = writeLines(folder, linesOf(size))
  const sent: SentLine[] = []
  let kills = 0
  for (const dying of [...dies, () => false]) {
    const { signal, code } = await playOnce(file, folder, {
      env,
      heard: line => void sent.push(line),
      dying: () => dying(sent),
    })
    if (signal === 'SIGKILL') kills++
    else if (code !== 0) throw new Error(`replay ended with ${code}`)
  }
  return { sent, kills }
}

/** Plays lines through `farewell replay` on a data folder, to the end. Returns what was sent. */
export async function playLines(folder: string, lines: readonly Line[]): Promise<SentLine[]> {
  const inOrder = lines.toSorted((a, b) => a.at.localeCompare(b.at))
  const sent: SentLine[] = []
  const heard = (line: SentLine) => void sent.push(line)
  const { code } = await playOnce(writeLines(folder, inOrder), folder, { env: {}, heard, dying: () => false })
  if (code !== 0) throw new Error(`replay ended with ${code}`)
  return sent
}

function writeLines(folder: string, lines: readonly Line[]): string {
  const file = join(folder, 'week.jsonl')
  writeFileSync(file, lines.map(line => JSON.stringify(line)).join('\n'))
  return file
}

async function playOnce(
  file: string,
  folder: string,
  { env, heard, dying }: { env: NodeJS.ProcessEnv; heard(line: SentLine): void; dying(): boolean },
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  const args = ['--disable-warning=ExperimentalWarning', 'src/launch.mjs', 'replay', file, '--data', folder, '--json']
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let isDead = false
  for await (const line of createInterface({ input: child.stdout! })) {
    // What it had said before it died was sent, even when it is read later.
    if (line.startsWith('{') && line.endsWith('}')) heard(JSON.parse(line))
    if (!isDead && dying()) isDead = child.kill('SIGKILL')
  }
  const [code, signal] = await ended
  return { code, signal }
}

/** Copies of a broadcast among what was sent: to whom or where, one entry for each message. */
export const copiesOf = (sent: readonly SentLine[], number: string): string[] =>
  sent
    .filter(s => /^【[^】]+】/.test(s.text) && s.text.split('\n')[0]!.includes(`】${number}`))
    .map(s => s.to ?? s.room!)
