import { readFile } from 'node:fs/promises'
import { openPictures } from '../app/pictures.ts'
import { covers } from '../bot/broadcast/say.ts'
import type { Content } from '../bot/content.ts'
import { may } from '../bot/rights.ts'
import { fill } from '../content/words.ts'
import { type Broadcast, type Level, levels, notLeft, numberOf } from '../core/broadcast.ts'
import { type Audience, ownerOf, type RosterPerson } from '../core/roster.ts'
import { letterOf } from '../delivery/letter.ts'
import { parseAudience } from '../roster/audience.ts'
import { describeAudience } from '../roster/describe.ts'
import { nextSeq } from '../store/broadcast/record.ts'
import type { Database } from '../store/open.ts'
import { readsIn } from '../store/reads.ts'
import { readWhen } from '../time/instant.ts'
import { type Arguments, misuse } from './command.ts'

/** Where a command about broadcasts works. */
export interface Desk {
  database: Database
  content: Content
  data: string
  now: Date
}

/** The member of staff who acts, by number; throws a problem for anyone else. */
export async function actor({ database }: Desk, number: string | boolean | undefined): Promise<RosterPerson> {
  if (typeof number !== 'string')
    return misuse({ where: '--as', what: '没有写是谁', cure: '--as 工号（名册上的老师）' })
  const person = await readsIn(database.db).roster.person(number)
  const who = person && { ...person, home: null }
  if (!who || !may(who, 'broadcast'))
    return misuse({ where: '--as', what: `${number} 不是名册上的老师`, cure: '写一位辅导员等老师的工号；先导入名册' })
  return person
}

/** The broadcast that the options describe, checked as one that is written in chat; throws a problem for what is wrong. */
export async function describedBroadcast(
  desk: Desk,
  values: Arguments['values'],
  sender: RosterPerson,
): Promise<Broadcast> {
  const { database, content, now } = desk
  const { broadcastWords: words, knowledge } = content
  const { zone } = knowledge.school
  const body = textOption(values, 'text', '正文，例如 --text "周五前交钥匙"')
  const template = templateOption(content, values)
  const level = levelOption(values, words.templates[template]!.level)
  const { audience, audienceWords } = await audienceOption(desk, values, sender)
  const office = sender.college === '' ? words.officeSchool : fill(words.office, { college: sender.college })
  const broadcast: Omit<Broadcast, 'text'> = {
    number: numberOf(await nextSeq(database.db)),
    kind: words.templates[template]!.kind,
    template,
    level,
    body,
    picture: await pictureOption(desk, values, sender),
    question: null,
    audience,
    audienceWords,
    sender: { number: sender.number, name: sender.name, office },
    state: 'draft',
    due: dueOption(values, now, zone).getTime(),
    of: null,
    createdAt: now.getTime(),
    ...notLeft,
  }
  if (!covers(sender, 'broadcast', broadcast))
    return misuse({ where: '--to', what: `${sender.number} 的范围不包括这些同学`, cure: '换一个对象，或换一位老师' })
  return { ...broadcast, text: letterOf(broadcast, words, zone) }
}

function textOption(values: Arguments['values'], name: string, cure: string): string {
  const text = values[name]
  return typeof text === 'string' && text.trim() !== ''
    ? text.trim()
    : misuse({ where: `--${name}`, what: '没有写', cure })
}

function templateOption({ broadcastWords: words }: Content, values: Arguments['values']): string {
  const names = Object.keys(words.templates)
  const template = textOption(values, 'template', names.join('、'))
  if (names.includes(template)) return template
  return misuse({ where: '--template', what: `没有“${template}”这个模板`, cure: names.join('、') })
}

function levelOption(values: Arguments['values'], usual: Level): Level {
  const level = values.level === undefined ? usual : levels.find(l => l === values.level)
  return level ?? misuse({ where: '--level', what: `“${values.level}” 不认识`, cure: levels.join('、') })
}

async function audienceOption(
  { database, content }: Desk,
  values: Arguments['values'],
  sender: RosterPerson,
): Promise<{ audience: Audience; audienceWords: string }> {
  const to = textOption(values, 'to', '发给谁，例如 --to 一班')
  const reads = readsIn(database.db)
  const classes = await reads.roster.classes([{ of: 'school' }])
  const flows = [...content.flows.current.values()].map(f => ({ name: f.name, says: [f.title, ...f.starts] }))
  const { audience: words } = content.rosterWords
  const colleges = [...new Set(classes.map(c => c.college))]
  const parsed = parseAudience(to, { classes, colleges, scope: sender.scope, home: null, flows }, words)
  if (parsed.problem) return misuse({ where: '--to', what: parsed.problem.text, cure: '换一个说法，例如“一班、二班”' })
  const { audience } = parsed
  const audienceWords = describeAudience(audience, words, flow => content.flows.current.get(flow)?.title ?? flow)
  const { people } = await reads.broadcasts.reckon(audience)
  if (people === 0)
    return misuse({ where: '--to', what: `名册上没有符合“${audienceWords}”的人`, cure: '换一个对象，或先导入名册' })
  return { audience, audienceWords }
}

function dueOption(values: Arguments['values'], now: Date, zone: string): Date {
  if (typeof values.at !== 'string') return now
  const at = readWhen(values.at, now, zone)
  if (!at)
    return misuse({ where: '--at', what: `“${values.at}” 不是时间`, cure: '写成 2027-06-12T18:00 或“明天 9:00”' })
  return at >= now ? at : misuse({ where: '--at', what: `${values.at} 已经过去`, cure: '写一个还没到的时间' })
}

async function pictureOption(
  { data, database, now }: Desk,
  values: Arguments['values'],
  sender: RosterPerson,
): Promise<Broadcast['picture']> {
  const { picture } = values
  if (typeof picture !== 'string') return null
  const bytes = await readFile(picture).catch(() => null)
  if (!bytes) return misuse({ where: '--picture', what: `读不到 ${picture}`, cure: '检查文件名' })
  const { keep, inspector } = openPictures(data, { database, clock: { now: () => now } })
  const keeping = await keep(bytes, ownerOf({ id: '' }, sender))
  await inspector.close()
  if (keeping.outcome === 'kept') return { url: keeping.picture.url, alt: '' }
  if (keeping.reason === 'no-room')
    return misuse({ where: '--picture', what: '磁盘或图片目录满了', cure: '腾出地方再试' })
  if (keeping.reason === 'too-many-pictures')
    return misuse({ where: '--picture', what: '这 24 小时里的图片太多了', cure: '明天再发，或者先不带图' })
  return misuse({ where: '--picture', what: '不是能发的图片', cure: 'png、jpg、gif、webp，最大 5 MB' })
}
