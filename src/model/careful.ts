import { createHash } from 'node:crypto'
import { type Clock, elapsedMs } from '../core/clock.ts'
import { type Meter, makeMeter } from '../core/meter.ts'
import type { ModelPicker, PickAnswer, PickFailure, PickQuestion } from '../core/picking.ts'
import { makeBreaker } from './breaker.ts'

/** How much a service may be asked, and for how long it is waited for. */
export interface PickLimits {
  waitMs: number
  perMinute: number
  perDay: number
}

/** What became of the questions since the process began: numbers, never words. */
export interface PickCounts {
  asked: number
  picked: number
  none: number
  cached: number
  capped: number
  failed: Partial<Record<PickFailure, number>>
  tokens: number
}

/** A picker that may be asked at any time: it keeps to its limits, and costs next to nothing where the service is away. */
export interface CarefulPicker {
  /** The ids picked (none where none fits); null where there is no pick to go by, for whatever reason. Never throws, never waits longer than its time. */
  ask(asked: PickQuestion): Promise<readonly string[] | null>
  counts(): PickCounts
  /** Whether it is not asked for a while because it failed. */
  isResting(): boolean
}

/** What else it stands on: whose time it is, and what ends a wait after so many milliseconds. */
interface CarefulParts {
  clock: Clock
  limits: PickLimits
  after?(ms: number): AbortSignal
  log?(failed: PickFailure): void
}

const cachedMs = 10 * 60_000
const mostCached = 500
/** More would only wait for each other at a small service. */
const mostAtOnce = 4

/** Puts limits, a memory of some minutes and a breaker around a service. */
export function makeCareful(picker: ModelPicker, parts: CarefulParts): CarefulPicker {
  return new Careful(picker, parts)
}

class Careful implements CarefulPicker {
  readonly #picker: ModelPicker
  readonly #parts: Required<CarefulParts>
  readonly #breaker: ReturnType<typeof makeBreaker>
  readonly #cache = new Map<string, { ids: readonly string[]; until: number }>()
  readonly #minute: Meter = makeMeter(60_000)
  readonly #day: Meter = makeMeter(86_400_000)
  readonly #counts: PickCounts = { asked: 0, picked: 0, none: 0, cached: 0, capped: 0, failed: {}, tokens: 0 }
  #flying = 0

  constructor(picker: ModelPicker, parts: CarefulParts) {
    this.#picker = picker
    this.#parts = { after: ms => AbortSignal.timeout(ms), log: () => undefined, ...parts }
    this.#breaker = makeBreaker(() => elapsedMs(parts.clock))
  }

  counts(): PickCounts {
    return { ...this.#counts, failed: { ...this.#counts.failed } }
  }

  isResting(): boolean {
    return this.#breaker.isResting()
  }

  async ask(asked: PickQuestion): Promise<readonly string[] | null> {
    const key = createHash('sha256').update(JSON.stringify(asked)).digest('base64')
    const known = this.#known(key)
    if (known) {
      this.#counts.cached++
      return known
    }
    if (!this.#mayAsk()) return null
    const answer = await this.#answer(asked)
    if ('failed' in answer) return null
    this.#keep(key, answer.ids)
    return answer.ids
  }

  /** Asks, and counts what became of it. */
  async #answer(asked: PickQuestion): Promise<PickAnswer> {
    this.#counts.asked++
    this.#flying++
    try {
      const answer = await this.#inTime(asked)
      this.#counts.tokens += answer.tokens ?? 0
      if ('failed' in answer) {
        this.#counts.failed[answer.failed] = (this.#counts.failed[answer.failed] ?? 0) + 1
        this.#breaker.failed(answer.failed)
        this.#parts.log(answer.failed)
      } else {
        this.#breaker.answered()
        this.#counts[answer.ids.length > 0 ? 'picked' : 'none']++
      }
      return answer
    } finally {
      this.#flying--
    }
  }

  /** Waits no longer than its time, whatever the picker does with its signal. */
  #inTime(asked: PickQuestion): Promise<PickAnswer> {
    const { after, limits } = this.#parts
    const signal = after(limits.waitMs)
    const late: PickAnswer = { failed: 'timeout', tokens: null }
    if (signal.aborted) return Promise.resolve(late)
    return new Promise(resolve => {
      signal.addEventListener('abort', () => resolve(late), { once: true })
      // A picker never throws; one that does is away.
      this.#picker.pick(asked, signal).then(resolve, () => resolve({ failed: 'unreachable', tokens: null }))
    })
  }

  #mayAsk(): boolean {
    const { clock, limits } = this.#parts
    if (this.#flying < mostAtOnce && this.#breaker.mayAsk()) {
      const now = clock.now()
      if (this.#minute.add(now) <= limits.perMinute && this.#day.add(now) <= limits.perDay) return true
      this.#breaker.spared()
    }
    this.#counts.capped++
    return false
  }

  #known(key: string): readonly string[] | null {
    const found = this.#cache.get(key)
    if (!found) return null
    if (found.until > elapsedMs(this.#parts.clock)) return found.ids
    this.#cache.delete(key)
    return null
  }

  #keep(key: string, ids: readonly string[]): void {
    this.#cache.set(key, { ids, until: elapsedMs(this.#parts.clock) + cachedMs })
    // The oldest stands first.
    if (this.#cache.size > mostCached) this.#cache.delete(this.#cache.keys().next().value!)
  }
}
