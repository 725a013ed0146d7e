import { linesAsked, linesNotSaid } from '../direct/asked.ts'
import { askedKinds } from '../direct/kind.ts'
import type { Knowledge } from '../load.ts'
import { topicOf } from '../understanding/evidence.ts'
import { type Earlier, mostEarlier } from '../understanding/look.ts'
import type { UnderstandingModel } from '../understanding/model.ts'
import { questionsIn } from '../understanding/several.ts'
import { isClear, nothingEarlier, thresholds, type Understanding, understand } from '../understanding/understand.ts'
import type { HandLine } from './hands.ts'

/** What became of a line. */
export interface Judged {
  line: HandLine
  /** Of a question that an entry answers the line of that entry that was asked for (null: it has none), and what it would say; null of other lines. */
  direct: { asked: string | null; says: readonly string[] } | null
  isFirst: boolean
  isLast: boolean
  understanding: Understanding
  /** The entries said to a message that asks several things, or null. */
  several: readonly string[] | null
  /** The entry that was answered last when this was asked, by the bot's own answers. */
  answered: string | null
  /** Whether the very lines that were said last are said again: the entry's, to the same kind of question. */
  isSaidAgain: boolean
  /** Of a question that has nothing to do with the writer's question before: what was answered to that one, and what is said to this right after it. */
  rightAfter: { answered: string; said: string | null } | null
}

/** Judges the lines of one hand in their order, as the bot does: in a dialogue on what it answered before itself, right or wrong. */
export function judgeAll(lines: readonly HandLine[], knowledge: Knowledge, model: UnderstandingModel): Judged[] {
  const known = { ...knowledge, model }
  let earlier: Earlier = nothingEarlier
  return lines.map((line, n) => {
    const before = lines[n - 1]
    const isFirst = !isSameTalk(before, line)
    if (isFirst) earlier = nothingEarlier
    const several = questionsIn(known, line.text)?.map(c => c.entry) ?? null
    const understanding = understand(known, line.text, earlier)
    const said = several?.[0] ?? bestSaid(understanding)
    const verdict = {
      ...{ line, isFirst, isLast: !isSameTalk(line, lines[n + 1]) },
      ...{ understanding, several, answered: earlier.entry, direct: lineFor(line, known) },
      isSaidAgain: said !== null && said === earlier.entry && sameLines(known, said, [before!.text, line.text]),
      rightAfter: before?.part === 'Q' && line.part === 'Q' ? askedAfter(known, before, line) : null,
    }
    earlier = { texts: [...earlier.texts, line.text].slice(-mostEarlier), entry: said ?? earlier.entry }
    return verdict
  })
}

const bestSaid = ({ outcome, candidates }: Understanding) => (outcome === 'answer' ? candidates[0]!.entry : null)

/** Whether an entry says nothing to the second question that it did not say to the first. */
function sameLines(knowledge: Knowledge, id: string, [before, now]: readonly [string, string]): boolean {
  const entry = knowledge.entries.get(id)!
  return linesNotSaid(knowledge, linesAsked(knowledge, now, entry), { entry, before }).length === 0
}

/** What becomes of a question that is asked right after another that has nothing to do with it. */
function askedAfter(knowledge: Knowledge, before: HandLine, { text, wanted }: HandLine): Judged['rightAfter'] {
  const answered = bestSaid(understand(knowledge, before.text))
  const topics = new Set(before.wanted.flat().map(topicOf))
  if (answered === null || wanted.length !== 1 || wanted[0]!.some(id => topics.has(topicOf(id)))) return null
  if (wanted[0]!.includes(answered)) return null
  return { answered, said: bestSaid(understand(knowledge, text, { texts: [before.text], entry: answered })) }
}

/** The line of the entry for the situation that was labelled, else for the kind of question, beside what the entry would say; null where no single entry answers. */
export function lineFor({ wanted, text, kinds, situations }: HandLine, knowledge: Knowledge): Judged['direct'] {
  const entry = knowledge.entries.get(wanted[0]?.[0] ?? '')
  const kind = askedKinds.find(kind => kind === kinds[0])
  if (!entry || wanted.length > 1 || (!kind && !situations[0])) return null
  const situation = entry.situations.find(one => one.if[0] === situations[0])
  const says = linesAsked(knowledge, text, entry).map(line => line.say)
  return { asked: situation?.say ?? (kind && entry.direct[kind]) ?? null, says }
}

/** Whether two lines are turns of one dialogue. */
export const isSameTalk = (a: HandLine | undefined, b: HandLine | undefined) =>
  a?.part === 'D' && b?.part === 'D' && a.style === b.style && a.hand === b.hand

