import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Broadcast, Reckoning, Unreached } from '../../../core/broadcast.ts'
import { blanksIn } from '../../../office/broadcasts/draft.ts'
import { durationText, previewNotes, timeText } from '../../../office/broadcasts/says.ts'
import { estimateSeconds } from '../../../office/broadcasts/states.ts'
import type { Html } from '../../desk.ts'
import { facts, notice, quote } from '../../parts/pieces.ts'
import { type PageVisit, rulesOf } from './rules.ts'

/** What a broadcast will be and whom it will reach, before it leaves. */
export interface SeenAhead {
  broadcast: Broadcast
  reckoning: Reckoning
  unreached: readonly Unreached[]
  unknown: readonly string[]
}

/** The whole text as it leaves, whom it reaches and how, and whom it does not: by name and reason. */
export function aheadOf({ visit, say }: PageVisit, seen: SeenAhead, download: Html): Html {
  const rules = rulesOf(visit)
  const blanks = blanksIn(seen.broadcast, rules.words)
  const notes = previewNotes(seen.broadcast, seen.reckoning, rules)
  return html`${blanks.length > 0 ? notice(fill(say.ahead.blanks, { blanks: blanks.join('') })) : ''}
    ${quote(seen.broadcast.text)}
    ${reachOf({ visit, say }, seen)}
    ${notes.map(note => notice(note))}
    ${unknownOf(say, seen.unknown)}
    ${missingOf({ visit, say }, seen, download)}`
}

function reachOf({ visit, say: { ahead } }: PageVisit, { broadcast, reckoning }: SeenAhead): Html {
  const rules = rulesOf(visit)
  const { channels } = visit.words.shell
  const { people, privately, byGroup, groups, notBound, cannotPush, sends } = reckoning
  const of = (count: number) => fill(ahead.count, { count })
  const f = ahead.facts
  const sending = sends.map(({ channel: name, count, perSecond, perDay }) => {
    const channel = channels[name] ?? name
    if (perDay !== null && count > perDay) return fill(ahead.limit, { channel, count, perDay })
    return perSecond === null ? fill(ahead.send, { channel, count }) : fill(ahead.pace, { channel, count, perSecond })
  })
  return facts([
    [f.audience, broadcast.audienceWords],
    [f.people, of(people)],
    [f.privately, of(privately)],
    [f.byGroup, fill(ahead.groups, { count: byGroup, groups })],
    [f.unreached, notBound + cannotPush === 0 ? ahead.none : of(notBound + cannotPush)],
    [f.at, timeText(broadcast, visit.now, rules)],
    [f.takes, durationText(estimateSeconds(sends), rules.words)],
    [f.sends, sending.join('、')],
  ])
}

/** The most numbers named that are nobody's. */
const mostUnknown = 20

function unknownOf({ ahead }: PageVisit['say'], unknown: readonly string[]): Html {
  if (unknown.length === 0) return ''
  const numbers = unknown.slice(0, mostUnknown).join('、')
  const more = unknown.length > mostUnknown ? fill(ahead.unknownMore, { count: unknown.length }) : ''
  return notice(fill(ahead.unknown, { numbers }) + more)
}

/** Whom nothing reaches: by reason, and within it by class. */
function missingOf({ visit, say: { ahead } }: PageVisit, { reckoning, unreached }: SeenAhead, download: Html): Html {
  const count = reckoning.notBound + reckoning.cannotPush
  if (count === 0) return ''
  const { reasons } = visit.content.broadcastWords
  const groups = [...Map.groupBy(unreached, p => p.reason)].map(([reason, people]) => {
    const classes = [...Map.groupBy(people, p => `${p.college}${p.name}`)]
    return html`<h3>${reasons[reason] ?? reason}</h3><ul>${classes.map(([name, ones]) => html`<li>${fill(ahead.ofClass, { class: name, names: ones.map(p => p.person).join('、') })}</li>`)}</ul>`
  })
  return html`<details open><summary>${fill(ahead.missing, { count })}</summary>${groups}
    ${unreached.length < count ? html`<p class="note">${fill(ahead.more, { shown: unreached.length, count })}</p>` : ''}${download}</details>`
}
