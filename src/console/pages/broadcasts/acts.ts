import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { blanksIn } from '../../../office/broadcasts/draft.ts'
import type { Opened } from '../../../office/broadcasts/look.ts'
import { confirmedOf, sumOf } from '../../../office/broadcasts/states.ts'
import type { Html } from '../../desk.ts'
import { area, form, pressButton } from '../../parts/form.ts'
import { linkButton, notice, section } from '../../parts/pieces.ts'
import type { PageVisit } from './rules.ts'

/** Everything that can be done to a broadcast as it stands. */
export function actsOf({ visit, say }: PageVisit, opened: Opened): Html {
  const { can } = opened
  const parts = [
    can.has('publish') ? draftActs({ visit, say }, opened) : '',
    can.has('approve') ? approvalActs({ visit, say }, opened) : '',
    can.has('cancel') && opened.broadcast.state !== 'draft' ? cancelAct({ visit, say }, opened) : '',
    can.has('resend') ? resendAct({ visit, say }, opened) : '',
    can.has('correct') ? correctAct({ say }, opened) : '',
    can.has('recall') ? recallAct({ visit, say }, opened) : '',
  ]
  return parts.every(part => part === '') ? '' : section(say.one.acts, html`${parts}`)
}

function draftActs({ visit, say: { one } }: PageVisit, { broadcast }: Opened): Html {
  const { number } = broadcast
  const blanks = blanksIn(broadcast, visit.content.broadcastWords)
  const values = { number }
  return html`${blanks.length > 0 ? notice(fill(one.publish.blanks, { blanks: blanks.join('') })) : ''}<div class="acts">
    ${blanks.length > 0 ? '' : pressButton(visit, 'publish', { button: one.publish.button, values })}
    ${linkButton(`/desk/broadcasts/new?draft=${number}`, one.edit)}
    ${pressButton(visit, 'cancel', { button: one.drop.button, look: 'quiet', values })}</div>`
}

function approvalActs({ visit, say: { one } }: PageVisit, { broadcast: { number } }: Opened): Html {
  const reason = area('reason', one.refuse.reason, { value: entered(visit, 'refuse'), most: 300, rows: 2 })
  return html`<div class="acts">${pressButton(visit, 'approve', { button: one.approve.button, values: { number } })}</div>
    <details ${visit.tried?.act === 'refuse' ? 'open' : ''}><summary>${one.refuse.heading}</summary>
    ${form(visit, 'refuse', reason, { button: one.refuse.button, look: 'quiet', values: { number } })}</details>`
}

const cancelAct = ({ visit, say: { one } }: PageVisit, { broadcast: { number } }: Opened): Html =>
  html`<div class="acts">${pressButton(visit, 'cancel', { button: one.cancel.button, look: 'quiet', values: { number } })}</div>`

function resendAct({ visit, say: { one } }: PageVisit, { broadcast, classes }: Opened): Html {
  const { resendMost: most, resendEveryMinutes: minutes } = visit.content.broadcastWords
  const all = sumOf(classes)
  const { number, resends } = broadcast
  const count = all.people - confirmedOf(all)
  if (count === 0) return ''
  const { heading, rule, button } = one.resend
  const { resendMost } = visit.content.broadcastWords.problems
  if (resends >= most) return part(heading, html`<p class="note">${fill(resendMost, { number, most })}</p>`)
  const rules = fill(rule, { most, minutes, times: resends })
  const press = pressButton(visit, 'resend', { button: fill(button, { count }), values: { number } })
  return part(heading, html`<p class="note">${rules}</p><div class="acts">${press}</div>`)
}

/** One of several things that can be done. */
const part = (heading: string, body: Html): Html => html`<div class="card"><h3>${heading}</h3>${body}</div>`

const correctAct = ({ say: { one } }: Pick<PageVisit, 'say'>, { broadcast: { number } }: Opened): Html =>
  part(
    one.correct.heading,
    html`<p class="note">${one.correct.rule}</p>
      <div class="acts">${linkButton(`/desk/broadcasts/new?of=${number}`, one.correct.button)}</div>`,
  )

function recallAct({ visit, say: { one } }: PageVisit, { broadcast: { number } }: Opened): Html {
  const { heading, reason, button } = one.recall
  const why = area('reason', reason, { value: entered(visit, 'recall'), isNeeded: true, most: 300, rows: 2 })
  return part(heading, form(visit, 'recall', why, { button, look: 'grave', values: { number } }))
}

/** What was entered as reason where that was refused. */
const entered = ({ tried }: PageVisit['visit'], act: string): string =>
  tried?.act === act ? tried.form.get('reason') : ''
