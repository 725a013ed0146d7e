import { fill } from '../../content/words.ts'
import { isScamNumber, type Mark } from '../../core/case.ts'
import { saying } from '../../core/delivery.ts'
import type { Identity } from '../../core/roster.ts'
import { type CaseGround, type CaseOutcome, staffOf } from './ground.ts'
import { onCrisis, onScam } from './read.ts'

/** What somebody says that a case was. */
export interface Marking {
  number: string
  mark: Mark
}

/** Says whether a case was one. A crisis that was none leaves nothing but a label without a person. */
export function markCase(ground: CaseGround, actor: Identity, marking: Marking): Promise<CaseOutcome> {
  return isScamNumber(marking.number) ? markScam(ground, actor, marking) : markCrisis(ground, actor, marking)
}

function markScam(ground: CaseGround, actor: Identity, { number, mark }: Marking) {
  return onScam(ground, actor, { act: 'mark', number }, () => {
    const { desk, scam } = ground.rules.words
    return {
      done: { says: fill(desk.marked, { number, mark: desk.scamStates[mark] }) },
      effects: [{ do: 'mark-scam', number, mark, by: staffOf(actor), keepDays: scam.keepDays.marked }],
      audit: marked(number, mark),
    }
  })
}

function markCrisis(ground: CaseGround, actor: Identity, { number, mark }: Marking) {
  return onCrisis(ground, actor, { act: 'mark', number }, () => {
    const { desk, crisis } = ground.rules.words
    const telling = {
      toStaff: saying(fill(crisis.falseStaff, { number })),
      toPerson: saying(crisis.falsePerson),
    }
    const keepDays = crisis.keepDays.marked
    return {
      done: { says: fill(mark === 'false' ? desk.crisisWrong : desk.crisisRight, { number }) },
      effects: [{ do: 'mark-crisis', number, mark, by: staffOf(actor), keepDays, ...telling }],
      audit: marked(number, mark),
    }
  })
}

const marked = (number: string, mark: Mark) => ({ act: 'mark-case', detail: `${number} ${mark}` })

/** Takes a crisis over, or says that the person was reached (`hasSpoken`): it is told nobody else. */
export function acknowledge(
  ground: CaseGround,
  actor: Identity,
  { number, hasSpoken }: { number: string; hasSpoken: boolean },
): Promise<CaseOutcome> {
  return onCrisis(ground, actor, { act: 'acknowledge', number }, ({ state, by }) => {
    const { contacted, alreadyBy, acknowledged } = ground.rules.words.desk
    const isTaken = state === 'acknowledged' && by !== actor.name
    const sentence = hasSpoken ? contacted : isTaken ? alreadyBy : acknowledged
    return {
      done: { says: fill(sentence, { number, name: by }) },
      effects: [{ do: 'acknowledge-crisis', number, by: staffOf(actor) }],
      audit: { act: hasSpoken ? 'contacted-case' : 'acknowledge-case', detail: number },
    }
  })
}
