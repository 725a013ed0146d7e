import { wallTime } from '../time/calendar.ts'

// No 0/O, 1/I/L, 2/Z, 5/S, 8/B: these are read aloud and copied by hand.
const letters = '34679ACDEFGHJKMNPQRTUVWXY'

/** A fresh number of something that was handed in: letters for what it is, the day, and letters that nobody guesses (`J270612-ACDEFGH`). */
export function receiptOf({ draw, now, zone }: { draw(): string; now: Date; zone: string }, letter: string): string {
  const { year, month, day } = wallTime(now, zone)
  const date = `${String(year).slice(2)}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`
  // Seven letters: of 5,000 numbers on one day, two are the same once in 500 years.
  return `${letter}${date}-${lettersOf(draw(), 7)}`
}

/** So many letters from a random id in hexadecimal; ten letters hold 46 bits. */
export function lettersOf(random: string, length: number): string {
  let number = BigInt(`0x${random.replace(/[^0-9a-f]/g, '').slice(0, 24)}`)
  let text = ''
  while (text.length < length) {
    text += letters[Number(number % BigInt(letters.length))]
    number /= BigInt(letters.length)
  }
  return text
}
