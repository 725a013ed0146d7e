import type { ScamAlarm } from './alarm.ts'
import { readingsOf } from './learned.ts'
import type { SafetyLists } from './lists.ts'
import { phraseLevels } from './lists.ts'
import type { Place } from './signal.ts'
import { makePlain, type PlainMessage } from './text/plain.ts'
import { placesWithin, windowsOf } from './window.ts'

/** What speaks for a scam in one stretch of a message, before it is weighed. */
export interface Weighed {
  type: string
  /** Points of the rules: signals of the kind and circumstances. */
  rules: number
  /** Points of what speaks against: questions, warnings, reports, adverts. */
  excuses: number
  /** Log-odds of the learned model for the message. */
  model: number
  places: Place[]
}

const levelPoints: Record<(typeof phraseLevels)[number], number> = { strong: 3.2, plain: 1.7, weak: 0.8 }
// A second and third sign of the same thing say less than the first.
const decay = 0.7
const quotedMost = 6
const domainType = '钓鱼短信'
/** The kind of a message that only the model finds suspicious. */
const unknownType = '其他可疑'
/** The excuse that every link leads to a true domain. */
const official = 'excuses:official-link'
/** The circumstance that a word was hidden; it has no phrases of its own. */
const disguised = 'circumstances:disguised'
/** The circumstance that a host imitates a true one; it has no phrases either. */
const imitated = 'circumstances:imitated-host'
/** An excuse weighs so much against the phrases where these decide alone. */
const excusesCount = 2

/**
 * Looks for signs of fraud in a message: the kind, a calibrated score and the fragments that caused it, or null when the
 * score stays under the low threshold. Group talk that was only overheard must say more. Pure and linear in the message's length.
 */
export function detectScam(
  lists: SafetyLists,
  text: string,
  { isOverheard = false }: { isOverheard?: boolean } = {},
): ScamAlarm | null {
  const { low, lowOverheard, high, alone, aloneOverheard } = lists.model.thresholds
  const plain = makePlain(text, lists.disguises)
  const weighed = weighPlain(lists, plain, text)
  if (!weighed) return null
  const isListed = listsSuffice(lists, weighed, isOverheard)
  if (weighed.type === unknownType && !isListed && weighed.model < (isOverheard ? aloneOverheard : alone)) return null
  const score = Math.max(scoreOf(lists, weighed), isListed ? high : 0)
  if (score < (isOverheard && !isListed ? lowOverheard : low)) return null
  const grade = score >= high ? 'high' : 'low'
  return { kind: 'scam', type: weighed.type, grade, score: round(score), signals: quote(plain, weighed.places) }
}

/** Whether the phrases of the lists say enough by themselves: what people write into them must be found. */
function listsSuffice(
  { model: { thresholds } }: SafetyLists,
  { rules, excuses, model }: Weighed,
  isOverheard: boolean,
) {
  const points = rules - excusesCount * excuses
  return (
    points >= thresholds.listedAlone || (!isOverheard && points >= thresholds.listed && model > thresholds.listedModel)
  )
}

/** The probability that rules and model together stand for. */
export function scoreOf({ model: { blend } }: SafetyLists, { rules, excuses, model }: Weighed): number {
  const odds = blend.bias + blend.rules * rules + blend.excuses * excuses + blend.model * model
  return 1 / (1 + Math.exp(-odds))
}

/** The most alarming stretch of a message, or null when neither rules nor model find anything in it. */
export function weighPlain(lists: SafetyLists, plain: PlainMessage, text: string): Weighed | null {
  const found = lists.scam.find(plain)
  addDomains(found, lists, plain)
  if (plain.disguises > 0) found.set(disguised, [{ start: 0, end: 0 }])
  const kinds = lists.scamTypes.filter(type => phraseLevels.some(level => found.has(`${level}:${type}`)))
  const odds = readingsOf(text, lists.model.syllables).map(({ traits }) => lists.model.fraud.odds(traits).scam)
  const model = Math.max(...odds)
  let best: Weighed | null = null
  for (const window of windowsOf(plain.text.length)) {
    const weighed = weighWindow(lists, kinds, within(found, window))
    const candidate = { ...weighed, model }
    if (!best || scoreOf(lists, candidate) > scoreOf(lists, best)) best = candidate
  }
  return best
}

/** A host that imitates a true one is a sign by itself, found by comparison instead of by phrases. */
function addDomains(found: Map<string, Place[]>, { domains }: SafetyLists, { links }: PlainMessage): void {
  if (links.length > 0 && links.every(({ host }) => domains.isLawful(host))) found.set(official, [{ start: 0, end: 0 }])
  const places = links.filter(({ host }) => domains.looksAlike(host)).map(({ at }) => ({ start: at, end: at + 1 }))
  if (places.length === 0) return
  found.set(imitated, places)
  const name = `strong:${domainType}`
  found.set(
    name,
    [...(found.get(name) ?? []), ...places].sort((a, b) => a.start - b.start),
  )
}

/** The places in one window; an excuse in the head of a message ("警方提醒：") holds for all of it. */
function within(found: Map<string, Place[]>, { start, end }: Place): Map<string, Place[]> {
  if (start === 0 && [...found.values()].every(places => places.at(-1)!.end <= end)) return found
  const here = new Map<string, Place[]>()
  for (const [name, places] of found) {
    const holds = name.startsWith('excuses:') && start > 0 && places[0]!.end < 60
    const kept = [...(holds ? [places[0]!] : []), ...placesWithin(places, { start, end })]
    if (kept.length > 0) here.set(name, kept)
  }
  return here
}

function weighWindow(lists: SafetyLists, kinds: string[], here: Map<string, Place[]>): Omit<Weighed, 'model'> {
  const best: Omit<Weighed, 'model'> = { type: unknownType, rules: 0, excuses: 0, places: [] }
  for (const type of kinds) {
    const { points, places } = kindPoints(type, here)
    if (points > best.rules) Object.assign(best, { type, rules: points, places })
  }
  const support: number[] = []
  const excuses: number[] = []
  for (const [name, places] of here) {
    const weight = lists.weights.get(name)
    if (weight === undefined) continue
    if (weight < 0) excuses.push(-weight)
    else {
      support.push(weight)
      if (places[0]!.end > places[0]!.start) best.places.push(places[0]!)
    }
  }
  return { ...best, rules: best.rules + fade(support), excuses: fade(excuses) }
}

/** The points of one kind: each stretch of text counts once, at its highest level. */
function kindPoints(type: string, here: Map<string, Place[]>): { points: number; places: Place[] } {
  const taken: Place[] = []
  const points: number[] = []
  for (const level of phraseLevels) {
    for (const place of here.get(`${level}:${type}`) ?? []) {
      if (taken.length >= quotedMost) break
      if (taken.some(other => other.start < place.end && place.start < other.end)) continue
      taken.push(place)
      points.push(levelPoints[level])
    }
  }
  return { points: fade(points), places: taken }
}

function fade(points: number[]): number {
  return points.sort((a, b) => b - a).reduce((sum, point, i) => sum + point * decay ** i, 0)
}

function quote(plain: PlainMessage, places: Place[]): string[] {
  const fragments = places.map(({ start, end }) => plain.quote(start, end).trim()).filter(fragment => fragment !== '')
  return [...new Set(fragments)].slice(0, quotedMost)
}

function round(score: number): number {
  return Math.round(score * 1000) / 1000
}
