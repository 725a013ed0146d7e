import type { Alarm } from './alarm.ts'
import type { SafetyLists } from './lists.ts'
import { makePlain, type Plain } from './plain.ts'
import type { Place } from './signal.ts'
import { type Look, stretchesOf } from './stretch.ts'

const types = ['friend', 'self', 'danger'] as const
const grades = ['immediate', 'serious', 'distress'] as const
const base: Record<(typeof grades)[number], number> = { immediate: 0.9, serious: 0.75, distress: 0.55 }
const perFurther = 0.03
const quotedMost = 4
const quotedLength = 30

type Grade = (typeof grades)[number]
type Found = Map<string, Place[]>

/**
 * Looks for a person in danger in a message: who ('self', 'friend', or 'danger' from without), how grave, and the fragments
 * that say so; null when nothing does. It names a concern, never a state of mind. Pure and linear in the message's length.
 */
export function detectCrisis(lists: SafetyLists, text: string): Alarm | null {
  const plain = makePlain(text, lists.disguises)
  let worst: { look: Look; odds: number } | null = null
  for (const look of stretchesOf(lists, plain)) {
    const odds = lists.model.crisis(look)
    if (odds >= hurdle(lists, look) && (worst === null || odds > worst.odds)) worst = { look, odds }
  }
  return worst && judge(plain, worst.look, worst.odds)
}

/** What the model must say of a stretch: less beside words that are alarming by themselves. */
function hurdle({ model: { thresholds }, evidence }: SafetyLists, { found, mentions }: Look): number {
  const told = gradeOf(found)
  // Said plainly of oneself it holds whatever else the message is about.
  if (told !== null && told.grade !== 'distress' && found.has('firm') && !found.has('fiction')) return -Infinity
  if (told !== null) return thresholds[tellerOf(told)]
  const strong = new Set(mentions.map(({ concept }) => concept).filter(concept => evidence.strong.has(concept)))
  if (strong.size > 0) return strong.size > 1 ? thresholds.several : thresholds.strong
  return mentions.some(({ concept }) => evidence.core.has(concept)) ? thresholds.core : thresholds.bare
}

/** Which threshold holds beside a phrase: quiet phrases of oneself are wide, so that the model must agree. */
function tellerOf({ type, grade }: { type: string; grade: Grade }): 'told' | 'quiet' | 'friend' | 'danger' {
  if (type === 'friend' || type === 'danger') return type
  return grade === 'distress' ? 'quiet' : 'told'
}

function judge(plain: Plain, { found, start, end }: Look, odds: number): Alarm {
  const told = gradeOf(found)
  const grade = told?.grade ?? 'distress'
  const places = told?.places ?? found.get('hint') ?? []
  const whole = { start, end: Math.min(end, start + quotedLength) }
  const score = Math.min(
    0.99,
    Math.max(base[grade], 1 / (1 + Math.exp(-odds))) + perFurther * Math.min(places.length, 3),
  )
  const signals = quote(plain, places.length > 0 ? places : [whole])
  return {
    kind: 'crisis',
    type: told?.type ?? (speaksOfFriend(found) ? 'friend' : 'self'),
    grade,
    score: round(score),
    signals,
  }
}

/** The gravest thing that the phrases say, when nothing excuses it. */
function gradeOf(found: Found): { grade: Grade; type: string; places: Place[] } | null {
  for (const grade of grades) {
    const type = types.find(candidate => found.has(`${candidate}:${grade}`))
    if (type === undefined) continue
    const person = type === 'self' && speaksOfFriend(found) ? 'friend' : type
    return { grade, type: person, places: types.flatMap(candidate => found.get(`${candidate}:${grade}`) ?? []) }
  }
  return null
}

/** Whether words that would be alarming of oneself are, in this message, said of someone else. */
function speaksOfFriend(found: Found): boolean {
  return grades.some(grade => found.has(`friend:${grade}`))
}

function quote(plain: Plain, places: Place[]): string[] {
  const fragments = places.slice(0, quotedMost * 2).map(({ start, end }) => plain.quote(start, end).trim())
  return [...new Set(fragments)].filter(fragment => fragment !== '').slice(0, quotedMost)
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000
}
