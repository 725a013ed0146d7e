import type { Frame } from '../../core/memory.ts'
import type { Flow } from '../../flows/schema.ts'
import type { Context } from '../context.ts'

/** The flow that a frame runs, in the version it began with; undefined when that is gone. */
export function flowOf({ flows }: Context, { flow, version }: Pick<Frame, 'flow' | 'version'>): Flow | undefined {
  return flows.version(flow, version)
}

/** A run under the newest version of its flow when that version says how to move it; else as it is. */
export function newest({ flows }: Context, frame: Frame): { frame: Frame; isMoved: boolean } {
  const current = flows.current.get(frame.flow)
  const move = current?.moves.find(m => m.from === frame.version)
  if (!current || !move || current.version === frame.version) return { frame, isMoved: false }
  const nameNow = (id: string) => move.steps[id] ?? id
  const answers = Object.fromEntries(Object.entries(frame.answers).map(([id, answer]) => [nameNow(id), answer]))
  return { frame: { ...frame, version: current.version, answers, done: frame.done.map(nameNow) }, isMoved: true }
}
