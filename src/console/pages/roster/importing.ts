import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { type Enrolled, enrol, type Listing } from '../../../office/people/enrol.ts'
import type { Came, Form, View, Visit } from '../../desk.ts'
import { type Upload, uploadMinutes } from '../../uploads.ts'
import { type ListOptions, listForm, optionsIn } from './list-form.ts'
import { planView } from './plan.ts'
import { type RosterVisit, rosterRulesOf } from './rules.ts'
import type { RosterPageWords } from './words.ts'

const noOptions: ListOptions = { college: '', className: '', withHidden: false, removes: false }

/** Where a list is chosen, or dropped on the page. */
export function importView({ visit, say }: RosterVisit): View {
  const { importing } = say
  const { tried } = visit
  const file = tried ? visit.desk.uploads.find(visit.session, tried.form.get('kept'), visit.now) : null
  const kept = file ? { id: tried!.form.get('kept'), name: file.name } : null
  return {
    title: importing.title,
    up: { to: '/desk/roster', label: say.title },
    main: html`<p>${importing.says}</p>${listForm({ visit, say }, { kept, options: tried ? optionsIn(tried.form) : noOptions })}`,
  }
}

/** Shows what a list would change; nothing is changed. */
export async function pressTry(visit: Visit, given: Form, say: RosterPageWords): Promise<Came> {
  const { importing } = say
  const sent = given.file('list')
  let id = given.get('kept')
  if (sent) {
    const file = { name: sent.name.slice(0, 120), bytes: new Uint8Array(await sent.arrayBuffer()) }
    id = visit.desk.uploads.keep(visit.session, file, visit.now)
  } else if (id === '') return { refused: importing.noFile }
  const file = visit.desk.uploads.find(visit.session, id, visit.now)
  if (!file) return { refused: fill(importing.gone, { minutes: uploadMinutes }) }
  const options = optionsIn(given)
  const came = await enrolling({ visit, say }, file, { options, applies: false })
  if ('refused' in came) return came
  return { view: planView({ visit, say }, { plan: came.done, kept: { id, name: file.name }, options }) }
}

/** Imports a list as it was looked at. */
export async function pressApply(visit: Visit, given: Form, say: RosterPageWords): Promise<Came> {
  const { importing, plan } = say
  if (visit.desk.isSandbox) return { refused: importing.sandbox }
  const file = visit.desk.uploads.find(visit.session, given.get('kept'), visit.now)
  if (!file) return { refused: fill(importing.gone, { minutes: uploadMinutes }) }
  const options = optionsIn(given)
  const came = await enrolling({ visit, say }, file, { options, applies: true, seen: given.get('mark') })
  if ('refused' in came) return came
  visit.desk.uploads.drop(visit.session)
  const { fresh, changed, unchanged, missing } = came.done
  const counts = { fresh: fresh.length, changed: changed.length, unchanged: unchanged.length }
  const count = counts.fresh + counts.changed + counts.unchanged
  const gone = options.removes && missing.length > 0 ? ` ${fill(plan.doneGone, { count: missing.length })}` : ''
  return { done: fill(plan.done, { ...counts, count }) + gone, to: '/desk/roster' }
}

/** Reads a list and does the act with what was read of it. */
async function enrolling(
  { visit, say }: RosterVisit,
  { name, bytes }: Upload,
  { options, ...how }: Pick<Listing, 'applies' | 'seen'> & { options: ListOptions },
): Promise<{ done: Enrolled } | { refused: string }> {
  const { removes, ...facts } = options
  const list = await visit.desk.lists.read(bytes, visit.content.rosterWords, { ...facts, file: name })
  if (!list) return { refused: say.importing.tooMuch }
  const came = await visit.act(enrol, rosterRulesOf(visit), { ...how, list, removes, college: facts.college })
  return 'refused' in came ? { refused: came.refused.says } : { done: came.done }
}
