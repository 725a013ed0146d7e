import { fill } from '../../content/words.ts'
import { saying } from '../../core/delivery.ts'
import { isReportKind, type Report } from '../../core/desk.ts'
import type { PersonMemory, Submission } from '../../core/memory.ts'
import type { Effect } from '../../core/turn.ts'
import type { Flow } from '../../flows/schema.ts'
import { type FlowEffect, ownNames, type Walk } from '../../flows/walk.ts'
import { deadlineOf } from '../../knowledge/school.ts'
import { answerText } from '../../office/desk/answers.ts'
import { screen } from '../../office/desk/moderation.ts'
import { minutesOf, reportNotice } from '../../office/desk/reports.ts'
import { undoing } from '../chat/people/bind.ts'
import type { Context } from '../context.ts'
import { withoutModel } from '../model/agreed.ts'
import { postJob } from './job.ts'
import { aboutMe } from './mydata.ts'
import { handoffNotice } from './notice.ts'
import type { Part } from './part.ts'
import { remind } from './remind.ts'
import { spoken } from './speak.ts'

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
  const { effect, saved } = doing
  switch (effect.do) {
    case 'save':
      save(context, doing)
      break
    case 'certificate':
      certificate(context, doing)
      break
    case 'handoff':
      handOff(context, doing)
      break
    case 'tag':
      tag(context, doing)
      break
    case 'remind':
      remindLater(context, doing)
      break
    case 'export-data':
      saved.parts.push(...aboutMe(context, effect.with.mode === 'file' ? 'file' : 'show'))
      break
    case 'name-requests':
      saved.parts.push(...openRequests(context))
      break
    case 'delete-data':
      saved.effects.push({ do: 'forget', scope: 'all', ...leaving(context, context.turn.requests) })
      saved.memory = { frames: [], drafts: [], question: null, submissions: [] }
      break
    case 'withdraw-consent':
      withdrawConsent(context, doing)
      break
    case 'post-job':
      postJob(context, effect, saved)
  }
}

/** Notes how far somebody is. Whoever is bound stands in what staff see of it; nobody else does, and what is said of it says so. */
function tag(context: Context, doing: Doing): void {
  const { flow, effect, saved } = doing
  const [name, value] = [String(effect.with.name), String(effect.with.value ?? '')]
  saved.parts.push(...promised(context, doing, context.turn.who.number !== null))
  saved.effects.push({ do: 'tag', name, value, keepDays: keepDaysOf(context, flow) })
}

/** What is said of an effect, by whether it is really done (`says`) or not (`otherwise`); nothing where the flow says nothing of it. */
function promised(context: Context, { flow, walked, effect }: Doing, isDone: boolean): Part[] {
  const text = effect.with[isDone ? 'says' : 'otherwise']
  return typeof text === 'string' ? [{ text: spoken(context, flow, walked, text) }] : []
}

function remindLater(context: Context, doing: Doing): void {
  const { flow, walked, effect, saved } = doing
  const reminders = remind(context, flow, walked, effect)
  saved.effects.push(...reminders)
  saved.parts.push(
    ...promised(
      context,
      doing,
      reminders.some(e => isKept(context, e)),
    ),
  )
}

/** Whether a reminder was set where the bot may write first. */
const isKept = ({ reach }: Context, effect: Effect) =>
  effect.do === 'set-reminder' && (reach === null || reach.has(effect.chat.channel))

function save(context: Context, { flow, walked, saved }: Doing): void {
  const { turn, knowledge } = context
  const number = String(walked.frame.answers.receipt)
  const answers = answersOnTheWay(walked)
  const before = turn.memory.submissions.find(s => s.number === number)
  const deadline = flow.deadline ? deadlineOf(knowledge.school, flow.deadline, turn.now) : null
  // What was sent back to be changed was in time when it came first.
  const came = before?.state === 'returned' ? new Date(before.at) : turn.now
  // Where it may be changed at any time it is a note of one's own, which the school does not wait for.
  const isLate = deadline !== null && came > deadline.at && !flow.submits?.late
  const found = flow.submits?.screen ? screen(answers, context.moderation) : []
  const submission: Submission = {
    number,
    flow: flow.name,
    version: flow.version,
    answers,
    state:
      found.length > 0 || flow.submits?.publishes || flow.submits?.delivers ? 'review' : isLate ? 'late' : 'submitted',
    code: before?.code ?? null,
    at: before?.at ?? turn.now.getTime(),
    revisedAt: before ? turn.now.getTime() : null,
  }
  saved.effects.push({ do: 'save-submission', submission, keepDays: keepDaysOf(context, flow) })
  saved.memory = { submissions: [...turn.memory.submissions.filter(s => s.number !== number), submission] }
  const words = knowledge.phrases.flow
  if (isLate) saved.parts.push({ text: fill(words.savedLate, { label: deadline.field.label }) })
  if (found.length > 0) saved.parts.push({ text: words.savedForReview })
}

/** How long what a flow leaves is kept; a flow without a form leaves it as long as a request for a person. */
const keepDaysOf = ({ knowledge }: Context, flow: Flow) => flow.submits?.keepDays ?? knowledge.retention.days.handoff!

