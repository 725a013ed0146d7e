/** A wall-clock reading in some zone. `month` is 1–12, `weekday` 0 (Sunday)–6. */
export interface WallTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  weekday: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone)
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, found)
  }
  return found
}

/** Whether `zone` is the name of a time zone. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false // Intl has no other way of asking
  }
}

/** What a clock on the wall in `zone` (IANA name) shows at `instant`. */
export function wallTime(instant: Date, zone: string): WallTime {
  const at = instant.getTime()
  const wall = new Date(at + offsetOf(at, zone))
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    weekday: wall.getUTCDay(),
  }
}

/** Since then clocks have been changed at full quarters of an hour only; before, also a minute after midnight. */
const quartersSince = Date.UTC(2012, 0, 1)
const quarterMs = 15 * 60_000
const mostKept = 20_000
const offsets = new Map<string, Map<number, number>>()

/** By how much a clock in a zone is ahead of UTC at an instant. Asking Intl is slow, so that what it said of a quarter of an hour is kept. */
function offsetOf(at: number, zone: string): number {
  if (!(at >= quartersSince)) return reckonedOffset(at, zone)
  const ofZone = offsets.get(zone) ?? new Map<number, number>()
  const quarter = Math.floor(at / quarterMs)
  const before = ofZone.get(quarter)
  if (before !== undefined) return before
  if (ofZone.size >= mostKept) ofZone.clear()
  const offset = reckonedOffset(at, zone)
  offsets.set(zone, ofZone.set(quarter, offset))
  return offset
}

function reckonedOffset(at: number, zone: string): number {
  const part: Record<string, number> = {}
  for (const { type, value } of format(zone).formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/** The instant at which a clock in `zone` shows the given wall time. In a gap of summer time, the instant after the gap. */
export function instantOf(wall: Omit<WallTime, 'weekday'>, zone: string): Date {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute)
  const offsetAt = (instant: number) => {
    const seen = wallTime(new Date(instant), zone)
    return Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute) - Math.floor(instant / 60000) * 60000
  }
  // Two rounds settle every zone: the first guess may lie on the other side of a change of offset.
  const first = asUtc - offsetAt(asUtc)
  const second = asUtc - offsetAt(first)
  // In a gap neither shows the wall time: the later one lies after it.
  return new Date(offsetAt(second) === asUtc - second ? second : Math.max(first, second))
}

/** Whole calendar days from `from` to `to` as people count them in `zone`: tonight to tomorrow morning is 1. */
export function daysBetween(from: Date, to: Date, zone: string): number {
  const a = wallTime(from, zone)
  const b = wallTime(to, zone)
  return Math.round((Date.UTC(b.year, b.month - 1, b.day) - Date.UTC(a.year, a.month - 1, a.day)) / 86_400_000)
}

/** Reads `2027-06-30`, `2027-06-30 18:00` or a full ISO instant with offset; dates without a time mean midnight in `zone`. Null when unreadable. */
export function parseInstant(text: string, zone: string): Date | null {
  const plain = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?$/.exec(text.trim())
  if (!plain) {
    if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text.trim())) return null
    const instant = new Date(text.trim())
    return Number.isNaN(instant.getTime()) ? null : instant
  }
  const [year, month, day, hour, minute] = [1, 2, 3, 4, 5].map(i => Number(plain[i] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  return isRealDate(year, month, day) && hour < 24 && minute < 60
    ? instantOf({ year, month, day, hour, minute }, zone)
    : null
}

/** Whether the calendar has this day: 2027-02-29 is not one. */
export function isRealDate(year: number, month: number, day: number): boolean {
  const made = new Date(Date.UTC(year, month - 1, day))
  return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day
}
