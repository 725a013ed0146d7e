import { type About, abouts, type CrisisGrade, type DangerKind, dangerKinds } from '../core/case.ts'
import type { Certainty, Danger } from './alarm.ts'
import { readingsOf, type Stretch } from './learned.ts'
import type { SafetyLists } from './lists.ts'
import type { Place } from './signal.ts'
import { makePlain, type PlainMessage } from './text/plain.ts'

/** What the phrases of the lists say of a message: nothing is known of how it is meant. */
interface Evidence {
  /** The gravest grade of a phrase, or null. */
  told: CrisisGrade | null
  /** The kind of danger, where a list says it. */
  kind: DangerKind | null
  /** Whether anything of the lists is there at all, words that prove nothing among them. */
  isHinted: boolean
  /** Said plainly of oneself and not somebody else's lines. */
  isFirm: boolean
  /** A wording that the lists know as harmless, and nothing else. */
  isIdiom: boolean
  places: Place[]
}

const grades = ['immediate', 'serious', 'distress'] as const
const quotedMost = 4
const quotedLength = 30
/** What one person wrote in pieces is joined by this. */
const between = ' '
const shortAnswer = 8

export const isKind = (kind: string): kind is DangerKind => (dangerKinds as readonly string[]).includes(kind)
export const isAbout = (about: string): about is About => (abouts as readonly string[]).includes(about)

/** Where a message was heard. */
export interface Hearing {
  /** What the same person wrote in the same place within the last minute or two, oldest first. */
  earlier?: readonly string[]
  /** Talk of a group that nobody meant for the bot: there is so much of it that one witness must be much surer. */
  isOverheard?: boolean
  /** An answer to a step of a conversation: as overheard, and what a few words mean depends on the question, unless the lists know them. */
  isAnswer?: boolean
}

/**
 * What a message says of somebody in danger; null when nothing does. It is judged alone and together with what was written just before, and the surer
 * judgement holds. It names a concern, never a state of mind.
 */
export function dangerIn(lists: SafetyLists, text: string, hearing: Hearing = {}): Danger | null {
  const { earlier = [], isAnswer = false } = hearing
  const isOverheard = isAnswer || hearing.isOverheard === true
  if (isAnswer && text.length <= shortAnswer && !isTold(lists, text)) return null
  const alone = judge(lists, text, { isOverheard, caution: 0 }) ?? (isOverheard ? null : drowned(lists, text))
  // What is sure by itself is not blurred by what was said before.
  if (earlier.length === 0 || (alone && alone.certainty !== 'weak')) return alone
  // A sentence may have been broken between two words or inside one.
  const caution = lists.model.thresholds.pieces
  const together = ['', between].map(gap => judge(lists, [...earlier, text].join(gap), { isOverheard, caution }))
  return [alone, ...together].reduce((best, next) => (next && (!best || rank(next) > rank(best)) ? next : best))
}

/** A message of more characters is read sentence by sentence as well. */
const longMessage = 80

/**
 * In a long message a few plain words drown in all the others: a sentence that the lists know as said of oneself is judged by itself too. It is only
 * asked about, since what stands around it may tell another story.
 */
function drowned(lists: SafetyLists, text: string): Danger | null {
  if (text.length <= longMessage) return null
  for (const sentence of text.split(/(?<=[。！？!?；;\n])/)) {
    if (!evidenceIn(lists, makePlain(sentence, lists.disguises)).isFirm) continue
    const found = judge(lists, sentence, { isOverheard: false, caution: 0 })
    if (found) return { ...found, certainty: 'weak' }
  }
  return null
}

const isTold = (lists: SafetyLists, text: string) => evidenceIn(lists, makePlain(text, lists.disguises)).told !== null

/** Whether somebody tells of a trouble of their own, which is nobody else's business, though there is no danger in it. */
export function isTrouble(lists: SafetyLists, text: string): boolean {
  const found = lists.crisis.find(makePlain(text, lists.disguises))
  if (found.has('hint') || found.has('self:distress')) return true
  return readingsOf(text, lists.model.syllables).some(r => oddsOf(lists, r) > lists.model.thresholds.trouble)
}

/** The log-odds of danger; of texts without Chinese writing less is taken on trust. */
function oddsOf({ model: { danger, thresholds } }: SafetyLists, stretch: Stretch): number {
  return danger.odds(stretch.traits).danger - (isLatin(stretch) ? thresholds.latin : 0)
}

/** Whether a stretch has hardly any Chinese writing. */
function isLatin({ units: { units } }: Stretch): boolean {
  return units.filter(unit => unit >= '\u3400' && unit <= '\u9fff').length * 3 < units.length - 2
}

const certainties: readonly Certainty[] = ['weak', 'sure', 'plain']

/** Surer is graver; among equals, what presses more. */
function rank({ certainty, grade }: Danger): number {
  return certainties.indexOf(certainty) * 4 + (grades.length - grades.indexOf(grade))
}