const share = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`)

/** What is answered: the first of several, or the best. */
const saidTo = ({ several, understanding: { outcome, candidates } }: Judged): readonly string[] =>
  several ?? (outcome === 'answer' ? [candidates[0]!.entry] : [])
const wantedBy = ({ line }: Judged) => line.wanted.flat()
/** Whether the first answer is one that answers it. */
export const isRight = (v: Judged) => saidTo(v).length > 0 && wantedBy(v).includes(saidTo(v)[0]!)
/** What is answered or offered: below an answer one more, else up to three. */
const isOffered = (v: Judged) => {
  const { outcome, candidates } = v.understanding
  const offered = outcome === 'answer' ? candidates.slice(1, 2).filter(isBeside) : candidates.slice(0, 3)
  return [...saidTo(v), ...offered.map(c => c.entry)].some(e => wantedBy(v).includes(e))
}
const isBeside = ({ score }: { score: number }) => score >= thresholds.beside
const isAnswered = (v: Judged) => saidTo(v).length > 0
const isBothRight = (v: Judged) => v.line.wanted.every(side => side.some(id => saidTo(v).includes(id)))

const isOne = ({ line }: Judged) => line.wanted.length === 1 && line.style !== 'two'
const isAnswerable = (v: Judged) => isOne(v) && v.line.wanted[0]!.length > 0
const isNothing = (v: Judged) => isOne(v) && v.line.wanted[0]!.length === 0
const isTwo = (v: Judged) => v.line.wanted.length === 2 && v.line.wanted.every(side => side.length > 0)

/** All figures, as lines of a table. */
export function figures(verdicts: readonly Judged[]): string[] {
  const of = (part: string, fits: (v: Judged) => boolean) => verdicts.filter(v => v.line.part === part && fits(v))
  const asked = of('Q', isAnswerable)
  const turns = of('D', isAnswerable)
  const last = turns.filter(v => v.isLast && !v.isFirst)
  const after = turns.filter(v => v.answered !== null && !wantedBy(v).includes(v.answered))
  const passing = of('Q', v => v.rightAfter !== null)
  const strange = of('X', v => !v.line.note.includes('x-answerable'))
  const untold = of('Q', isNothing)
  const two = of('Q', isTwo)
  const talk = of('G', v => v.line.wanted.length === 0)
  const count = (list: readonly Judged[], fits: (v: Judged) => boolean) => share(list.filter(fits).length, list.length)
  const isSpoken = ({ understanding }: Judged) => isClear(understanding, thresholds.unprompted)
  const direct = asked.filter(v => v.direct !== null)
  const told = direct.filter(v => v.direct!.asked !== null)
  return [
    `right first answer                          ${count(asked, isRight)} of ${asked.length}`,
    `right first or offered                      ${count(asked, isOffered)}`,
    `one question taken for several              ${count(asked, v => v.several !== null)}`,
    `two questions in one message, both answered ${count(two, isBothRight)} of ${two.length}`,
    `last turn of a dialogue right               ${count(last, isRight)} of ${last.length}`,
    `any turn right                              ${count(turns, isRight)} of ${turns.length}`,
    `entry of before given where another answers ${count(after, v => saidTo(v)[0] === v.answered)} of ${after.length}`,
    `… with the very same lines                  ${count(after, v => v.isSaidAgain)}`,
    `entry of before given to a new subject      ${count(passing, v => v.rightAfter!.said === v.rightAfter!.answered)} of ${passing.length}`,
    `out of scope answered                       ${count(strange, isAnswered)} of ${strange.length}`,
    `out of scope offered choices                ${count(strange, v => v.understanding.outcome === 'clarify')}`,
    `of our subjects, but no entry: answered     ${count(untold, isAnswered)} of ${untold.length}`,
    `a line for what is asked is there           ${count(direct, v => v.direct!.asked !== null)} of ${direct.length}`,
    `… and is said first                         ${count(told, v => v.direct!.says[0] === v.direct!.asked)} of ${told.length}`,
    `… first or second                           ${count(told, v => v.direct!.says.includes(v.direct!.asked!))}`,
    `group talk answered in mode 自动            ${count(talk, isSpoken)} of ${talk.length}`,
  ]
}

/** The share of right first answers by hand and by style. */
export function byHandAndStyle(verdicts: readonly Judged[]): string[] {
  const asked = verdicts.filter(v => v.line.part === 'Q' && isAnswerable(v))
  const table = (of: (v: Judged) => string) =>
    [...Map.groupBy(asked, of)].map(([name, list]) => `${name} ${share(list.filter(isRight).length, list.length)}`)
  return [table(v => v.line.hand).join(' · '), table(v => v.line.style).join(' · ')]
}

/** A verdict as a line to read: whether it is right, who asked what, what was wanted and what was said. */
export function tellTale(v: Judged): string {
  const { line, understanding } = v
  const said = v.several?.join(' & ') ?? understanding.outcome
  const wanted = line.wanted.map(side => side.join('|') || 'none').join(' & ') || '-'
  const best = understanding.candidates.slice(0, 3).map(c => `${c.entry} ${c.score.toFixed(2)}`)
  return [
    isRight(v) ? 1 : 0,
    line.hand,
    line.part,
    line.style,
    line.text.replaceAll('\n', ' ⏎ '),
    wanted,
    said,
    best.join(' '),
    v.answered ?? '',
  ].join('\t')
}
