import { parseInstant } from '../../time/calendar.ts'
import { isoDay } from '../../time/shown.ts'
import type { ProgressGround } from './ground.ts'
import type { ProgressFlow } from './items.ts'

/** When today began (epoch milliseconds). */
export const beginOfDay = ({ now, rules: { zone } }: ProgressGround): number =>
  parseInstant(isoDay(now, zone), zone)!.getTime()

/** Who is not to be reminded of something now, because it was done today or not long ago, and when. */
export function remindedLately(ground: ProgressGround, { flow }: ProgressFlow): Promise<ReadonlyMap<string, number>> {
  const { now, rules, read } = ground
  const since = Math.min(beginOfDay(ground), now.getTime() - rules.words.remindEveryHours * 3_600_000)
  return read.progress.reminded(flow, since)
}
