import { fill } from '../../../content/words.ts'
import type { Broadcast } from '../../../core/broadcast.ts'
import type { BroadcastRefusal, BroadcastRules } from '../../../office/broadcasts/ground.ts'
import { type Opened, open } from '../../../office/broadcasts/look.ts'
import { approve, cancel, recall, refuse, resend } from '../../../office/broadcasts/manage.ts'
import { timeText } from '../../../office/broadcasts/says.ts'
import { confirmedOf, mayHaveSeen, sumOf } from '../../../office/broadcasts/states.ts'
import { publishDraft, unpublish } from '../../../office/broadcasts/written.ts'
import type { Act } from '../../../office/outcome.ts'
import type { Came, Form, Undo, Visit } from '../../desk.ts'
import { addressOfOne, rulesOf } from './rules.ts'
import type { PageWords } from './words.ts'

type Press = (visit: Visit, form: Form, say: PageWords) => Promise<Came>
type Input = { number: string; reason: string }
type What = { says: string; broadcast?: Broadcast }

/** What is asked before something is done, of what it is done to. */
type Asking = (visit: Visit, opened: Opened, say: PageWords) => Extract<Came, { ask: string }>

/** Something that is done to one broadcast. */
interface Doing {
  act: Act<BroadcastRules, Input, What, BroadcastRefusal>
  /** Whether it can be done as it stands; where it cannot, the act says why. */
  fits(opened: Opened, input: Input): boolean
  asking: Asking
  /** How what was done is taken back, where it can be. */
  undo?(visit: Visit, done: What, say: PageWords): Undo | null
}

/** Asks with the count first, then does it. */
const asked =
  ({ act, fits, asking, undo }: Doing): Press =>
  async (visit, form, say) => {
    const input = { number: form.get('number'), reason: form.get('reason') }
    if (form.get('sure') !== '1') {
      const found = await visit.act(open, rulesOf(visit), input)
      if ('refused' in found) return { refused: found.refused.says }
      if (fits(found.done, input)) return asking(visit, found.done, say)
    }
    const came = await visit.act(act, rulesOf(visit), input)
    if ('refused' in came) return { refused: came.refused.says }
    const back = undo?.(visit, came.done, say) ?? null
    return { done: came.done.says, to: addressOfOne(input.number), ...(back && { undo: back }) }
  }

const peopleIn = ({ ahead }: Opened) => ahead?.reckoning.people ?? 0
const reachedIn = ({ ahead }: Opened) => (ahead ? ahead.reckoning.privately + ahead.reckoning.byGroup : 0)

const askPublish: Asking = (visit, opened, { one: { publish: words } }) => {
  const { number, level, due } = opened.broadcast
  const isLater = due > visit.now.getTime()
  const time = timeText(opened.broadcast, visit.now, rulesOf(visit))
  const values = { number, people: peopleIn(opened), reached: reachedIn(opened), time }
  if (level === '紧急') return { ask: fill(words.askUrgent, values), button: words.sureUrgent, isGrave: true }
  return { ask: fill(isLater ? words.askLater : words.ask, values), button: fill(words.sure, values) }
}

const askCancel: Asking = (_, opened, { one: { drop, cancel: words } }) => {
  const { number, state } = opened.broadcast
  if (state === 'draft') return { ask: fill(drop.ask, { number }), button: drop.sure, isGrave: true }
  return { ask: fill(words.ask, { number, people: peopleIn(opened) }), button: words.sure, isGrave: true }
}

const askApprove: Asking = (visit, opened, { one: { approve: words } }) => {
  const { number } = opened.broadcast
  const values = { number, people: peopleIn(opened), time: timeText(opened.broadcast, visit.now, rulesOf(visit)) }
  return { ask: fill(words.ask, values), button: fill(words.sure, values) }
}

const askRefuse: Asking = (_, { broadcast: { number } }, { one: { refuse: words } }) => {
  return { ask: fill(words.ask, { number }), button: words.sure, isGrave: true }
}

const askResend: Asking = (_, { broadcast: { number }, classes }, { one: { resend: words } }) => {
  const all = sumOf(classes)
  const values = { number, count: all.people - confirmedOf(all) }
  return { ask: fill(words.ask, values), button: fill(words.sure, values) }
}

const askRecall: Asking = (_, { broadcast: { number }, classes }, { one: { recall: words } }) => {
  const all = sumOf(classes)
  const values = { number, count: mayHaveSeen.reduce((sum, state) => sum + all[state], 0) }
  return { ask: fill(words.ask, values), button: fill(words.sure, values), isGrave: true }
}

/**
 * What waits for its time is a draft again, without being asked; one that a second person was asked to approve is called off for good, for they have its
 * words.
 */
function takeBack({ now }: Visit, { broadcast }: What, { one }: PageWords): Undo | null {
  if (!broadcast || (broadcast.state !== 'waiting' && broadcast.due <= now.getTime())) return null
  const { number, state } = broadcast
  const label = one.cancel.undo
  if (state === 'waiting') return { act: 'cancel', values: { number, sure: '1' }, label }
  return { act: 'unpublish', values: { number }, label }
}

async function pressUnpublish(visit: Visit, form: Form): Promise<Came> {
  const number = form.get('number')
  const came = await visit.act(unpublish, rulesOf(visit), { number })
  return 'done' in came ? { done: came.done.says, to: addressOfOne(number) } : { refused: came.refused.says }
}

const can =
  (what: 'publish' | 'cancel' | 'approve' | 'refuse' | 'resend') =>
  (opened: Opened): boolean =>
    opened.can.has(what)

/** What the buttons of one broadcast do. */
export const presses = {
  publish: asked({ act: publishDraft, fits: can('publish'), asking: askPublish, undo: takeBack }),
  unpublish: pressUnpublish,
  cancel: asked({ act: cancel, fits: can('cancel'), asking: askCancel }),
  approve: asked({ act: approve, fits: can('approve'), asking: askApprove }),
  refuse: asked({ act: refuse, fits: can('refuse'), asking: askRefuse }),
  resend: asked({ act: resend, fits: can('resend'), asking: askResend }),
  recall: asked({ act: recall, fits: (_, { reason }) => reason !== '', asking: askRecall }),
}
