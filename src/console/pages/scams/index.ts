import { html } from 'hono/html'
import { caseRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import { caseNumberIn, isScamNumber } from '../../../core/case.ts'
import { countCards } from '../../../office/cards/counts.ts'
import { labelLine, takeLabels } from '../../../office/cases/counts.ts'
import { markScams, type ScamMark } from '../../../office/cases/manage.ts'
import type { ScamView } from '../../../office/cases/right.ts'
import { lookAtScam, type ScamsAsked, watchScams } from '../../../office/cases/scams.ts'
import { may } from '../../../office/rights.ts'
import { type Came, definePage, type Html, type Undo, type View, type Visit } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { pageAsked } from '../../parts/pager.ts'
import { facts, linkButton, quote, section, time } from '../../parts/pieces.ts'
import { groupsOfScam, scamBadge, scamsList } from './list.ts'
import { type ScamsSay, scamsSchema } from './words.ts'

const most = 100
const rulesFor = ({ content }: Visit) => caseRulesOf(content)

/** 反诈: what looked like fraud in groups; marked, taken away as labelled data, made a warning of. */
export const scams = definePage<ScamsSay>({
  name: 'scams',
  right: 'see-cases',
  words: scamsSchema,
  async show(visit, say) {
    if (visit.item !== '') return one(visit, say)
    const asked = askedOf(visit)
    const came = await visit.act(watchScams, rulesFor(visit), asked)
    if ('refused' in came) return null
    const cards = await visit.act(countCards, rulesFor(visit), {})
    return scamsList(visit, say, { view: came.done, asked, cards: 'done' in cards ? cards.done.kinds : [] })
  },
  acts: {
    mark: (visit, form, say) => marked(visit, say, [{ number: form.get('number'), state: stateIn(form.get('state')) }]),
    several: (visit, form, say) =>
      marked(
        visit,
        say,
        form.all('number').map(number => ({ number, state: stateIn(form.get('state')) })),
      ),
    back: (visit, form) => marked(visit, null, marksIn(form.get('before'))),
    async export(visit) {
      const came = await visit.act(takeLabels, rulesFor(visit), { of: 'scams' })
      if ('refused' in came) return { refused: came.refused.says }
      const bytes = new TextEncoder().encode(came.done.labels.map(labelLine).join(''))
      return { file: { name: 'scams.tsv', type: 'text/tab-separated-values; charset=utf-8', bytes } }
    },
  },
})

/** The filters, which stand in the address. */
function askedOf(visit: Visit): ScamsAsked {
  const { query } = visit
  return {
    kind: query('kind'),
    state: query('state'),
    group: query('group'),
    from: (pageAsked(visit) - 1) * most,
    most,
  }
}

const states = ['open', 'confirmed', 'false'] as const
const stateIn = (text: string): ScamMark['state'] => states.find(s => s === text) ?? 'open'

/** `S07 open S08 false`: what marks were before. */
const marksText = (marks: readonly ScamMark[]) => marks.map(m => `${m.number} ${m.state}`).join(' ')
const marksIn = (text: string): ScamMark[] =>
  [...text.matchAll(/(S\d{2,}) (open|confirmed|false)/g)].map(([, number, state]) => ({
    number: number!,
    state: stateIn(state!),
  }))

async function marked(visit: Visit, say: ScamsSay | null, marks: readonly ScamMark[]): Promise<Came> {
  const came = await visit.act(markScams, rulesFor(visit), { marks })
  if ('refused' in came) return { refused: came.refused.says }
  const { says, before } = came.done
  if (!say) return { done: says }
  const undo: Undo = { act: 'back', values: { before: marksText(before) }, label: say.acts.undo }
  return { done: says, undo }
}

/** One scam with its evidence; null where there is none that they may see. */
async function one(visit: Visit, say: ScamsSay): Promise<View | null> {
  const number = caseNumberIn(visit.item)
  if (number === null || !isScamNumber(number)) return null
  const came = await visit.act(lookAtScam, rulesFor(visit), { number })
  if ('refused' in came) return null
  const { scam } = came.done
  return {
    title: fill(say.one, { number }),
    up: { to: '/desk/scams', label: say.title },
    main: html`<p>${scam.type} ${scamBadge(visit, scam)}</p>${section(say.text, evidence(visit, say, scam))}
      ${section(say.acts.title, buttons(visit, say, scam), { note: say.acts.note })}
      ${section(say.warning.title, warning(visit, say, scam))}`,
  }
}

function evidence(visit: Visit, say: ScamsSay, scam: ScamView): Html {
  const grade = visit.content.caseWords.desk.grades[scam.grade]
  return html`${quote(scam.text)}${facts([
    [say.labels.signals, scam.signals.map(s => `“${s}”`).join(' ')],
    [say.labels.grade, fill(say.grade, { grade, score: scam.score.toFixed(2) })],
    [say.labels.groups, groupsOfScam(visit, say, scam)],
    [say.labels.at, time(visit, scam.at)],
  ])}`
}

function buttons(visit: Visit, say: ScamsSay, { number, state }: ScamView): Html {
  const press = (mark: ScamMark['state'], button: string, look: 'plain' | 'quiet') =>
    state === mark ? '' : pressButton(visit, 'mark', { button, look, values: { number, state: mark } })
  return html`<div class="acts">${press('confirmed', say.acts.right, 'plain')}${press('false', say.acts.wrong, 'quiet')}${press('open', say.acts.back, 'quiet')}</div>`
}

/** The way to where a warning is written, which begins with the draft. */
function warning({ actor }: Visit, { warning: say }: ScamsSay, { number, draft }: ScamView): Html {
  if (draft === '') return html`<p class="note">${say.none}</p>`
  const write = may(actor, 'broadcast') ? linkButton(`/desk/broadcasts/new?from=${number}`, say.press, 'plain') : ''
  return html`<p>${say.draft}</p>${quote(draft)}<div class="acts">${write}</div>`
}
