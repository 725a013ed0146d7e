import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { type Opened, open } from '../../../office/broadcasts/look.ts'
import { hasLeft, sumOf } from '../../../office/broadcasts/states.ts'
import type { Html, View } from '../../desk.ts'
import { unitAsked } from '../../parts/part.ts'
import { badge, download, facts, linkButton, quote, section, time } from '../../parts/pieces.ts'
import { actsOf } from './acts.ts'
import { aheadOf } from './ahead.ts'
import { levelBadge, lookOf } from './list.ts'
import { peopleView, receiptsOfAll } from './receipts.ts'
import { relayOf } from './relay.ts'
import { addressOfOne, type PageVisit, rulesOf } from './rules.ts'

/** One broadcast: what it says, where it stands, what can be done to it; null where it is not theirs to see. */
export async function oneView({ visit, say }: PageVisit, number: string): Promise<View | null> {
  const came = await visit.act(open, rulesOf(visit), { number })
  if ('refused' in came) return null
  const { broadcast } = came.done
  const up = { to: '/desk/broadcasts', label: say.title }
  const title = `${number} ${broadcast.template}`
  const unit = unitAsked(visit)
  if (unit?.of === 'class' && hasLeft(broadcast)) {
    const people = await peopleView({ visit, say }, came.done, { college: unit.college, name: unit.name })
    if (people === null) return null
    return { title, up: { to: addressOfOne(number), label: title }, main: people }
  }
  return hasLeft(broadcast)
    ? { title, up, ...leftParts({ visit, say }, came.done) }
    : { title, up, main: await aheadParts({ visit, say }, came.done) }
}

/** Before it has left: what it would be, for whom, and what can be done. */
async function aheadParts({ visit, say }: PageVisit, opened: Opened): Promise<Html> {
  const { broadcast, ahead } = opened
  const list = download(`${addressOfOne(broadcast.number)}/unreached.xlsx`, say.ahead.download)
  return html`${aboutOf({ visit, say }, opened)}
    ${actsOf({ visit, say }, opened)}
    ${section(say.ahead.title, ahead ? aheadOf({ visit, say }, { broadcast, ...ahead }, list) : quote(broadcast.text))}
    ${pictureOf({ visit, say }, opened)}`
}

/** After that: who has confirmed, which changes by itself, then what it says. */
function leftParts({ visit, say }: PageVisit, opened: Opened) {
  const { broadcast, can } = opened
  const { number } = broadcast
  return {
    main: aboutOf({ visit, say }, opened),
    live: receiptsOfAll({ visit, say }, opened),
    after: html`${can.has('export') ? html`<p>${download(`${addressOfOne(number)}/table.xlsx`, say.one.export)}</p>` : ''}
      ${actsOf({ visit, say }, opened)}
      ${section(say.one.text, html`${quote(broadcast.text)}${linkButton(`/desk/activities/poster?of=${number}`, say.one.poster)}`)}
      ${pictureOf({ visit, say }, opened)}
      ${can.has('relay') ? relayOf({ visit, say }, opened) : ''}`,
  }
}

function pictureOf({ say }: PageVisit, { broadcast: { number, picture } }: Opened): Html {
  if (!picture) return ''
  return section(
    say.one.picture,
    html`<img class="picture" src="${addressOfOne(number)}/picture" alt="${picture.alt || say.one.picture}" />`,
  )
}

function aboutOf({ visit, say }: PageVisit, { broadcast, approvedBy, classes }: Opened): Html {
  const { states } = visit.content.broadcastWords
  const { state, audienceWords, sender, createdAt, due, startedAt, closesAt, reason, of, correctedBy, resends } =
    broadcast
  const f = say.one.facts
  const to = (number: string) => html`<a href="${addressOfOne(number)}">${number}</a>`
  const isOwn = broadcast.approvedBy !== null && broadcast.approvedBy === sender.number
  return html`<p>${badge(states[state], lookOf(broadcast))} ${levelBadge(broadcast)}</p>${facts([
    [f.audience, audienceWords],
    [f.sender, `${sender.office} ${sender.name}`],
    [f.written, startedAt === null ? time(visit, createdAt) : ''],
    [f.due, state === 'approved' || (state === 'waiting' && due > visit.now.getTime()) ? time(visit, due) : ''],
    [f.started, time(visit, startedAt)],
    [f.closes, time(visit, closesAt)],
    [f.approved, isOwn ? say.one.own : approvedBy],
    [f.reason, reason],
    [f.of, of?.as === 'correction' ? to(of.number) : ''],
    [f.recalls, of?.as === 'recall' ? to(of.number) : ''],
    [f.by, correctedBy === null ? '' : to(correctedBy)],
    [f.resends, resends > 0 && sumOf(classes).people > 0 ? fill(say.one.times, { count: resends }) : ''],
  ])}`
}
