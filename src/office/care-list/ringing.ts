import { fill } from '../../content/words.ts'
import type { Chore } from '../../core/chore.ts'
import { type Saying, saying } from '../../core/delivery.ts'
import type { CareListWords } from './words.ts'

/** A date on the list that has come: whom it is with. */
export interface CareDue {
  id: string
  name: string
}

/** Where the dates of the list are kept. */
export interface CareDates {
  /** The first that nobody was reminded of, or null. */
  firstDue(): Promise<Date | null>
  /** Reminds, each in a transaction of its own, those who set a date that has come by `now`, in private and once; whom nothing reaches sees it on the page. */
  ring(now: Date, sayingOf: (due: CareDue) => Saying): Promise<void>
}

/** What the reminding goes by: the words in force, where the console is (null for nowhere), and when quiet hours end. */
interface CareRingingParts {
  words(): CareListWords
  deskUrl: string | null
  afterQuiet(at: Date): Date
}

/** Reminds staff of the talks that they have set on the list; why somebody is on it is never said. */
export function makeCareRinging(dates: CareDates, { words, deskUrl, afterQuiet }: CareRingingParts): Chore {
  return {
    name: 'care-list',
    async nextDue() {
      const due = await dates.firstDue()
      return due && afterQuiet(due)
    },
    async run(now) {
      if (afterQuiet(now) > now) return
      const url = deskUrl === null ? '' : `：${deskUrl}/desk/care-list`
      await dates.ring(now, ({ name }) => saying(fill(words().remind, { name, url })))
    },
  }
}
