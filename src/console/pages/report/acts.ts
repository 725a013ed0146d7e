import { ledgerRulesOf } from '../../../bot/office.ts'
import { ownerOfNumber } from '../../../core/roster.ts'
import type { Picture } from '../../../core/update.ts'
import type { LedgerOutcome } from '../../../office/ledger/ground.ts'
import { addNote, removeNote, restoreNote, unwriteNote } from '../../../office/ledger/notes.ts'
import { choosePicture, leavePicture } from '../../../office/ledger/pictures.ts'
import type { Came, Form, Undo, Visit } from '../../desk.ts'
import type { ReportPageWords } from './words.ts'

const rulesFor = ({ content }: Visit) => ledgerRulesOf(content)

/** Says what an act came to, and how it is taken back. */
const cameTo = <What extends { says: string }>(came: LedgerOutcome<What>, undo?: (done: What) => Undo): Came =>
  'refused' in came
    ? { refused: came.refused.says }
    : { done: came.done.says, ...(undo ? { undo: undo(came.done) } : {}) }

async function note(visit: Visit, form: Form, say: ReportPageWords): Promise<Came> {
  const picture = await pictureSent(visit, form, say)
  if (typeof picture === 'string') return { refused: picture }
  const input = {
    ...{ duty: Number(form.get('duty')), college: form.get('college'), day: form.get('day') },
    ...{ text: form.get('text'), picture, hasConsent: form.get('consent') === '1' },
  }
  const came = await visit.act(addNote, rulesFor(visit), input)
  return cameTo(came, ({ id }) => ({ act: 'unwrite', values: { id } }))
}

/** The picture that came along, kept; null for none, and why where it cannot be kept. */
async function pictureSent(visit: Visit, form: Form, { problems }: ReportPageWords): Promise<Picture | null | string> {
  const file = form.file('picture')
  if (!file) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  const kept = await visit.desk.pictures.keep(bytes, ownerOfNumber(visit.actor.number ?? ''))
  if (kept.outcome === 'kept') return kept.picture
  if (kept.reason === 'no-room') return problems.room
  return kept.reason === 'not-a-picture' ? problems.picture : problems.pictures
}

const pictureIn = (form: Form) => ({ number: form.get('number'), n: Number(form.get('n')) })
const valuesOf = ({ number, n }: { number: string; n: number }) => ({ number, n: String(n) })

async function choose(visit: Visit, form: Form): Promise<Came> {
  const asked = pictureIn(form)
  const input = { ...asked, caption: form.get('caption'), hasConsent: form.get('consent') === '1' }
  return cameTo(await visit.act(choosePicture, rulesFor(visit), input), ({ before }) =>
    before
      ? { act: 'choose', values: { ...valuesOf(asked), caption: before.caption, consent: '1' } }
      : { act: 'leave', values: valuesOf(asked) },
  )
}

async function leave(visit: Visit, form: Form): Promise<Came> {
  const asked = pictureIn(form)
  return cameTo(await visit.act(leavePicture, rulesFor(visit), asked), ({ before }) => ({
    act: 'choose',
    values: { ...valuesOf(asked), caption: before?.caption ?? '', consent: '1' },
  }))
}

const idIn = (form: Form) => ({ id: form.get('id') })

/** What the buttons of the page do. */
export const reportActs = {
  note,
  choose,
  leave,
  remove: async (visit: Visit, form: Form): Promise<Came> => {
    const came = await visit.act(removeNote, rulesFor(visit), idIn(form))
    return cameTo(came, () => ({ act: 'restore', values: idIn(form) }))
  },
  restore: async (visit: Visit, form: Form): Promise<Came> =>
    cameTo(await visit.act(restoreNote, rulesFor(visit), idIn(form))),
  unwrite: async (visit: Visit, form: Form): Promise<Came> =>
    cameTo(await visit.act(unwriteNote, rulesFor(visit), idIn(form))),
}