/** What a submission holds: the answers on the way that was walked in the end, and what the flow set; nothing from a way that was left. */
function answersOnTheWay({ given }: Walk): Submission['answers'] {
  const answers = Object.fromEntries(Object.entries(given).filter(([name]) => !ownNames.includes(name)))
  return Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, answer ?? null]))
}

/** Whom suggestions may be for. */
const offices = ['college', 'school'] as const

/** A request for a person, in the words that the counselor reads. */
function handOff(context: Context, { flow, walked, effect, saved }: Doing): void {
  const { knowledge } = context
  const words = (name: string) => {
    const value = effect.with[name]
    if (value === undefined || value === null) return ''
    return answerText(flow, effect.from[name] ?? '', value, knowledge.phrases.flow)
  }
  const number = String(walked.frame.answers.receipt)
  const mayContact = effect.with.contact === true
  const said = { topic: words('topic'), urgency: words('urgency'), text: words('text'), how: words('how') }
  const keepDays = keepDaysOf(context, flow)
  const report = reportIn(effect)
  if (!report) {
    const whose = suggestionIn(effect, knowledge.phrases.handoff)
    const notice = handoffNotice(context, { number, mayContact, ...said, ...whose })
    saved.effects.push({ do: 'hand-off', number, ...said, mayContact, ...whose, notice, keepDays })
    return
  }
  const { handoff } = knowledge.phrases
  const besides = (['where', 'when'] as const).flatMap(name =>
    words(name) === '' ? [] : [fill(handoff.report[name], { [name]: words(name) })],
  )
  const whole = { ...said, text: [said.text, ...besides].join('\n') }
  const name = report.isHidden ? '' : context.turn.who.name
  const notice = reportNotice(handoff, { number, name, mayContact, report, ...whole })
  const minutes = minutesOf(report, handoff)
  saved.effects.push({ do: 'hand-off', number, ...whole, mayContact, notice, keepDays, report: { ...report, minutes } })
}

/** Whose a suggestion is, and how its writer is called where they want to stay unknown; nothing for any other request. */
function suggestionIn({ with: given }: FlowEffect, { anonymous }: Context['knowledge']['phrases']['handoff']) {
  const office = offices.find(one => one === given.office)
  return {
    ...(office === undefined ? {} : { office }),
    ...(given.anonymous === true ? { anonymousAs: anonymous } : {}),
  }
}

/** What is reported, where a request is a report. */
function reportIn({ with: given }: FlowEffect): Report | null {
  const kind = String(given.report ?? '')
  return isReportKind(kind) ? { kind, isNow: given.now === true, isHidden: given.hidden === true } : null
}

/** Withdraws consent for one kind of submission, or for all; what rested on it is deleted. */
function withdrawConsent(context: Context, { effect, saved }: Doing): void {
  const { turn, rosterWords } = context
  const scope = String(effect.with.scope ?? 'all')
  const gone = turn.memory.submissions.filter(s => scope === 'all' || s.flow === scope)
  saved.effects.push(
    ...gone.map(({ number }) => ({
      do: 'forget' as const,
      scope: { submission: number },
      ...leaving(
        context,
        turn.requests.filter(r => r === number),
      ),
    })),
  )
  if ((scope === 'all' || scope === 'binding') && turn.who.number !== null)
    saved.effects.push(...undoing(rosterWords.bind.version))
  if (scope === 'all' || scope === 'model') saved.effects.push(...withoutModel(turn))
  saved.memory = { ...saved.memory, submissions: turn.memory.submissions.filter(s => !gone.includes(s)) }
}

/** Says which open requests a deletion would take away, before it is confirmed. */
function openRequests({ turn, knowledge }: Context): Part[] {
  const { requestsGo } = knowledge.phrases.flow
  return turn.requests.length === 0 ? [] : [{ text: fill(requestsGo, { numbers: turn.requests.join('、') }) }]
}

/** What staff read once these requests are deleted: nothing of what was said, and that nobody waits any more. */
export function leaving({ knowledge }: Context, numbers: readonly string[]) {
  const { requestGone } = knowledge.phrases.handoff
  const requests = numbers.map(number => ({
    number,
    notice: saying(fill(requestGone, { number })),
  }))
  return { erased: knowledge.retention.erased, requests }
}

/** The picture of the certificate; its code goes into the submission, saved in this turn or before. */
function certificate(context: Context, { flow, walked, saved }: Doing): void {
  const { turn, knowledge } = context
  const number = String(walked.frame.answers.receipt)
  const code = String(walked.frame.answers.code)
  const submissions = (saved.memory.submissions ?? turn.memory.submissions).map(s =>
    s.number === number ? { ...s, code } : s,
  )
  saved.memory = { ...saved.memory, submissions }
  const isThis = (e: Effect) => e.do === 'save-submission' && e.submission.number === number
  const submission = submissions.find(s => s.number === number)
  const keep = { do: 'save-submission' as const, keepDays: keepDaysOf(context, flow) }
  saved.effects = [...saved.effects.filter(e => !isThis(e)), ...(submission ? [{ ...keep, submission }] : [])]
  const alt = knowledge.phrases.flow.certificateAlt
  saved.parts.push({
    text: '',
    images: [{ url: `/certificates/${code}.png`, alt }],
    files: [{ url: `/certificates/${code}.pdf`, name: `${alt}.pdf` }],
  })
}
