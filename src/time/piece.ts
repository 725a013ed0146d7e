/** A part of the day, by its name in `reminders.yaml`. */
export type Period = 'dawn' | 'morning' | 'forenoon' | 'noon' | 'afternoon' | 'dusk' | 'evening' | 'night'

/** What comes again with a day that stands beside it. */
export type OfEach = 'month' | 'year'

/** A repetition without its time. */
export type Repeat =
  | { on: 'weekly'; weekdays: readonly number[]; workdays: 'any' | 'skip' }
  | { on: 'monthly'; day: number; workdays: 'any' }
  /** Every so many days, or weeks with a weekday (0 is Sunday). `isGap`: said as the days between two times. */
  | { on: 'interval'; days: number; weekday: number | null; isGap: boolean }
  /** The day of it stands beside. */
  | { on: 'each'; of: OfEach }

/** What names a day, or a part of what names one. Weekdays count from Monday, 0; `ahead` is in weeks, months or years from now. */
export type DayMeaning =
  | { is: 'year'; year: number | null; ahead: number }
  | { is: 'month'; month: number | null; ahead: number }
  /** A day of a month; `to` is the last where a row was named. */
  | { is: 'day'; day: number; isRow: boolean }
  /** Month and day written together. `isChinese`: in Chinese numerals without 日, as days of the moon are. */
  | { is: 'date'; year: number | null; month: number; day: number; isChinese: boolean }
  | { is: 'lunar'; year: number | null; month: number | null; day: number; isLeap: boolean }
  | { is: 'feast'; name: string }
  | { is: 'near'; days: number }
  | { is: 'week'; ahead: number }
  | { is: 'weekday'; weekday: number; ahead: number | null }
  | { is: 'weekend'; ahead: number | null }
  /** 上旬, 月底, 年初: from one day of it to another; 32 is the last day. */
  | { is: 'part'; of: 'month' | 'year'; first: number; last: number; month: number | null; ahead: number | null }
  /** 第三个星期日, 最后一天; the last is -1. */
  | { is: 'nth'; n: number; of: 'weekday' | 'workday' | 'day' | 'week'; weekday: number }

/** A length of time, and how it is counted. */
export interface SpanMeaning {
  is: 'span'
  minutes: number
  days: number
  months: number
  workdays: number
  /** `ahead` counts back from an event, `before` from whatever is there, `bare` says nothing of it. */
  way: 'after' | 'before' | 'ahead' | 'within' | 'bare'
  /** 几天, 十来分钟: nobody can count it. */
  isRough: boolean
}

/** The day before, of or after an event. */
export interface EveMeaning {
  is: 'eve'
  days: number
  /** 当天 is today where nothing else was named. */
  mayBeToday: boolean
}

/** An hour as it was said: minutes since midnight as they stand; NaN for what no clock shows. */
export interface HourMeaning {
  is: 'hour'
  minutes: number
  /** Whether morning and evening cannot be confused. */
  isExact: boolean
  /** 8:30, as timetables have it. */
  isFigures: boolean
  /** 七八点, 3-5点: what counts is the first. */
  isRow: boolean
}

/** What a piece of a text says about time. */
export type Meaning =
  | DayMeaning
  | SpanMeaning
  | EveMeaning
  | HourMeaning
  | { is: 'period'; period: Period }
  | { is: 'instant'; at: number }
  | { is: 'school'; field: string; days: number; period: Period | null }
  | { is: 'repeat'; repeat: Repeat | 'unsupported' }
  /** 左右, 大概: changes nothing. */
  | { is: 'filler' }
  /** 之前, 以内: up to a time, which is no time to be told at. */
  | { is: 'limit' }
  /** 过会儿, 改天, 暑假. */
  | { is: 'vague' }
  /** 除了, 如果: what nobody can keep for sure. */
  | { is: 'except' }

/** A piece of a text that says something about time; `from` and `to` are places in `Plain.text`. `isNext`: it is another than the one before it (早晚). */
export type Piece = Meaning & { from: number; to: number; isNext?: boolean }

/** Why an expression cannot be taken as it stands. */
export type Fault =
  /** Two times, or one of two. */
  | 'several'
  /** Up to a time: 三点前, 今天之内. */
  | 'limit'
  /** 过会儿, 几天后. */
  | 'vague'
  /** Put together in a way that is not known for sure. */
  | 'unclear'
  /** An hour that no clock shows. */
  | 'no-hour'

/** A time expression in a text, what it is made of. */
export interface Expression {
  /** Places in `Plain.text`. */
  from: number
  to: number
  days: readonly DayMeaning[]
  school: { field: string; days: number; period: Period | null } | null
  period: Period | null
  hour: HourMeaning | null
  repeat: Repeat | 'unsupported' | null
  /** An instant in full, with its distance from UTC. */
  instant: number | null
  /** Counted from now, or (`offset`) from an event. */
  span: SpanMeaning | null
  offset: SpanMeaning | EveMeaning | null
  /** The event that stands right before an offset. */
  event: Expression | null
  /** A row of which the start was taken: 3点到5点, 28日至30日. */
  row: 'hours' | 'days' | null
  fault: Fault | null
  /** The last day where each one up to it was said: 6月14日至18日每天. */
  until: readonly DayMeaning[]
  /** The times of which this names several (明天早上八点和下午三点), each complete; then `fault` is `several`, and the rest is as in the first. */
  each: readonly Expression[]
  /** Whether a slip of the keyboard in it was put right. */
  hasSlip: boolean
}

/** How a kind of piece is found: a sticky pattern, and what a match means: several things where it names them in one breath, null where it means nothing after all. */
export type PieceRule = readonly [
  pattern: RegExp,
  read: (found: RegExpExecArray) => Meaning | readonly Meaning[] | null,
]
