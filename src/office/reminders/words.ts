import { z } from 'zod'
import { each, sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import { notes } from '../../time/days.ts'
import { isTime } from '../../time/recurrence.ts'

const time = z.string().refine(isTime, '写成 09:00 这样的时刻，要加引号')

/** What is said to staff who change what the standing reminders do. */
const managing = z.strictObject({
  test: sentence('text'),
  /** Who stands for a student in a text that is shown before it is anybody's. */
  somebody: sentence(),
  /** What stands for a card, and for classes, in such a text. */
  card: sentence(),
  someClass: sentence(),
  /** What stands for `{picks}`: where to look, on the page or where no page is reached; and what stands for it in such a text. */
  picks: sentence('waiting', 'shown', 'chosen', 'page'),
  picksPage: sentence('url'),
  picksNowhere: sentence(),
  picksSomebody: sentence(),
  paused: sentence('title', 'units', 'from', 'until'),
  resumed: sentence('title', 'units'),
  leftOut: sentence('title', 'units', 'when'),
  moved: sentence('title', 'from', 'to'),
  tested: sentence(),
  back: sentence('title'),
  problems: each(
    'noRight',
    'unknown',
    'units',
    'forStaff',
    'time',
    'order',
    'long',
    'past',
    'far',
    'quiet',
    'others',
    'begun',
    'reason',
    'reasonLong',
    'noHome',
    'date',
  ),
})

const wordsSchema = z.strictObject({
  quiet: z.strictObject({ from: time, until: time }),
  times: z.strictObject({
    day: time,
    dawn: time,
    morning: time,
    forenoon: time,
    noon: time,
    afternoon: time,
    dusk: time,
    evening: time,
    night: time,
  }),
  /** Other names of the school's dates, in the words of students: name → key in school.yaml. */
  dates: z.record(z.string().min(1), z.string().min(1)),
  privateSubjects: wordList,
  list: wordList,
  usageWords: wordList,
  drop: wordList,
  left: z.strictObject({ today: sentence(), tomorrow: sentence(), days: sentence('days'), over: sentence() }),
  when: z.strictObject({
    once: sentence('date', 'time'),
    otherYear: sentence('year', 'date', 'time'),
    daily: sentence('time'),
    workdays: sentence('time'),
    weekly: sentence('weekdays', 'time'),
    monthly: sentence('day', 'time'),
    monthEnd: sentence('time'),
    everyDays: sentence('days', 'time'),
    everyWeeks: sentence('weeks', 'weekday', 'time'),
    monthlyNth: sentence('n', 'weekday', 'time'),
    monthlyLast: sentence('weekday', 'time'),
    monthFirstWorkday: sentence('time'),
    monthLastWorkday: sentence('time'),
    yearly: sentence('month', 'day', 'time'),
    feast: sentence('name', 'time'),
    before: sentence('label', 'days'),
    onDay: sentence('label'),
    after: sentence('label', 'days'),
    next: sentence('when'),
    exact: sentence('when'),
  }),
  set: sentence('when', 'text'),
  changed: sentence('when', 'text'),
  /** What is added where something about a time was a guess, or is easily taken for another. */
  notes: z.record(z.enum(notes), sentence()),
  setRepeating: sentence('when', 'text', 'until'),
  setSeveral: sentence('count', 'text'),
  severalLine: sentence('when'),
  severalGuessed: sentence('when'),
  severalPast: sentence('when'),
  severalUntil: sentence('until'),
  severalHint: sentence(),
  sample: sentence(),
  askWhat: sentence('when'),
  askWhen: sentence('text'),
  askTime: sentence(),
  ring: sentence(),
  past: sentence('when'),
  noDay: sentence(),
  differs: sentence('date'),
  several: sentence(),
  limit: sentence(),
  vague: sentence(),
  unclear: sentence(),
  noEvent: sentence(),
  far: sentence(),
  unsupported: sentence(),
  unset: sentence('label', 'ask'),
  datePast: sentence('label', 'date'),
  tooLong: sentence('most'),
  tooMany: sentence('most'),
  tooManyMore: sentence('count', 'more', 'most'),
  dropped: sentence(),
  cannotPush: sentence(),
  inGroup: sentence(),
  inGroupAlone: sentence(),
  usage: sentence(),
  mine: sentence('count'),
  mineLine: sentence('n', 'when', 'text'),
  mineHint: sentence(),
  none: sentence(),
  cancelled: sentence('text'),
  cancelledAll: sentence('count'),
  noSuch: sentence(),
  cancelWhich: sentence(),
  due: sentence('text'),
  dueLate: sentence('when', 'text'),
  dueMissed: sentence('when', 'text'),
  manage: managing,
  /** To whoever is to set a value without which a reminder was not given to so many people, or groups. */
  toOwner: z.strictObject({
    person: sentence('owner', 'label', 'title', 'hearers'),
    group: sentence('owner', 'label', 'title', 'hearers'),
  }),
})

/** What is said, and understood, about reminders; from `knowledge/reminders.yaml`. */
export type ReminderWords = z.infer<typeof wordsSchema>

/** Reads `reminders.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseReminderWords(source: SourceText, problems: Problem[]): ReminderWords | null {
  return parseYaml(source, wordsSchema, { problems })
}
