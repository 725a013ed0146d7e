import { harmless } from '../core/text/harmless.ts'

/** One thing in somebody's calendar: a whole day (`2027-06-30`), or an instant. */
export interface IcsEvent {
  /** Names it for good: what is taken in again under the same name replaces what was there. */
  uid: string
  title: string
  about: string
  on: { day: string } | { at: Date }
}

const crlf = '\r\n'

/** A calendar as a file that phones and mail programs take in (RFC 5545). `now` is when it was made. */
export function icsOf({ name, events, now }: { name: string; events: readonly IcsEvent[]; now: Date }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//farewell//calendar//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap(event => eventLines(event, now)),
    'END:VCALENDAR',
  ]
  return lines.map(folded).join(crlf) + crlf
}

function eventLines({ uid, title, about, on }: IcsEvent, now: Date): string[] {
  const when =
    'day' in on
      ? [`DTSTART;VALUE=DATE:${bare(on.day)}`, `DTEND;VALUE=DATE:${bare(dayAfter(on.day))}`]
      : [`DTSTART:${instant(on.at)}`, `DTEND:${instant(on.at)}`]
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${instant(now)}`,
    ...when,
    `SUMMARY:${escaped(title)}`,
    ...(about === '' ? [] : [`DESCRIPTION:${escaped(about)}`]),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

const bare = (day: string) => day.replaceAll('-', '')
const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
const instant = (at: Date) => at.toISOString().replace(/[-:]|\.\d{3}/g, '')

/** A text as one value: what would end it or begin another is escaped. */
const escaped = (text: string) =>
  harmless(text)
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\r\n|\r|\n/g, '\\n')

/** A line of at most 75 bytes; what is longer goes on in the next after a space, and no character is cut. */
function folded(line: string): string {
  const parts: string[] = ['']
  let bytes = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (bytes + size > 75) {
      parts.push('')
      bytes = 1
    }
    parts[parts.length - 1] += character
    bytes += size
  }
  return parts.join(`${crlf} `)
}
