import { canonical } from '../../content/names.ts'
import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import type { Handoff } from '../../core/desk.ts'
import type { Identity } from '../../core/roster.ts'
import { shown } from '../outcome.ts'
import { canonicalNumber } from '../people/naming.ts'
import { may } from '../rights.ts'
import { type Moving, movedFrom } from './back.ts'
import { type Colleague, entitled } from './colleagues.ts'
import { cannot, type DeskGround, type DeskOutcome } from './ground.ts'
import { onRequest, reportNotice, waitingAgain } from './reports.ts'
import { requestText } from './telling.ts'

/** Whoever acts sees to a request from now on; one that somebody else sees to is theirs to give, and the college's to take. */
export async function claimRequest(
  ground: DeskGround,
  actor: Identity,
  { number }: { number: string },
): Promise<DeskOutcome<Moving>> {
  const { handoff } = ground.rules.words
  return onRequest<Moving>(ground, actor, number, async found => {
    const { isDone, taker } = found
    if (isDone) return cannot(fill(handoff.finishedBefore, { number }))
    if (taker !== null && taker.number === actor.number)
      return shown({ says: fill(handoff.claimedBefore, { number }), moved: null })
    if (taker !== null && !may(actor, 'reassign-handoffs'))
      return cannot(fill(handoff.claimedBy, { number, name: taker.name }))
    const name = found.report?.isHidden ? (await ground.read.desk.handoff(number))?.name : undefined
    const revealed = name ? [fill(handoff.report.who, { name })] : []
    return {
      done: {
        says: [fill(handoff.claimed, { number }), ...revealed].join('\n'),
        moved: movedFrom(found, { taker: actor.number, passedBy: null }),
      },
      effects: [{ do: 'take-handoff', number, taker: actor.number, passedBy: null }],
      audit: { act: 'claim-handoff', detail: number },
    }
  })
}

/** Whoever sees to a request does so no more, and nobody does. */
export async function release(
  ground: DeskGround,
  actor: Identity,
  { number }: { number: string },
): Promise<DeskOutcome<Moving>> {
  const { handoff } = ground.rules.words
  return onRequest<Moving>(ground, actor, number, found => {
    const { isDone, taker } = found
    if (isDone) return cannot(fill(handoff.finishedBefore, { number }))
    if (taker === null || taker.number !== actor.number) return cannot(fill(handoff.notYours, { number }))
    return {
      done: { says: fill(handoff.released, { number }), moved: movedFrom(found, { taker: null, passedBy: null }) },
      effects: [{ do: 'take-handoff', number, taker: null, passedBy: null, ...waitingAgain(ground, found) }],
      audit: { act: 'release-handoff', detail: number },
    }
  })
}

/** Gives a request to a colleague in whose care whoever asked is too, by number or name; they are told of it. */
export async function passOn(
  ground: DeskGround,
  actor: Identity,
  { number, to }: { number: string; to: string },
): Promise<DeskOutcome<Moving & { to: Colleague }>> {
  const { rules, draw } = ground
  const { handoff: words } = rules.words
  return onRequest(ground, actor, number, async found => {
    if (found.isDone) return cannot(fill(words.finishedBefore, { number }))
    if (found.taker !== null && found.taker.number !== actor.number && !may(actor, 'reassign-handoffs'))
      return cannot(fill(words.claimedBy, { number, name: found.taker.name }))
    const all = await entitled(ground, found)
    const [one, ...more] = meant(all, to)
    if (one && more.length === 0 && one.number === actor.number) return cannot(words.passSelf)
    if (!one || more.length > 0) {
      const names = (more.length > 0 ? [one!, ...more] : all).filter(c => c.number !== actor.number).map(namedFully)
      return cannot(fill(words.passWhom, { said: to, names: names.join('、') }))
    }
    const letter = saying(noticeOf(found, actor, words))
    const says = fill(one.isReached ? words.passed : words.passedUnreached, { number, name: one.name })
    const moved = movedFrom(found, { taker: one.number, passedBy: actor.number })
    return {
      done: { says, to: one, moved },
      effects: [
        { do: 'take-handoff', number, taker: one.number, passedBy: actor.number },
        { do: 'write-to', key: `handoff-passed:${number}:${draw()}`, numbers: [one.number], saying: letter },
      ],
      audit: { act: 'pass-handoff', detail: `${number} to ${one.number}` },
    }
  })
}

/** Those who are called so: by number, by name, or by the name with 老师 behind it. */
function meant(all: readonly Colleague[], said: string): Colleague[] {
  const byNumber = all.filter(c => canonicalNumber(c.number) === canonicalNumber(said))
  if (byNumber.length > 0) return byNumber
  const wanted = new Set([canonical(said), canonical(said.replace(/老师$/, ''))])
  return all.filter(c => wanted.has(canonical(c.name)))
}

const namedFully = ({ name, number }: Colleague) => `${name}（${number}）`

/** What the colleague is told: the notice of it, with who gives it to them before. */
function noticeOf(found: Handoff, { name: from }: Identity, words: DeskGround['rules']['words']['handoff']): string {
  if (found.report) return reportNotice(words, found, fill(words.report.passed, { from })).text
  return requestText(words.passedTell, found, words, { from })
}
