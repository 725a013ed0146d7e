import { linesAsked } from '../asked.ts'
import type { Knowledge } from '../load.ts'
import { type Earlier, mostEarlier } from '../understanding/look.ts'
import type { UnderstandingModel } from '../understanding/model.ts'
import { questionsIn } from '../understanding/several.ts'
import { isClear, nothingEarlier, thresholds, type Understanding, understand } from '../understanding/understand.ts'
import type { HandLine } from './hands.ts'

/** What became of a line. */
export interface Judged {
  line: HandLine
  /** Of a question that an entry answers which kinds that entry has a direct line for, and which of them it would say. */
  direct: { has: readonly string[]; says: readonly string[] }
  isFirst: boolean
  isLast: boolean
  understanding: Understanding
  /** The entries said to a message that asks several things, or null. */
  several: readonly string[] | null
  /** The entry that was answered last when this was asked, by the bot's own answers. */
  answered: string | null
}

/** Judges the lines of one hand in their order, as the bot does: in a dialogue on what it answered before itself, right or wrong. */
export function judgeAll(lines: readonly HandLine[], knowledge: Knowledge, model: UnderstandingModel): Judged[] {
  const known = { ...knowledge, model }
  let earlier: Earlier = nothingEarlier
  return lines.map((line, n) => {
    const isFirst = !isSameTalk(lines[n - 1], line)
    if (isFirst) earlier = nothingEarlier
    const several = questionsIn(known, line.text)?.map(c => c.entry) ?? null
    const understanding = understand(known, line.text, earlier)
    const verdict = {
      ...{ line, isFirst, isLast: !isSameTalk(line, lines[n + 1]) },
      ...{ understanding, several, answered: earlier.entry, direct: directFor(line, known) },
    }
    const said = several?.[0] ?? (understanding.outcome === 'answer' ? understanding.candidates[0]!.entry : null)
    earlier = { texts: [...earlier.texts, line.text].slice(-mostEarlier), entry: said ?? earlier.entry }
    return verdict
  })
}

function directFor({ wanted, text }: HandLine, knowledge: Knowledge): Judged['direct'] {
  const entry = knowledge.entries.get(wanted[0]?.[0] ?? '')
  return entry ? { has: Object.keys(entry.direct), says: linesAsked(knowledge, text, entry) } : { has: [], says: [] }
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
  const strange = of('X', v => !v.line.note.includes('x-answerable'))
  const untold = of('Q', isNothing)
  const two = of('Q', isTwo)
  const talk = of('G', v => v.line.wanted.length === 0)
  const count = (list: readonly Judged[], fits: (v: Judged) => boolean) => share(list.filter(fits).length, list.length)
  const isSpoken = ({ understanding }: Judged) => isClear(understanding, thresholds.unprompted)
  const kind = (v: Judged) => v.line.kinds[0]!
  const told = asked.filter(v => v.direct.has.includes(kind(v)))
  return [
    `right first answer                          ${count(asked, isRight)} of ${asked.length}`,
    `right first or offered                      ${count(asked, isOffered)}`,
    `one question taken for several              ${count(asked, v => v.several !== null)}`,
    `two questions in one message, both answered ${count(two, isBothRight)} of ${two.length}`,
    `last turn of a dialogue right               ${count(last, isRight)} of ${last.length}`,
    `any turn right                              ${count(turns, isRight)} of ${turns.length}`,
    `answer of before given to a new question    ${count(after, v => saidTo(v)[0] === v.answered)} of ${after.length}`,
    `out of scope answered                       ${count(strange, isAnswered)} of ${strange.length}`,
    `out of scope offered choices                ${count(strange, v => v.understanding.outcome === 'clarify')}`,
    `of our subjects, but no entry: answered     ${count(untold, isAnswered)} of ${untold.length}`,
    `direct line of the kind asked first         ${count(told, v => v.direct.says[0] === kind(v))} of ${told.length}`,
    `… first or second                           ${count(told, v => v.direct.says.includes(kind(v)))}`,
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
