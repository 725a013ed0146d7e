import { fill } from '../../content/words.ts'
import { type Caretaker, type CrisisCase, passedStep } from '../../core/case.ts'
import type { Identity } from '../../core/roster.ts'
import { operatorStep } from './caretakers.ts'
import { type CaseGround, type CaseOutcome, staffOf, waitingUntil } from './ground.ts'
import { onCrisis } from './read.ts'
import { tellingOf } from './tell.ts'

/**
 * Hands a crisis to another who looks after the person, by number or name. They are told at once and only once; until somebody takes it, it waits again,
 * and when nobody does the next are told. Whom nothing reaches is given nothing.
 */
export function passCrisisOn(
  ground: CaseGround,
  actor: Identity,
  { number, to }: { number: string; to: string },
): Promise<CaseOutcome> {
  return onCrisis(ground, actor, { act: 'pass', number }, async found => {
    const others = othersAmong(actor, (await ground.read.cases.caretakers([found])).get(number) ?? [])
    const one = meantAmong(others, to)
    const wrong = one ? notTo(ground, found, one) : whom(ground, found, others)
    const tried = to === '' ? null : { act: 'refused-case', detail: `pass ${number}` }
    if (wrong !== null || !one) return { refused: { why: 'notPassed', says: wrong ?? '' }, audit: tried }
    const { words, zone } = ground.rules
    const saying = tellingOf(words, found, { zone, before: fill(words.crisis.passedOn, { name: actor.name }) })
    const step = Math.max(passedStep - 1, ...found.told.map(t => t.step)) + 1
    const nextAt = waitingUntil(ground, found.grade)
    const minutes = words.crisis.minutes[found.grade]
    return {
      done: { says: fill(words.desk.passed, { number, name: one.name, minutes }) },
      effects: [{ do: 'pass-crisis', number, by: staffOf(actor), to: one, step, saying, nextAt }],
      audit: { act: 'pass-case', detail: `${number} ${one.number}` },
    }
  })
}

/** Those besides whoever asks who look after the person of a crisis: it may be passed on to them. */
export const othersAmong = (actor: Identity, caretakers: readonly Caretaker[]): readonly Caretaker[] =>
  caretakers.filter(c => c.number !== actor.number && c.step < operatorStep)

/** The one whom a number or a name means, as people write it; null for nobody and for several. */
function meantAmong(among: readonly Caretaker[], said: string): Caretaker | null {
  const plain = said.normalize('NFKC').trim()
  const names = [plain, plain.replace(/老师$/, '')]
  const found = among.filter(c => c.number === plain || names.includes(c.name))
  return found.length === 1 ? found[0]! : null
}

/** Why a crisis is not passed on to somebody; null where it is. */
function notTo({ rules: { words } }: CaseGround, { number, state, told }: CrisisCase, to: Caretaker): string | null {
  const { name } = to
  if (to.homes.length === 0) return fill(words.desk.passUnreached, { number, name })
  const last = told.at(-1)
  const isTheirs = state === 'open' && last !== undefined && last.step >= passedStep && last.staff === to.number
  return isTheirs ? fill(words.desk.passedBefore, { number, name }) : null
}

/** To whom it may be passed on. */
function whom({ rules: { words } }: CaseGround, { number }: CrisisCase, others: readonly Caretaker[]): string {
  const reached = others.filter(c => c.homes.length > 0)
  const names = reached.map(c => `${c.name}（${c.number}）`).join('、')
  return fill(reached.length === 0 ? words.desk.passNobody : words.desk.passWhom, { number, names })
}
