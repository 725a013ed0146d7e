import Fuse from 'fuse.js'
import type { Flow } from '../flows/schema.ts'
import { bareWords } from '../knowledge/phrases.ts'
import { may } from '../office/rights.ts'
import type { Context } from './context.ts'

/** The flows that whoever wrote may begin. */
export function menu({ flows, turn }: Pick<Context, 'flows' | 'turn'>): Flow[] {
  return [...flows.current.values()].filter(f => f.for === 'student' || may(turn.who, 'use-staff-flows'))
}

/** A longer message is a sentence, not a slip of a command. */
const longest = 8

/**
 * The word that a message nearly is: one that begins a flow, or any of `others`; null when none is near. `loosely` is for messages that
 * are certainly meant as a command.
 */
export function nearWord(
  context: Pick<Context, 'flows' | 'turn'>,
  typed: string,
  { others = [], loosely = false }: { others?: readonly string[]; loosely?: boolean } = {},
): string | null {
  const bare = bareWords(typed)
  if (bare.length < 2 || (!loosely && bare.length > longest)) return null
  const words = [...others, ...menu(context).flatMap(f => f.starts)]
  const found = new Fuse(words, { threshold: loosely ? 0.5 : 0.34, includeScore: true }).search(bare)[0]
  if (!found) return null
  const isNear = loosely || Math.abs(found.item.length - bare.length) <= 1
  return isNear && found.item !== bare ? found.item : null
}
