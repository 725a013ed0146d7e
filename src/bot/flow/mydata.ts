import { fill } from '../../content/words.ts'
import type { Identity } from '../../core/roster.ts'
import { answerText } from '../../office/desk/answers.ts'
import type { RosterWords } from '../../office/people/words.ts'
import type { Context } from '../context.ts'
import type { Part } from './part.ts'

/** What is stored about this person, said in words; with `file` in full and with a file to take away, where the channel serves one. */
export function aboutMe(context: Context, mode: 'show' | 'file'): Part[] {
  const { turn, knowledge, flows, rosterWords } = context
  const words = knowledge.phrases.flow
  const { submissions, drafts, frames } = turn.memory
  const own = submissions.map(s => {
    const flow = flows.version(s.flow, s.version)
    const answers = Object.entries(s.answers).flatMap(([id, answer]) => {
      const label = labelOf(flow, id)
      return flow && label !== null ? [`  ${label}：${answerText(flow, id, answer, words)}`] : []
    })
    return [
      `${flow?.title ?? s.flow} ${s.number}（${words.states[s.state]}）`,
      ...(mode === 'file' ? answers : []),
    ].join('\n')
  })
  const list = own.length > 0 ? own.join('\n') : words.nothingSubmitted
  const requests = turn.requests.length === 0 ? '' : fill(words.openRequests, { requests: turn.requests.join('、') })
  const count = drafts.length + Math.max(0, frames.length - 1)
  const stored = fill(words.aboutMe, { submissions: list, drafts: count, requests })
  const kept = fill(words.staysKept, { stays: knowledge.retention.texts.get('keep.stays')! })
  const { model } = knowledge.phrases
  const isOn = context.model !== null || turn.modelConsent?.isGiven === true
  const asked = isOn ? [turn.modelConsent?.isGiven ? model.mine : model.mineNot] : []
  const text = [stored, bindingText(turn.who, rosterWords), ...asked, '', kept].join('\n')
  const url = `/api/my-data?person=${encodeURIComponent(turn.update.person.id)}`
  return [{ text, ...(mode === 'file' ? { files: [{ url, name: words.myDataFile }] } : {}) }]
}

function bindingText({ number, name, role, home }: Identity, { bind, roles }: RosterWords): string {
  if (number === null) return bind.mineNot
  return fill(bind.mine, { number, name, role: roles[role], place: home ? `，${home.college}${home.name}` : '' })
}

/** What an answer is called; null for one that only leads on, such as that the summary was confirmed. */
function labelOf(flow: ReturnType<Context['flows']['version']>, id: string): string | null {
  const step = flow?.steps.find(s => s.id === id)
  return step && 'label' in step && step.label ? step.label : null
}
