import { caseRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import { labelledParts } from '../../../office/broadcasts/fields.ts'
import { open } from '../../../office/broadcasts/look.ts'
import { draftedAlert } from '../../../office/cases/read.ts'
import { type Entered, emptyForm, filledFrom } from './filled.ts'
import { numberIn, type PageVisit, rulesOf } from './rules.ts'

/** What a form begins with, and what is said above it; no form where a template is to be chosen first. */
interface Begun {
  filled: Entered | null
  note: string
}

/** How writing begins: with a draft, a correction, what was drafted of a scam, or a template; null where it names what is not theirs. */
export async function begun({ visit, say }: PageVisit): Promise<Begun | null> {
  const [draft, of, from] = [visit.query('draft'), visit.query('of'), visit.query('from')]
  if (draft !== '') return withDraft({ visit, say }, draft)
  if (of !== '') return withCorrection({ visit, say }, of)
  if (from !== '') return withCase({ visit, say }, from)
  const { templates } = visit.content.broadcastWords
  const template = visit.query('template')
  if (!Object.hasOwn(templates, template)) return { filled: null, note: '' }
  const [audience, text] = [visit.query('to').slice(0, 300), visit.query('text').slice(0, 1000)]
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.exec(visit.query('at'))?.[0]
  const empty = emptyForm(visit, template)
  const given = { ...(text !== '' && { body: text }), ...(at !== undefined && { when: 'at', at }) }
  return { filled: { ...empty, audience, ...given }, note: '' }
}

async function withDraft({ visit, say }: PageVisit, number: string): Promise<Begun | null> {
  const came = await visit.act(open, rulesOf(visit), { number: numberIn(number) ?? '' })
  if ('refused' in came || !came.done.can.has('publish')) return null
  const { broadcast } = came.done
  const { of } = broadcast
  const note = of ? fill(say.writing.of, { number: of.number, audience: broadcast.audienceWords }) : ''
  return { filled: filledFrom(broadcast, visit.zone), note }
}

async function withCorrection({ visit, say }: PageVisit, number: string): Promise<Begun | null> {
  const came = await visit.act(open, rulesOf(visit), { number: numberIn(number) ?? '' })
  if ('refused' in came || !came.done.can.has('correct')) return null
  const { broadcast } = came.done
  const note = fill(say.writing.of, { number, audience: broadcast.audienceWords })
  return { filled: { ...filledFrom(broadcast, visit.zone), of: number, draft: null }, note }
}

/** The alert that was drafted of a scam: what its words name stands in the fields. */
async function withCase({ visit, say }: PageVisit, number: string): Promise<Begun | null> {
  const came = await visit.act(draftedAlert, caseRulesOf(visit.content), { number })
  if ('refused' in came) return null
  const words = visit.content.broadcastWords
  const { before, parts } = labelledParts(came.done.says, words)
  const said = (field: string) => parts.find(part => part.field === field)?.said ?? ''
  const template = Object.hasOwn(words.templates, before) ? before : (Object.keys(words.templates)[0] ?? '')
  const filled = { ...emptyForm(visit, template), audience: said('audience'), body: said('body') }
  return { filled, note: fill(say.writing.from, { number }) }
}
