import type { ModelPicker, PickQuestion } from '../../../src/core/picking.ts'
import { answerIn } from '../../../src/model/answer.ts'

/** A picker without a line: its service says this text, or is away with null. It notes what it was asked. */
export function fakePicker(says: string | null | ((asked: PickQuestion) => string | null)) {
  const asked: PickQuestion[] = []
  const picker: ModelPicker = {
    async pick(question, signal) {
      if (signal.aborted) return { failed: 'timeout', tokens: null }
      asked.push(question)
      const content = typeof says === 'function' ? says(question) : says
      if (content === null) return { failed: 'unreachable', tokens: null }
      return answerIn({ choices: [{ message: { content } }] }, question)
    },
  }
  return { ...picker, asked }
}

/** Picks these entries of whatever it is asked, and nothing where they are no candidates. */
export const picksOf = (...ids: string[]) =>
  fakePicker(({ candidates }) => JSON.stringify({ ids: ids.filter(id => candidates.some(c => c.id === id)) }))

/** A picker as the engine takes it, without limits; `asked` notes what left. */
export function picksAs(picker: ModelPicker & { asked: PickQuestion[] }) {
  return {
    asked: picker.asked,
    async ask(question: PickQuestion) {
      const answer = await picker.pick(question, new AbortController().signal)
      return 'failed' in answer ? null : answer.ids
    },
  }
}
