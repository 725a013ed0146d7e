import { readFileSync } from 'node:fs'
import { test } from 'vitest'
import { parseInstant } from '../../src/core/calendar.ts'
import { readRequest } from '../../src/delivery/request.ts'
import { parseReminderWords } from '../../src/delivery/words.ts'
import { makeCalendar } from '../../src/delivery/workdays.ts'

test('x', () => {
  const p: any[] = []
  const words = parseReminderWords({ where: 'x', text: readFileSync('knowledge/reminders.yaml', 'utf8') }, p)!
  console.log(p)
  const zone = 'Asia/Shanghai'
  const dates: any = { 'checkout.end': '2026-06-30', 'leave.last_day': '2026-06-30', 'loan.confirm.end': '2026-06-10' }
  const seen = {
    now: parseInstant('2026-06-10 10:00', zone)!,
    zone,
    times: words.times,
    dates: new Map(Object.entries(words.dates)),
    almanac: { calendar: makeCalendar({ holidays: [], workdays: [] }), dateOf: (f: string) => dates[f] ?? null },
  }
  for (const line of readFileSync('/tmp/lines.txt', 'utf8').split('\n').filter(Boolean)) {
    const r = readRequest(line, seen)
    let w: any = r?.when
    if (w?.is === 'time')
      w =
        new Date(w.at.getTime() + 8 * 3600e3).toISOString().slice(0, 16) +
        (w.isGuess ? '?' : '') +
        ' ' +
        (w.rule.on === 'once' ? '' : JSON.stringify(w.rule))
    else if (w) w = JSON.stringify(w)
    console.log(line, ' => ', r === null ? 'NULL' : `${w} | ${r.text}`)
  }
})
