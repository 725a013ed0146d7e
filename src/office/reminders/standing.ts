import { z } from 'zod'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import type { Rule } from '../../core/reminder.ts'
import { type Audience, everyone, type Unit } from '../../core/roster.ts'
import type { ForWhom } from '../../knowledge/school.ts'
import { isZone, parseInstant } from '../../time/calendar.ts'
import { cronFault, isTime, type Quiet } from '../../time/recurrence.ts'
import type { ReminderWords } from './words.ts'

const time = z.string().refine(isTime, '写成 09:00 这样的时刻，要加引号')
const weekdayNames = ['日', '一', '二', '三', '四', '五', '六'] as const

const when = z.union([
  z.strictObject({
    date: z.string().min(1),
    days: z.array(z.number().int().min(-60).max(365)).min(1).max(12).default([0]),
    at: time,
  }),
  z.strictObject({ cron: z.string().superRefine((cron, check) => addFault(check, cronFault(cron))) }),
  z.strictObject({ weekly: z.array(z.enum(weekdayNames)).min(1), at: time }),
  z.strictObject({ once: z.string().min(1) }),
])

function addFault(check: z.RefinementCtx, fault: string | null): void {
  if (fault !== null) check.addIssue({ code: 'custom', message: `五段 cron：${fault}` })
}

const unit = z.strictObject({ college: z.string().min(1), class: z.string().min(1).optional() })

const standingSchema = z.strictObject({
  title: z.string().min(2).max(30),
  when,
  zone: z.string().min(1).optional(),
  workdays: z.enum(['any', 'skip', 'before', 'after']).default('any'),
  to: z.enum(['person', 'group']),
  audience: z.strictObject({
    roles: z.array(z.enum(['student', 'monitor', 'counselor', 'college', 'school'])).min(1),
    /** Parts of the school; empty means all of it. */
    units: z.array(unit).default([]),
    loan: z.enum(['any', 'yes', 'no']).default('any'),
    progress: z
      .strictObject({ name: z.string().min(1), done: z.boolean() })
      .nullable()
      .default(null),
    /** A conversation in which staff write down what took place: only those of whose classes some has no record of it. */
    unrecorded: z.string().min(1).nullable().default(null),
  }),
  say: z.string().min(1).max(1000),
  /** A flow that is offered with a button. */
  offer: z.string().min(1).optional(),
  quiet: z.union([z.strictObject({ from: time, until: time }), z.literal(false)]).optional(),
  missed: z
    .strictObject({ graceMinutes: z.number().int().min(1).max(20_160), otherwise: z.enum(['skip', 'late']) })
    .default({ graceMinutes: 180, otherwise: 'skip' }),
})

/** A reminder that the school gives of itself, as its file in `flows/reminders` says it. */
export interface Standing {
  /** The file's name; names it in keys and in the log. */
  name: string
  title: string
  rule: Rule
  zone: string
  to: 'person' | 'group'
  audience: Audience
  /** The conversation in which staff write down what took place, where it is for those of whose classes some has no record of it; null else. */
  unrecorded: string | null
  say: string
  offer: string | null
  /** Null where it may come at any hour. */
  quiet: (Quiet & { zone: string }) | null
  missed: { graceMs: number; otherwise: 'skip' | 'late' }
  /** Whom it is for of its audience, where its date is another for a part of the school; null for all others. */
  part: ForWhom | null
}

/** What the file of a standing reminder may put into its sentence, besides the school's `{{fields}}`. */
export const placeholders = {
  person: ['name', 'class', 'college', 'left', 'card', 'classes', 'picks'],
  group: ['class', 'college', 'left'],
} as const

/** Whether a reminder brings each of its hearers a real case with a question. */
export const hasCard = ({ say }: Pick<Standing, 'say'>): boolean => say.includes('{card}')

/** Whether a reminder tells each of its hearers how many contributions wait, may be shown and are chosen for the week. */
export const hasPicks = ({ say }: Pick<Standing, 'say'>): boolean => say.includes('{picks}')

/** Reads one file of `flows/reminders`; every fault becomes a problem with its line, and then the result is null. */
export function parseStanding(
  name: string,
  source: SourceText,
  { problems, zone: home, words }: { problems: Problem[]; zone: string; words: ReminderWords },
): Standing | null {
  const raw = parseYaml(source, standingSchema, { problems })
  if (!raw) return null
  const before = problems.length
  const fault = (key: string, what: string, cure: string) => {
    const line = source.text.split('\n').findIndex(l => l.startsWith(`${key}:`)) + 1 || null
    problems.push({ where: source.where, line, what: `${key}: ${what}`, cure })
  }
  const zone = raw.zone ?? home
  if (!isZone(zone)) fault('zone', `“${zone}” 不是时区`, '例如 Asia/Shanghai')
  const rule = isZone(zone) ? ruleOf(raw, zone) : null
  if (!rule) fault('when', '读不懂这个时间', '写成 2027-06-01 09:00')
  checkWording(raw, words, fault)
  if (!rule || problems.length > before) return null
  const quiet = raw.quiet === false ? null : { ...(raw.quiet ?? words.quiet), zone }
  const { title, to, say, offer = null } = raw
  const missed = { graceMs: raw.missed.graceMinutes * 60_000, otherwise: raw.missed.otherwise }
  const { unrecorded } = raw.audience
  const audience = audienceOf(raw.audience)
  return { name, title, to, say, offer, rule, zone, quiet, missed, audience, unrecorded, part: null }
}

type Raw = z.infer<typeof standingSchema>

function ruleOf({ when: given, workdays }: Raw, zone: string): Rule | null {
  if ('date' in given) return { on: 'school-date', field: given.date, days: given.days, time: given.at, zone, workdays }
  if ('cron' in given) return { on: 'cron', cron: given.cron, zone, workdays }
  if ('weekly' in given) {
    const weekdays = given.weekly.map(name => weekdayNames.indexOf(name))
    return { on: 'weekly', weekdays, time: given.at, zone, workdays }
  }
  const at = parseInstant(given.once, zone)
  return at && { on: 'once', at: at.getTime() }
}

function audienceOf({ roles, units, loan, progress }: Raw['audience']): Audience {
  return {
    ...everyone,
    roles,
    loan,
    units: units.map(
      (u): Unit =>
        u.class === undefined
          ? { of: 'college', college: u.college }
          : { of: 'class', college: u.college, name: u.class },
    ),
    progress: progress && { name: progress.name, isDone: progress.done },
  }
}

/** A group hears nothing that is one person's matter: not who has a loan, not who has not done something, no name. */
function checkWording({ to, audience, say }: Raw, words: ReminderWords, fault: Fault): void {
  const used = [...say.matchAll(/(?<!\{)\{([^{}]*)\}(?!\})/g)].map(found => found[1]!)
  const known: readonly string[] = placeholders[to]
  for (const name of used.filter(n => !known.includes(n)))
    fault('say', `不认识 {${name}}`, `可以用 ${known.map(n => `{${n}}`).join('、')} 和 {{学校的项}}`)
  if (to !== 'group') return
  if (audience.loan !== 'any' || audience.progress !== null)
    fault('audience', '群里的提醒不能按贷款或进度挑人', '改成 to: person，或去掉 loan 和 progress')
  const subject = words.privateSubjects.find(w => say.includes(w))
  if (subject) fault('say', `“${subject}”是个人的事，不能在群里提醒`, '改成 to: person')
}

type Fault = (key: string, what: string, cure: string) => void
