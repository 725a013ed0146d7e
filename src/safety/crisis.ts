import type { Alarm } from './alarm.ts'
import type { SafetyLists } from './lists.ts'
import { makePlain, type Plain } from './plain.ts'
import type { Place } from './signal.ts'

const types = ['friend', 'self', 'danger'] as const
const grades = ['immediate', 'serious', 'distress'] as const
const base: Record<(typeof grades)[number], number> = { immediate: 0.9, serious: 0.75, distress: 0.55 }
const perFurther = 0.03
const quotedMost = 4
const sight = 200
const quotedLength = 30

/**
 * Looks for a person in danger in a message: who ('self', 'friend', or 'danger' from without), how grave, and the fragments
 * that say so; null when nothing does. It names a concern, never a state of mind. Pure and linear in the message's length.
 */
export function detectCrisis(lists: SafetyLists, text: string): Alarm | null {
  const plain = makePlain(text, lists.disguises)
  const found = lists.crisis.find(plain)
  const isExcused = found.has('fiction') || (found.has('excuse') && !found.has('firm'))
  const isDrill = found.has('drills')
  for (const grade of grades) {
    const type = types.find(candidate => {
      return found.has(`${candidate}:${grade}`) && !(candidate === 'danger' ? isDrill : isExcused)
    })
    if (type === undefined) continue
    const person = type === 'self' && speaksOfFriend(found) ? 'friend' : type
    const places = types.flatMap(candidate => found.get(`${candidate}:${grade}`) ?? [])
    return { kind: 'crisis', type: person, grade, score: scoreOf(found, grade), signals: quote(plain, places) }
  }
  return isExcused || isDrill ? null : judged(lists, plain, found)
}

/** What the model says, with a hint or with more certainty alone, is never more than distress. */
function judged({ model }: SafetyLists, plain: Plain, found: Map<string, Place[]>): Alarm | null {
  const places = found.get('hint') ?? []
  // Far from its hint the model would judge other things, so it reads what stands around the first.
  const middle = places[0]?.start ?? 0
  const start = Math.max(0, middle - sight)
  const odds = model.crisis(plain.text.slice(start, middle + sight))
  if (odds < (places.length > 0 ? model.thresholds.hinted : model.thresholds.unhinted)) return null
  const score = round(Math.min(base.distress, 1 / (1 + Math.exp(-odds))))
  const type = speaksOfFriend(found) ? 'friend' : 'self'
  const whole = { start, end: Math.min(plain.text.length, start + quotedLength) }
  return { kind: 'crisis', type, grade: 'distress', score, signals: quote(plain, places.length > 0 ? places : [whole]) }
}

/** Whether words that would be alarming of oneself are, in this message, said of someone else. */
function speaksOfFriend(found: Map<string, Place[]>): boolean {
  return grades.some(grade => found.has(`friend:${grade}`))
}

function scoreOf(found: Map<string, Place[]>, grade: (typeof grades)[number]): number {
  const signs = [...found].filter(([name]) => name.includes(':')).flatMap(([, places]) => places).length
  return round(Math.min(0.99, base[grade] + perFurther * (Math.min(signs, 4) - 1)))
}

function quote(plain: Plain, places: Place[]): string[] {
  const fragments = places.slice(0, quotedMost * 2).map(({ start, end }) => plain.quote(start, end).trim())
  return [...new Set(fragments)].slice(0, quotedMost)
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000
}
