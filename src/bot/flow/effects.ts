import type { PersonMemory, Submission } from '../../core/memory.ts'
import type { Effect } from '../../core/turn.ts'
import { screen } from '../../desk/moderation.ts'
import type { Flow } from '../../flows/schema.ts'
import type { FlowEffect, Walk } from '../../flows/walk.ts'
import { fill } from '../../knowledge/phrases.ts'
import { deadlineOf } from '../../knowledge/school.ts'
import type { Context } from '../context.ts'
import type { Part } from './conversation.ts'
import { aboutMe } from './mydata.ts'

/** What a walk's effects come to: what is saved, what is remembered and what is said about it. */
export interface Saved {
  effects: Effect[]
  parts: Part[]
  memory: Partial<PersonMemory>
}

/** Turns what a flow wants done into effects of the turn. */
export function saveEffects(context: Context, flow: Flow, walked: Walk): Saved {
  const saved: Saved = { effects: [], parts: [], memory: {} }
  for (const effect of walked.effects) doOne(context, { flow, walked, effect, saved })
  return saved
}

interface Doing {
  flow: Flow
  walked: Walk
  effect: FlowEffect
  saved: Saved
}

function doOne(context: Context, doing: Doing): void {
  const { effect, saved, walked } = doing
  switch (effect.do) {
    case 'save':
      return save(context, doing)
    case 'certificate':
      return certificate(context, doing)
    case 'handoff': {
      const { topic = null, urgency = null, text = null, contact = null } = effect.with
      const number = String(walked.frame.answers.receipt)
      const plain = (value: unknown) => (value === null ? '' : Array.isArray(value) ? value.join('、') : String(value))
      saved.effects.push({ do: 'hand-off', number, topic: plain(topic), urgency: plain(urgency), text: plain(text), mayContact: contact === true || contact === 'yes' })
      return
    }
    case 'tag':
      saved.effects.push({ do: 'tag', name: String(effect.with.name), value: String(effect.with.value ?? '') })
      return
    case 'remind':
      return // reminders are made when that ability is there; a flow may already name them
    case 'export-data':
      saved.parts.push(...aboutMe(context, effect.with.mode === 'file' ? 'file' : 'show'))
      return
    case 'delete-data':
      saved.effects.push({ do: 'forget', scope: 'all' })
      saved.memory = { frames: [], drafts: [], question: null, submissions: [] }
      return
    case 'withdraw-consent':
      saved.effects.push({ do: 'forget', scope: 'consent' })
      saved.memory = { ...saved.memory, submissions: context.turn.memory.submissions.map(s => ({ ...s, state: 'withdrawn' as const })) }
  }
}

function save(context: Context, { flow, walked, saved }: Doing): void {
  const { turn, knowledge } = context
  const { receipt, ...answers } = walked.frame.answers
  const number = String(receipt)
  const before = turn.memory.submissions.find(s => s.number === number)
  const deadline = flow.deadline ? deadlineOf(knowledge.school, flow.deadline, turn.now) : null
  const isLate = deadline !== null && turn.now > deadline.at
  const found = flow.submits?.screen ? screen(answers, context.moderation) : []
  const submission: Submission = {
    number,
    flow: flow.name,
    version: flow.version,
    answers,
    state: found.length > 0 ? 'review' : isLate ? 'late' : 'submitted',
    code: before?.code ?? null,
    at: before?.at ?? turn.now.getTime(),
    revisedAt: before ? turn.now.getTime() : null,
  }
  saved.effects.push({ do: 'save-submission', submission, keepDays: flow.submits?.keepDays ?? 365 })
  saved.memory = { submissions: [...turn.memory.submissions.filter(s => s.number !== number), submission] }
  const words = knowledge.phrases.flow
  if (isLate) saved.parts.push({ text: fill(words.savedLate, { label: deadline.field.label }) })
  if (found.length > 0) saved.parts.push({ text: words.savedForReview })
}

function certificate(context: Context, { walked, saved }: Doing): void {
  const number = String(walked.frame.answers.receipt)
  const code = String(walked.frame.answers.code)
  const list = saved.memory.submissions ?? context.turn.memory.submissions
  saved.memory = { ...saved.memory, submissions: list.map(s => (s.number === number ? { ...s, code } : s)) }
  saved.effects = saved.effects.map(e => (e.do === 'save-submission' && e.submission.number === number ? { ...e, submission: { ...e.submission, code } } : e))
  saved.parts.push({ text: '', images: [{ url: `/certificates/${code}.png`, alt: context.knowledge.phrases.flow.certificateAlt }] })
}
