import { fill } from '../../content/words.ts'
import { andThen } from '../../core/awaitable.ts'
import type { Caretaker, ScamCase, Scene } from '../../core/case.ts'
import { isLately } from '../../core/clock.ts'
import { saying } from '../../core/delivery.ts'
import { withinLength } from '../../core/text/length.ts'
import type { Effect } from '../../core/turn.ts'
import type { Message } from '../../core/update.ts'
import { isCounseling } from '../../office/cases/caretakers.ts'
import { groupsText } from '../../office/cases/show.ts'
import { scamChoices } from '../../office/cases/tell.ts'
import { may } from '../../office/rights.ts'
import type { Alarm } from '../../safety/alarm.ts'
import { masked } from '../../safety/mask.ts'
import { detectScam } from '../../safety/scam.ts'
import { sketchOf } from '../../safety/sketch.ts'
import { minuteText } from '../../time/shown.ts'
import type { Context, Watched, Watcher } from '../context.ts'
import { adviceOn, cardFor } from './card.ts'

const minute = 60_000
/** As much as is kept of a message and told of it. */
const keptLength = 500
const excerptLength = 60

/** A message as it is judged: what was written, and what the QR codes in its pictures say. */
export function judgedText({ text, images }: Message): string {
  return [withinLength(text), ...images.flatMap(i => (i.code ? [i.code.slice(0, 500)] : []))].join('\n')
}

/**
 * Reads what is written in a group, if the group allows it, for signs of fraud: one general card an hour and kind, the evidence for the
 * counselors of the group's class, and only their list where it is not sure. It never speaks to whoever wrote, and nobody's answer is lost.
 */
export const scamInGroup: Watcher = context => {
  const { turn, caseWords, isGroup, safety } = context
  if (!isGroup || turn.update.timer || !(turn.chat.watched ?? caseWords.scam.groups)) return null
  const text = judgedText(turn.update.message)
  const found = detectScam(safety, text, { isOverheard: !context.addressed })
  // Staff who show an example are not to be warned of.
  if (!found || may(turn.who, 'see-cases')) return null
  if (found.grade === 'low' && !caseWords.scam.queueUnsure) return null
  const sketch = sketchOf(safety, text)
  const since = turn.now.getTime() - caseWords.scam.mergeMinutes * minute
  return andThen(turn.read.cases.scene({ chat: turn.update.chat.id, sketch, since }), scene =>
    scene.alike ? joined(context, found, scene) : opened(context, { found, scene, sketch }),
  )
}

function opened(context: Context, { found, scene, sketch }: { found: Alarm; scene: Scene; sketch: number[] }): Watched {
  const { turn, caseWords } = context
  const at = turn.now.getTime()
  const text = masked(judgedText(turn.update.message)).slice(0, keptLength)
  const grade = found.grade === 'high' ? ('high' as const) : ('low' as const)
  const signals = found.signals.map(masked)
  const facts = { number: scene.next, type: found.type, grade, score: found.score, signals, text, at, draft: '' }
  const card = cardNow(context, found)
  const evidence =
    grade === 'high' ? told(context, responsible(scene, scene.caretakers), evidenceOf(context, facts, card)) : []
  return {
    effects: [
      ...(card?.effects ?? []),
      { do: 'open-scam', case: facts, unit: scene.unit, sketch, keepDays: caseWords.scam.keepDays.open },
      ...evidence,
    ],
    ...(card ? { chat: card.chat } : {}),
  }
}

