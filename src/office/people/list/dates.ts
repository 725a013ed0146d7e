import { SSF } from '@e965/xlsx'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthNames = months.join('|')

/** What somebody probably wrote before a spreadsheet made a date of it: `1-2` for 1月2日. `format` says what of the date it shows. */
export function beforeDate(serial: number, format: string): string {
  const { y, m, d } = SSF.parse_date_code(serial) as { y: number; m: number; d: number }
  const shows = (letter: string) =>
    format
      .toLowerCase()
      .replace(/\[[^\]]*\]|"[^"]*"/g, '')
      .includes(letter)
  if (shows('y') && !shows('d')) return `${y}-${m}`
  return shows('y') && d === 1 && m !== 1 ? `${y}-${m}` : `${m}-${d}`
}

/** Whether a number with this format is shown as a date. */
export const isDateFormat = (format: string | undefined): boolean =>
  format !== undefined && (SSF.is_date(format) as boolean)

/**
 * What somebody probably wrote before a spreadsheet made this text of it (`1月2日`, `2-Jan`, `2026/1/2 0:00`); null for a text that is no date.
 * Lists saved as csv have dates as texts.
 */
export function beforeDateText(text: string): string | null {
  const bare = text.trim().replace(/\s+0?0:00(?::00)?$/, '')
  const day = /^(\d{1,2})月(\d{1,2})日$/.exec(bare)
  if (day) return `${day[1]}-${day[2]}`
  const month = /^(\d{4})年(\d{1,2})月$/.exec(bare)
  if (month) return `${month[1]}-${month[2]}`
  const whole = /^(?:19|20)\d\d(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?$/.exec(bare)
  if (whole) return `${Number(whole[1])}-${Number(whole[2])}`
  const english = new RegExp(`^(?:(\\d{1,2})-(${monthNames})|(${monthNames})-(\\d{2}))$`, 'i').exec(bare)
  if (!english) return null
  const at = months.indexOf((english[2] ?? english[3])!.toLowerCase()) + 1
  return `${at}-${Number(english[1] ?? english[4])}`
}

/** Whether a number is what a spreadsheet keeps for a day of our years, shown without its format. */
export const isBareDate = (text: string): boolean =>
  /^\d{5}$/.test(text) && Number(text) > 43_000 && Number(text) < 50_000

/** What such a number probably was. */
export const beforeBareDate = (text: string): string => beforeDate(Number(text), 'm-d')
