import { z } from 'zod'
import { careListRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import {
  type CareStanding,
  closeCare,
  dropCare,
  noteCareTalk,
  openCare,
  putCareBack,
  reopenCare,
  setCare,
} from '../../../office/care-list/changing.ts'
import type { CareListOutcome } from '../../../office/care-list/ground.ts'
import { lookAtCare } from '../../../office/care-list/look.ts'
import type { Came, Form, Undo, Visit } from '../../desk.ts'
import { carriedIn } from '../../form.ts'
import type { CarePageWords } from './words.ts'

const rulesFor = ({ content }: Visit) => careListRulesOf(content)

const standingSchema: z.ZodType<CareStanding> = z.strictObject({
  reasons: z.array(z.string()),
  next: z.strictObject({ at: z.number(), by: z.string() }).nullable(),
  talk: z.string().nullable(),
})

/** What a press came to, with what takes it back. */
function pressed<What extends { says: string }>(
  came: CareListOutcome<What>,
  then: (done: What) => { undo?: Undo; to?: string },
): Came {
  return 'refused' in came ? { refused: came.refused.says } : { done: came.done.says, ...then(came.done) }
}

const back = (id: string) => (done: { was: CareStanding }) => ({
  undo: { act: 'back', values: { id, was: JSON.stringify(done.was) } },
})

/** What is done to the list. Everything but deleting can be taken back. */
export const careListActs = {
  async open(visit: Visit, form: Form): Promise<Came> {
    const input = { student: form.get('student'), reasons: form.all('reasons'), next: form.get('next') }
    const came = await visit.act(openCare, rulesFor(visit), input)
    return pressed(came, ({ id }) => ({ undo: { act: 'unopen', values: { id } } }))
  },
  async unopen(visit: Visit, form: Form): Promise<Came> {
    return pressed(await visit.act(dropCare, rulesFor(visit), { id: form.get('id') }), () => ({
      to: '/desk/care-list',
    }))
  },
  async talk(visit: Visit, form: Form): Promise<Came> {
    const id = form.get('id')
    const input = { id, day: form.get('day'), note: form.get('note'), next: form.get('next') }
    return pressed(await visit.act(noteCareTalk, rulesFor(visit), input), back(id))
  },
  async change(visit: Visit, form: Form): Promise<Came> {
    const id = form.get('id')
    const input = { id, reasons: form.all('reasons'), next: form.get('next') }
    return pressed(await visit.act(setCare, rulesFor(visit), input), back(id))
  },
  async back(visit: Visit, form: Form): Promise<Came> {
    const was = carriedIn(form.get('was'), standingSchema)
    if (!was) return { refused: visit.words.shell.trouble.form }
    return pressed(await visit.act(putCareBack, rulesFor(visit), { id: form.get('id'), was }), () => ({}))
  },
  async close(visit: Visit, form: Form): Promise<Came> {
    const input = { id: form.get('id'), result: form.get('result') }
    const came = await visit.act(closeCare, rulesFor(visit), input)
    return pressed(came, ({ id }) => ({ undo: { act: 'reopen', values: { id } } }))
  },
  async reopen(visit: Visit, form: Form): Promise<Came> {
    const id = form.get('id')
    const came = await visit.act(reopenCare, rulesFor(visit), { id })
    return pressed(came, ({ result }) => ({ undo: { act: 'close', values: { id, result } } }))
  },
  /** What is deleted cannot be brought back, so it is asked for twice. */
  async drop(visit: Visit, form: Form, { drop: words }: CarePageWords): Promise<Came> {
    const id = form.get('id')
    if (form.get('sure') !== '1') {
      const found = await visit.act(lookAtCare, rulesFor(visit), { id })
      if ('refused' in found) return { refused: found.refused.says }
      return { ask: fill(words.ask, { name: found.done.entry.name }), button: words.button, isGrave: true }
    }
    return pressed(await visit.act(dropCare, rulesFor(visit), { id }), () => ({ to: '/desk/care-list' }))
  },
}
