import { fill } from '../../content/words.ts'
import type { Saying } from '../../core/delivery.ts'
import type { Rule } from '../../core/reminder.ts'
import type { Flows } from '../../flows/library.ts'
import type { Knowledge } from '../../knowledge/load.ts'
import { fillFields } from '../../knowledge/render.ts'
import { deadlineOf } from '../../knowledge/school.ts'
import { daysBetween, wallTime } from '../../time/calendar.ts'
import { dayOf, weekdayNames } from '../../time/shown.ts'
import type { Standing } from './standing.ts'
import type { ReminderWords } from './words.ts'

/** What the words about reminders are made from. */
export interface Wording {
  knowledge: Knowledge
  reminderWords: ReminderWords
}

/** An instant as `6月28日 周一 09:30`, with the year where it is another one than now's. */
export function instantText(at: Date, now: Date, { knowledge, reminderWords }: Wording): string {
  const { zone } = knowledge.school
  const wall = wallTime(at, zone)
  const time = `${String(wall.hour).padStart(2, '0')}:${String(wall.minute).padStart(2, '0')}`
  const words = wall.year === wallTime(now, zone).year ? reminderWords.when.once : reminderWords.when.otherYear
  return fill(words, { year: wall.year, date: dayOf(at, zone), time })
}

/** When a reminder is said, in words: 每周五 20:00（下一次 …）. `at` is the next time. */
export function ruleText(rule: Rule, at: Date, now: Date, wording: Wording): string {
  const words = wording.reminderWords.when
  const when = instantText(at, now, wording)
  if (rule.on === 'once') return when
  if (rule.on === 'school-date') return schoolDateText(rule, wording) + fill(words.exact, { when })
  return repeatText(rule, words) + fill(words.next, { when })
}

function repeatText(rule: Exclude<Rule, { on: 'once' | 'school-date' }>, words: ReminderWords['when']): string {
  switch (rule.on) {
    case 'cron':
      return rule.cron
    case 'weekly':
      return weeklyText(rule, words)
    case 'monthly':
      return monthlyText(rule, words)
    case 'interval':
      return intervalText(rule, words)
    case 'monthly-weekday': {
      const values = { n: rule.n, weekday: weekdayNames[rule.weekday]!, time: rule.time }
      return fill(rule.n < 0 ? words.monthlyLast : words.monthlyNth, values)
    }
    case 'yearly':
      return fill(words.yearly, { month: rule.month, day: rule.day, time: rule.time })
    case 'feast':
      return fill(words.feast, { name: rule.name, time: rule.time })
  }
}

function weeklyText(
  { weekdays, workdays, time }: Extract<Rule, { on: 'weekly' }>,
  words: ReminderWords['when'],
): string {
  if (weekdays.length === 7) return fill(workdays === 'any' ? words.daily : words.workdays, { time })
  const mondayFirst = [...weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7))
  return fill(words.weekly, { weekdays: mondayFirst.map(d => weekdayNames[d]!).join('、'), time })
}

function monthlyText({ day, workdays, time }: Extract<Rule, { on: 'monthly' }>, words: ReminderWords['when']): string {
  if (workdays === 'after' && day === 1) return fill(words.monthFirstWorkday, { time })
  if (workdays === 'before' && day === 31) return fill(words.monthLastWorkday, { time })
  return day === 31 ? fill(words.monthEnd, { time }) : fill(words.monthly, { day, time })
}

function intervalText({ days, from, time }: Extract<Rule, { on: 'interval' }>, words: ReminderWords['when']): string {
  if (days % 7 > 0) return fill(words.everyDays, { days, time })
  const weekday = weekdayNames[new Date(`${from}T00:00:00Z`).getUTCDay()]!
  return fill(words.everyWeeks, { weeks: days / 7, weekday, time })
}

function schoolDateText(rule: Extract<Rule, { on: 'school-date' }>, { knowledge, reminderWords }: Wording): string {
  const label = knowledge.school.fields.get(rule.field)?.label ?? rule.field
  const days = rule.days[0] ?? 0
  if (days === 0) return fill(reminderWords.when.onDay, { label })
  return fill(days > 0 ? reminderWords.when.before : reminderWords.when.after, { label, days: Math.abs(days) })
}

/** What a standing reminder says to someone (or, with an empty name, to a class) at some instant. */
export function standingSaying(
  { knowledge, reminderWords, flows }: Wording & { flows: Flows },
  reminder: Pick<Standing, 'say' | 'rule' | 'offer'>,
  {
    name,
    className,
    college,
    at,
    card,
    classes,
    picks,
  }: {
    name: string
    className: string
    college: string
    at: Date
    card?: Pick<Saying, 'text' | 'choices'> | undefined
    classes?: string | undefined
    picks?: string | undefined
  },
): Saying {
  const { phrases, school } = knowledge
  const left = leftText(reminder.rule, at, { knowledge, reminderWords })
  const filled = fillFields(reminder.say, { phrases, school, now: at })
  // Before it is anybody's it stands for all of them.
  const shown = card?.text ?? reminderWords.manage.card
  const named = classes ?? reminderWords.manage.someClass
  const counts = picks ?? reminderWords.manage.picksSomebody
  const own = { card: shown, classes: named, picks: counts }
  const text = fill(filled, { name, class: className, college, left, ...own }).trim()
  const flow = reminder.offer === null ? undefined : flows.current.get(reminder.offer)
  const choices = flow ? [{ value: flow.starts[0]!, label: flow.title }] : []
  return { text, choices: [...(card?.choices ?? []), ...choices], images: [], rateable: false }
}

/** What whoever is to set a value of the school is told when a reminder could not be given to some for want of it. */
export function ownerSaying(
  { reminderWords }: Pick<Wording, 'reminderWords'>,
  { title, to }: Pick<Standing, 'title' | 'to'>,
  { owner, label, hearers }: { owner: string; label: string; hearers: number },
): Saying {
  const { toOwner } = reminderWords
  const text = fill(toOwner[to], { owner, label, title, hearers })
  return { text, choices: [], images: [], rateable: false }
}

/** 今天, 明天, 3 天后: how far off the date of the rule is. */
function leftText(rule: Rule, at: Date, { knowledge, reminderWords }: Wording): string {
  const { school } = knowledge
  const deadline = rule.on === 'school-date' ? deadlineOf(school, rule.field, at) : null
  if (!deadline) return ''
  const days = daysBetween(at, deadline.at, school.zone)
  const { left } = reminderWords
  if (days < 0) return left.over
  return days === 0 ? left.today : days === 1 ? left.tomorrow : fill(left.days, { days })
}

/** How late a personal reminder comes: in time, late, or so late that it is only reported. */
export type Lateness = 'in-time' | 'late' | 'missed'

/** What a reminder of one person says when its time has come. `isOwn`: they asked for it themselves. */
export function personalSaying(
  wording: Wording,
  { text, reply, due, isOwn }: { text: string; reply: string | null; due: Date; isOwn: boolean },
  { now, lateness }: { now: Date; lateness: Lateness },
): Saying {
  const { due: inTime, dueLate, dueMissed } = wording.reminderWords
  const sentence = { 'in-time': inTime, late: dueLate, missed: dueMissed }[lateness]
  // What a flow asks later is a whole sentence already.
  const said = isOwn ? fill(sentence, { text, when: instantText(due, now, wording) }) : text
  const choices = reply === null ? [] : [{ value: reply, label: reply }]
  return { text: said, choices, images: [], rateable: false }
}
