import { basename, join } from 'node:path'
import { filesIn, withFile } from '../../content/files.ts'
import type { Problem } from '../../core/errors.ts'
import type { Flow } from '../../flows/schema.ts'
import type { Knowledge } from '../../knowledge/load.ts'
import type { School } from '../../knowledge/school.ts'
import { parseCalendar, type WorkCalendar } from '../../time/workdays.ts'
import { parseStanding, type Standing } from './standing.ts'
import { parseReminderWords, type ReminderWords } from './words.ts'

/** The part of the content that reminders are made of. */
export interface ReminderContent {
  /** What is said about reminders. */
  reminderWords: ReminderWords
  /** Which days are working days. */
  calendar: WorkCalendar
  /** The reminders that the school gives of itself. */
  reminders: readonly Standing[]
}

/** What of the content reminders go by. */
export interface ReminderGround extends ReminderContent {
  knowledge: Knowledge
}

/** Reads all that belongs to reminders; null when anything of it is wrong, each fault a problem. */
export function readReminders(
  places: { knowledge: string; flows: string; zone: string },
  { problems, knowledge, flows }: { problems: Problem[]; knowledge: Knowledge | null; flows: readonly Flow[] },
): ReminderContent | null {
  const at = { room: 'knowledge' as const, problems }
  const reminderWords = withFile(join(places.knowledge, 'reminders.yaml'), at, s => parseReminderWords(s, problems))
  const calendar = withFile(join(places.knowledge, 'calendar.yaml'), at, s => parseCalendar(s, problems))
  if (!reminderWords || !calendar) return null
  const reading = { problems, zone: places.zone, words: reminderWords }
  const reminders = filesIn(join(places.flows, 'reminders'), '.yaml').flatMap(file => {
    const room = { room: 'flows/reminders' as const, problems }
    return withFile(file, room, source => parseStanding(basename(file, '.yaml'), source, reading)) ?? []
  })
  if (knowledge) {
    problems.push(...checkDates(reminderWords, knowledge.school))
    problems.push(...reminders.flatMap(r => checkStanding(r, knowledge.school, flows)))
  }
  return { reminderWords, calendar, reminders }
}

/** The names of dates must lead to dates. */
function checkDates({ dates }: ReminderWords, school: School): Problem[] {
  return Object.entries(dates)
    .filter(([, key]) => isKnownOtherwise(school, key))
    .map(([name, key]) => ({
      where: 'knowledge/reminders.yaml',
      line: null,
      what: `dates.${name}: ${key} 不是日期`,
      cure: '改成 school.yaml 里的日期项',
    }))
}

/** A field that the school does not have at all is simply not asked for; one of another kind is a slip. */
const isKnownOtherwise = (school: School, key: string) => (school.fields.get(key)?.type ?? 'date') !== 'date'

/** What a reminder's file speaks of must be there: dates, fields, flows, and what is counted as done. */
function checkStanding(reminder: Standing, school: School, flows: readonly Flow[]): Problem[] {
  const { name, rule, say, offer, audience, to } = reminder
  const problems: Problem[] = []
  const fault = (what: string, cure: string) =>
    problems.push({ where: `flows/reminders/${name}.yaml`, line: null, what, cure })
  if (rule.on === 'school-date' && school.fields.get(rule.field)?.type !== 'date')
    fault(`when.date: school.yaml 里没有日期项 ${rule.field}`, '改成已有的日期项')
  for (const [, key] of say.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g))
    if (!school.fields.has(key!)) fault(`say: school.yaml 里没有 ${key}`, '改成已有的项')
  if (say.replaceAll(/\{\{[^{}]*\}\}/g, '').includes('{left}') && rule.on !== 'school-date')
    fault('say: {left} 只有按学校日期的提醒才有', '改成 when: { date: … }，或去掉 {left}')
  const offered = flows.find(f => f.name === offer)
  if (offer !== null && !offered) fault(`offer: 没有流程 ${offer}`, `改成 ${flows.map(f => f.name).join('、')}`)
  if (offered?.private && to === 'group') fault(`offer: ${offer} 只在私聊里办`, '去掉 offer')
  if (audience.progress && !doneNames(flows).has(audience.progress.name))
    fault(`audience.progress: 没有 ${audience.progress.name}`, '写一个流程的名字，或某个流程里 tag 的 name')
  const { unrecorded } = reminder
  if (unrecorded !== null && !flows.some(f => f.name === unrecorded && f.submits?.records?.classes !== undefined))
    fault(`audience.unrecorded: ${unrecorded} 不记班级`, '写一个 submits.records 里有 classes 的流程')
  if (say.includes('{classes}') && unrecorded === null)
    fault('say: {classes} 只有写了 audience.unrecorded 的提醒才有', '加上 unrecorded，或去掉 {classes}')
  return problems
}

/** Everything that can be counted as done: flows that end in a submission, and tags. */
function doneNames(flows: readonly Flow[]): Set<string> {
  const tags = flows.flatMap(f =>
    f.steps.flatMap(s => (s.type === 'effect' && s.do === 'tag' ? [String(s.with.name)] : [])),
  )
  return new Set([...flows.filter(f => f.submits).map(f => f.name), ...tags])
}
