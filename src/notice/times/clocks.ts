import type { Period } from '../../time/piece.ts'
import type { SaidTerm } from './terms.ts'

const afternoon = new Set<Period>(['afternoon', 'dusk', 'evening', 'night'])

/** Minutes since midnight of an hour that was said; null where none was. `since`: the hour before it, where it ends what began then. */
export function clockOf({ hour, period }: SaidTerm, since: number | null): number | null {
  if (!hour || Number.isNaN(hour.minutes)) return null
  const { minutes } = hour
  if (minutes < 720 && period !== null && afternoon.has(period)) return minutes + 720
  if (minutes < 240 && period === 'noon') return minutes + 720
  // 下午2:30-5:30
  if (since !== null && period === null && minutes < since && minutes + 720 > since && minutes < 720)
    return minutes + 720
  return minutes
}

const halves: Partial<Record<Period, string>> = {
  forenoon: '上午',
  morning: '上午',
  afternoon: '下午',
  evening: '晚上',
  noon: '中午',
}

/** The half of a day that was said, by its name. */
export const halfOf = ({ period }: SaidTerm): string | null => (period === null ? null : (halves[period] ?? null))
