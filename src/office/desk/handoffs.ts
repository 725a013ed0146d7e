import { fill } from '../../content/words.ts'
import type { Handoff } from '../../core/desk.ts'
import { type Identity, ownerOfNumber } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { may } from '../rights.ts'
import { type AnswerSaid, answerOf, checked } from './answering.ts'
import { type Moving, movedFrom } from './back.ts'
import { cannot, type DeskGround, type DeskOutcome, isTheirs, notForThem } from './ground.ts'
import { isKnownTo, noticeText, onRequest, readableBy } from './reports.ts'

const right = 'see-handoffs'

/** What people asked a person for who are in the care of whoever asks; how to reach them only where they may be contacted. */
export async function openHandoffs(
  { read, rules: { words } }: DeskGround,
  actor: Identity,
): Promise<DeskOutcome<{ says: string; handoffs: Handoff[] }>> {
  const { handoff } = words
  if (!may(actor, right)) return notForThem(handoff.refused, 'handoffs')
  const handoffs = theirsOf(await read.desk.handoffs(), actor, handoff)
  const says = [fill(handoff.head, { count: handoffs.length }), ...handoffs.map(h => lineOf(h, handoff))].join('\n\n')
  return shown(
    { says: handoffs.length === 0 ? handoff.none : says, handoffs },
    { act: 'read-handoffs', detail: String(handoffs.length) },
  )
}

/** How many requests that were followed up stand on one page. */
export const handoffsPerPage = 50

/** One page of what was followed up, the last first, and how much there is; with `said` what has it in its number or the name of whoever asked. */
export async function doneHandoffs(
  { read, rules: { words } }: DeskGround,
  actor: Identity,
  { said, page }: { said: string; page: number },
): Promise<DeskOutcome<{ says: string; handoffs: Handoff[]; pages: number }>> {
  if (!may(actor, right)) return notForThem(words.handoff.refused, 'handoffs')
  const part = { skip: (page - 1) * handoffsPerPage, take: handoffsPerPage }
  const found = await read.desk.doneHandoffs({ said, taker: actor.number, scope: actor.scope, ...part })
  const handoffs = theirsOf(found.handoffs, actor, words.handoff)
  const audit = { act: 'read-handoffs-done', detail: String(handoffs.length) }
  return shown({ says: '', handoffs, pages: Math.ceil(found.count / handoffsPerPage) }, audit)
}

/** One request in full. */
export async function oneHandoff(
  ground: DeskGround,
  actor: Identity,
  { number }: { number: string },
): Promise<DeskOutcome<{ says: string; handoff: Handoff }>> {
  return onRequest(ground, actor, number, handoff =>
    shown({ says: '', handoff }, { act: 'read-handoff', detail: number }),
  )
}

/** What somebody on the roster asked a person for and still waits; nothing where that is not theirs to see, or hides who reported it. */
export async function handoffsFrom(
  { read, rules: { words } }: DeskGround,
  actor: Identity,
  { number }: { number: string },
): Promise<DeskOutcome<{ says: string; handoffs: Handoff[] }>> {
  const asked = await read.desk.handoffsOf(ownerOfNumber(number))
  const open = asked.filter(h => !h.isDone && h.asker === number && isKnownTo(actor, h))
  const handoffs = theirsOf(open, actor, words.handoff)
  const detail = handoffs.map(h => h.number).join(' ')
  return shown({ says: '', handoffs }, handoffs.length === 0 ? null : { act: 'read-handoffs', detail })
}

const theirsOf = (handoffs: readonly Handoff[], actor: Identity, words: DeskGround['rules']['words']['handoff']) =>
  handoffs.filter(h => isTheirs(actor, right, h)).map(h => readableBy(actor, h, words))

/** A request as the notice told of it, without what to answer to that, and where it stands. */
function lineOf(handoff: Handoff, words: DeskGround['rules']['words']['handoff']): string {
  const { taker, answer, askedAt } = handoff
  const { lines } = words
  return [
    ...noticeText(handoff, words).split('\n').slice(0, -1),
    ...(taker ? [fill(lines.taken, { name: taker.name })] : []),
    ...(answer ? [fill(lines.answered, { text: answer.text })] : []),
    ...(askedAt !== null && askedAt > (answer?.at ?? 0) ? [lines.asked] : []),
  ].join('\n')
}

/** A request was followed up, with a word to whoever asked or without. One that was so before stays as it is. `isPreview` only says what would leave. */
export async function finish(
  ground: DeskGround,
  actor: Identity,
  { number, word = '', isPreview = false }: { number: string; word?: string; isPreview?: boolean },
): Promise<DeskOutcome<AnswerSaid & Moving>> {
  const { handoff: words } = ground.rules.words
  return onRequest<AnswerSaid & Moving>(ground, actor, number, found => {
    if (found.isDone)
      return shown({ says: fill(words.finishedBefore, { number }), letter: null, text: '', moved: null })
    // Whoever reported something always hears of its end.
    const text = word === '' && found.report ? words.report.doneWord : word
    const wrong = text === '' ? null : checked(ground, number, text)
    if (wrong) return wrong
    const said = text === '' ? null : answerOf(ground, actor, { found, text, isDone: true })
    if (said && isPreview) return shown({ says: said.says, letter: said.letter, text, moved: null })
    const finished = fill(said?.letter ? words.finishedWord : words.finished, { number, name: found.name })
    return {
      done: {
        says: said && !said.letter ? `${finished}\n${said.says}` : finished,
        letter: said?.letter ?? null,
        text,
        moved: movedFrom(found, { isDone: true, taker: found.taker?.number ?? actor.number }),
      },
      effects: [...(said?.effects ?? []), { do: 'finish-handoff', number, taker: found.taker ? null : actor.number }],
      audit: { act: 'finish-handoff', detail: number },
    }
  })
}

/** A request that was followed up is open again. */
export async function reopen(
  ground: DeskGround,
  actor: Identity,
  { number }: { number: string },
): Promise<DeskOutcome<Moving>> {
  const { handoff } = ground.rules.words
  return onRequest<Moving>(ground, actor, number, found =>
    found.isDone
      ? {
          done: { says: fill(handoff.reopened, { number }), moved: movedFrom(found, { isDone: false }) },
          effects: [{ do: 'reopen-handoff', number }],
          audit: { act: 'reopen-handoff', detail: number },
        }
      : cannot(fill(handoff.isOpen, { number })),
  )
}
