import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from './client.ts'
import type { Street } from './errands.ts'
import * as errands from './errands.ts'
import { timeIn } from './judge.ts'
import type { Reference } from './reference.ts'

/** Who shows in calm what the bot answers. */
export interface Pilots {
  residents: readonly Client[]
  leaver: Client
  clerk: Client
}

/** Everybody says a first line, which binds them; then a few walk every errand while nothing happens. Returns the questions with one answer. */
export async function walkInCalm(
  everybody: readonly Client[],
  { residents, leaver, clerk }: Pilots,
  { street, reference, questions }: { street: Street; reference: Reference; questions: readonly string[] },
): Promise<string[]> {
  const [one, two, three, four, five] = residents as [Client, Client, Client, Client, Client]
  await Promise.all(everybody.map(client => errands.verify(client, street)))
  const soon = nextMinute(street.zone, new Date())
  await Promise.all(residents.map(client => errands.remind(client, street, `今天上午${soon}`)))
  const [first, second, released] = await Promise.all([
    ask(one, questions),
    ask(two, questions.toReversed()),
    errands.publish(clerk, street),
    errands.media(three, street),
    errands.counselor(four, street),
    errands.pledge(five, street),
    errands.leave(leaver, street),
  ])
  await untilHeard(residents, released.token)
  await errands.confirm(two, street, { number: released.number, link: null })
  return questions.filter(text => first.has(text) && second.has(text) && reference.of(`question ${text}`) !== undefined)
}

/** The next whole minute that is not too near to be spoken of, as a clock in the zone shows it. */
function nextMinute(zone: string, now: Date): string {
  const at = new Date(Math.ceil((now.getTime() + 15_000) / 60_000) * 60_000)
  return timeIn(at, zone)
}

/** The questions whose answer was the same as before, or the first. */
async function ask(me: Client, questions: readonly string[]): Promise<Set<string>> {
  const steady = new Set<string>()
  for (const text of questions)
    try {
      await errands.question(me, text)
      steady.add(text)
    } catch {
      // What is answered one way and another, for instance by what was asked before, measures nothing.
    }
  return steady
}

async function untilHeard(clients: readonly Client[], token: string): Promise<void> {
  for (let tries = 0; !clients.every(c => c.heard.some(line => line.text.includes(token))); tries++) {
    if (tries > 200) throw new Error('the broadcast did not arrive in calm')
    await wait(50)
  }
}