/** `caution` is taken off the log-odds. */
function judge(
  lists: SafetyLists,
  text: string,
  { isOverheard, caution }: { isOverheard: boolean; caution: number },
): Danger | null {
  const { model } = lists
  let worst: { reading: Stretch; odds: number } | null = null
  for (const reading of readingsOf(text, model.syllables)) {
    const odds = oddsOf(lists, reading) - caution
    if (!worst || odds > worst.odds) worst = { reading, odds }
  }
  const { reading, odds } = worst!
  // Most messages end here: no evidence could make more of them.
  if (odds <= leastOdds(model.thresholds) && !isLatin(reading)) return null
  const plain = makePlain(text, lists.disguises)
  const evidence = evidenceIn(lists, plain)
  const witnessed = certaintyOf(lists, { odds, evidence, isOverheard })
  const certainty = witnessed ?? (isLatin(reading) ? toldInEnglish(evidence, isOverheard) : null)
  if (certainty === null) return null
  const manner = model.manner.odds(reading.traits)
  const grade = (witnessed ? null : evidence.told) ?? gradeOf(lists, { manner, evidence })
  const kind = evidence.kind ?? dangerKinds.reduce((best, next) => (manner[next] > manner[best] ? next : best))
  const about =
    manner.unknown > model.thresholds.unknown ? 'unknown' : manner.other > model.thresholds.other ? 'other' : 'self'
  return {
    kind: 'crisis',
    type: kind,
    about,
    grade,
    urgent: grade === 'immediate',
    certainty,
    score: Math.round(1000 / (1 + Math.exp(-odds))) / 1000,
    signals: fragments(text, { plain, evidence, reading }),
  }
}

/** Log-odds up to which nothing is to be feared, whatever the lists say: the least that `certaintyOf` asks for. */
function leastOdds(t: SafetyLists['model']['thresholds']): number {
  const alone = Math.min(t.weak, t.hinted, t.told, t.sure, t.sureTold, t.firm, t.plain)
  return Math.min(alone, t.overheard, t.overheardHinted, t.overheardTold)
}

/** How sure it is, or null when nothing is to be feared. Phrases of the lists count as a second witness beside the model. */
function certaintyOf(
  { model: { thresholds } }: SafetyLists,
  { odds, evidence, isOverheard }: { odds: number; evidence: Evidence; isOverheard: boolean },
): Certainty | null {
  const { told, isHinted, isFirm, isIdiom } = evidence
  const isSaid = told !== null && told !== 'distress'
  if (isIdiom && odds < thresholds.sure) return null
  if (isSaid && odds > thresholds.plain) return 'plain'
  if (isOverheard) {
    const need = isSaid ? thresholds.overheardTold : isHinted ? thresholds.overheardHinted : thresholds.overheard
    return odds > need ? 'sure' : null
  }
  if (odds > (isSaid ? thresholds.sureTold : thresholds.sure) || (isFirm && odds > thresholds.firm)) return 'sure'
  const enough = told !== null ? thresholds.told : isHinted ? thresholds.hinted : thresholds.weak
  return odds > enough ? 'weak' : null
}

/** The model was never taught English, so that of plain English words the lists are the only witness. */
function toldInEnglish({ told, isFirm, isIdiom }: Evidence, isOverheard: boolean): Certainty | null {
  if (told === null || isIdiom) return null
  return isFirm ? 'sure' : isOverheard ? null : 'weak'
}

type Manner = ReturnType<SafetyLists['model']['manner']['odds']>

function gradeOf(
  { model: { thresholds } }: SafetyLists,
  { manner, evidence }: { manner: Manner; evidence: Evidence },
): CrisisGrade {
  if (manner.now > thresholds.now) return 'immediate'
  if (evidence.told === 'immediate' && manner.now > thresholds.nowTold) return 'immediate'
  if (evidence.told === 'serious' || manner.care < thresholds.care) return 'serious'
  return 'distress'
}

function evidenceIn({ crisis }: SafetyLists, plain: PlainMessage): Evidence {
  const found = crisis.find(plain)
  const told = grades.find(grade => signalsOf(grade).some(name => found.has(name))) ?? null
  const places = told === null ? [] : signalsOf(told).flatMap(name => found.get(name) ?? [])
  const isFirm = told !== null && told !== 'distress' && found.has('firm') && !found.has('fiction')
  const isHinted = told !== null || found.has('hint')
  const kind = dangerKinds.find(name => found.has(`kind:${name}`)) ?? null
  return { told, kind, isHinted, isFirm, isIdiom: !isHinted && found.has('idiom'), places }
}

const signalsOf = (grade: CrisisGrade) => ['self', 'friend', 'danger'].map(who => `${who}:${grade}`)

/** The words that caused it, as they were written: those of the lists, else the beginning of the stretch. */
function fragments(
  text: string,
  { plain, evidence: { places }, reading }: { plain: PlainMessage; evidence: Evidence; reading: Stretch },
): string[] {
  const quoted = places.slice(0, quotedMost * 2).map(({ start, end }) => plain.quote(start, end).trim())
  const { starts } = reading.units
  const from = starts[1] ?? 0
  const found = quoted.length > 0 ? quoted : [text.slice(from, from + quotedLength).trim()]
  return [...new Set(found)].filter(fragment => fragment !== '').slice(0, quotedMost)
}