/** The same message as in a case of the last hour: no second case, and an alert is drafted once it went round. */
function joined(context: Context, found: Alarm, scene: Scene): Watched {
  const { turn, caseWords } = context
  const { case: known, caretakers } = scene.alike!
  const groups: SeenIn[] = known.groups.map(({ title }, n) => ({ title, caretakers: caretakers[n]! }))
  const isNewGroup = !known.groups.some(g => g.chat === turn.update.chat.id)
  const count = known.groups.length + (isNewGroup ? 1 : 0)
  const isWrong = known.state === 'false'
  const advice = adviceOn(caseWords, known.type)
  const draft = count > 1 && !isWrong ? fill(caseWords.scam.draft, { count, type: known.type, advice }) : ''
  const card = isWrong ? null : cardNow(context, found)
  const before = known.groups.length === 1 ? caretakers.flat() : []
  const staff = isNewGroup && draft !== '' && known.grade === 'high' ? responsible(scene, scene.caretakers, before) : []
  const all = [...groups, { title: turn.update.chat.title, caretakers: scene.caretakers }]
  return {
    effects: [
      ...(card?.effects ?? []),
      { do: 'join-scam', number: known.number, unit: scene.unit, draft },
      ...staff.flatMap(one =>
        told(context, [one], { number: known.number, text: mergedText(context, known, all, one) }),
      ),
    ],
    ...(card ? { chat: card.chat } : {}),
  }
}

/** A group in which a message was seen, and those who look after it. */
interface SeenIn {
  title: string
  caretakers: readonly Caretaker[]
}

/** That a message goes round, for one of the staff: their own groups by name, and how many others there are. */
function mergedText(
  { caseWords }: Context,
  { number, type }: ScamCase,
  all: readonly SeenIn[],
  staff: Caretaker,
): string {
  const groups = all.filter(({ caretakers }) => caretakers.some(c => c.number === staff.number))
  const seen = groupsText(caseWords, { groups, elsewhere: all.length - groups.length })
  return fill(caseWords.scam.tellMerged, { number, type, count: all.length, groups: seen })
}

/** The card, unless one of its kind was said here within the hour or the kind is not sure. */
function cardNow({ turn, caseWords }: Context, { type, grade }: Alarm): Watched | null {
  const now = turn.now.getTime()
  const lately = turn.chat.cards.filter(c => isLately(c.at, now, caseWords.scam.cardMinutes * minute))
  if (grade !== 'high' || lately.some(c => c.type === type)) return null
  const text = cardFor(caseWords, type, judgedText(turn.update.message))
  if (text === null) return null
  return {
    effects: [{ do: 'say', toPerson: false, purpose: 'safety', saying: saying(text) }],
    chat: { cards: [...lately, { type, at: now }] },
  }
}

/** The counselors of the class, or where none can be written to its college; nobody for a group without a class: that is for the list. */
function responsible(
  { unit }: Scene,
  caretakers: readonly Caretaker[],
  others: readonly Caretaker[] = [],
): Caretaker[] {
  const reached = (unit ? [...caretakers, ...others] : [...others]).filter(c => c.homes.length > 0)
  const near = reached.filter(isCounseling)
  const staff = near.length > 0 ? near : reached.filter(c => c.step === 2)
  return staff.filter((one, n) => staff.findIndex(other => other.number === one.number) === n)
}

function evidenceOf(
  { turn, caseWords, knowledge }: Context,
  facts: { number: string; type: string; signals: readonly string[]; text: string; at: number },
  card: Watched | null,
) {
  const { tell, toldCard, toldNoCard, unknownGroup } = caseWords.scam
  const text = fill(tell, {
    number: facts.number,
    group: turn.update.chat.title || unknownGroup,
    type: facts.type,
    time: minuteText(facts.at, knowledge.school.zone),
    signals: facts.signals.map(s => `“${s}”`).join(' '),
    excerpt: facts.text.length > excerptLength ? `${facts.text.slice(0, excerptLength)}…` : facts.text,
    done: card ? toldCard : toldNoCard,
  })
  return { number: facts.number, text }
}

/** Tells each of them privately, with the marks as buttons. */
function told(
  { caseWords }: Context,
  staff: readonly Caretaker[],
  { number, text }: { number: string; text: string },
): Effect[] {
  const evidence = saying(text, scamChoices(caseWords, number))
  return staff.map(({ homes }) => ({
    do: 'say',
    toPerson: false,
    chat: homes[0]!.chat,
    purpose: 'safety',
    saying: evidence,
  }))
}
