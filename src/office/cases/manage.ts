import { fill } from '../../content/words.ts'
import { type CrisisCase, type CrisisSlip, isScamNumber, type Mark } from '../../core/case.ts'
import { saying } from '../../core/delivery.ts'
import type { Identity } from '../../core/roster.ts'
import { type CaseGround, type CaseOutcome, staffOf, unknown, waitingUntil } from './ground.ts'
import { onCrisis, onScam } from './read.ts'
import { mayNotAsk, scamFor } from './right.ts'

/** What a press came to, and how it is taken back where it was a slip; null where it changed nothing that was not so before, or cannot be. */
export interface Pressed {
  says: string
  slip: { what: CrisisSlip; isOpenAgain: boolean } | null
}

function slipOf({ state, isReached, isConfirmed }: CrisisCase, what: CrisisSlip): Pressed['slip'] {
  const isOpenAgain = state === 'open'
  const wasSo = { taken: true, contacted: isReached, marked: isConfirmed }[what]
  return isOpenAgain || !wasSo ? { what, isOpenAgain } : null
}

/** What somebody says that a case was. */
export interface Marking {
  number: string
  mark: Mark
}

/** Says whether a case was one. A crisis that was none leaves nothing but a label without a person. */
export function markCase(ground: CaseGround, actor: Identity, marking: Marking): Promise<CaseOutcome<Pressed>> {
  return isScamNumber(marking.number) ? markScam(ground, actor, marking) : markCrisis(ground, actor, marking)
}

function markScam(ground: CaseGround, actor: Identity, { number, mark }: Marking) {
  return onScam<Pressed>(ground, actor, { act: 'mark', number }, () => {
    const { desk } = ground.rules.words
    return {
      done: { says: fill(desk.marked, { number, mark: desk.scamStates[mark] }), slip: null },
      effects: [scamMark(ground, actor, { number, state: mark })],
      audit: marked(number, mark),
    }
  })
}

/** Says of several scam cases what they were, or (`open`) takes that back: all of them, or none where one is not theirs. */
export async function markScams(
  ground: CaseGround,
  actor: Identity,
  { marks }: { marks: readonly ScamMark[] },
): Promise<CaseOutcome<{ says: string; before: readonly ScamMark[] }>> {
  const mayNot = mayNotAsk(ground, actor, { act: 'mark', number: marks[0]?.number ?? 'S' })
  if (mayNot) return mayNot
  const { desk } = ground.rules.words
  const theirs = new Map((await ground.read.cases.scams()).filter(c => scamFor(actor, c)).map(c => [c.number, c.state]))
  const other = marks.find(m => !theirs.has(m.number))
  if (other) return unknown(ground, other.number)
  const [first] = marks
  if (!first) return { refused: { why: 'unknown', says: desk.markNone }, audit: null }
  const says =
    first.state === 'open'
      ? desk.markBack
      : fill(desk.markedSeveral, { count: marks.length, mark: desk.scamStates[first.state] })
  return {
    done: { says, before: marks.map(({ number }) => ({ number, state: theirs.get(number)! })) },
    effects: marks.map(mark => scamMark(ground, actor, mark)),
    audit: { act: 'mark-case', detail: marks.map(m => `${m.number} ${m.state}`).join(' ') },
  }
}

/** What a scam case is to be marked as. */
export interface ScamMark {
  number: string
  state: 'open' | Mark
}

function scamMark({ rules }: CaseGround, actor: Identity, { number, state }: ScamMark) {
  const { open, marked } = rules.words.scam.keepDays
  const keepDays = state === 'open' ? open : marked
  return { do: 'mark-scam' as const, number, mark: state, by: staffOf(actor), keepDays }
}

function markCrisis(ground: CaseGround, actor: Identity, { number, mark }: Marking) {
  return onCrisis<Pressed>(ground, actor, { act: 'mark', number }, found => {
    const { desk, crisis } = ground.rules.words
    const telling = {
      toStaff: saying(fill(crisis.falseStaff, { number })),
      toPerson: saying(crisis.falsePerson),
    }
    const keepDays = crisis.keepDays.marked
    return {
      done: {
        says: fill(mark === 'false' ? desk.crisisWrong : desk.crisisRight, { number }),
        slip: mark === 'false' ? null : slipOf(found, 'marked'),
      },
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
): Promise<CaseOutcome<Pressed>> {
  return onCrisis<Pressed>(ground, actor, { act: 'acknowledge', number }, found => {
    const { state, by } = found
    const { contacted, alreadyBy, acknowledged } = ground.rules.words.desk
    const isTaken = state === 'acknowledged' && by !== actor.name
    const sentence = hasSpoken ? contacted : isTaken ? alreadyBy : acknowledged
    return {
      done: { says: fill(sentence, { number, name: by }), slip: slipOf(found, hasSpoken ? 'contacted' : 'taken') },
      effects: [{ do: 'acknowledge-crisis', number, by: staffOf(actor), hasSpoken }],
      audit: { act: hasSpoken ? 'contacted-case' : 'acknowledge-case', detail: number },
    }
  })
}

/** Takes back what was pressed by a slip; `isOpenAgain`: nobody has taken the crisis either, and its clock runs again. */
export function takeBackMarkOf(
  ground: CaseGround,
  actor: Identity,
  { number, what, isOpenAgain }: { number: string; what: CrisisSlip; isOpenAgain: boolean },
): Promise<CaseOutcome> {
  return onCrisis(ground, actor, { act: 'acknowledge', number }, ({ state, by, grade }) => {
    const { desk } = ground.rules.words
    if (isOpenAgain && state === 'acknowledged' && by !== actor.name)
      return { refused: { why: 'taken', says: fill(desk.takenBy, { number, name: by }) }, audit: null }
    const nextAt = isOpenAgain ? waitingUntil(ground, grade) : null
    return {
      done: { says: fill(isOpenAgain ? desk.openAgain : desk.tookBack, { number }) },
      effects: [{ do: 'take-back-crisis', number, by: staffOf(actor), what, nextAt }],
      audit: { act: 'take-back-case', detail: `${number} ${what}` },
    }
  })
}
