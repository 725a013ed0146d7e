import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { entryText } from '../../../knowledge/layer/written.ts'
import type { NamedVersion } from '../../../office/content/ground.ts'
import type { OpenedEntry } from '../../../office/content/listing.ts'
import type { Html } from '../../desk.ts'
import { diff } from '../../parts/diff.ts'
import { pressButton } from '../../parts/form.ts'
import { badge, card, empty, quote, section, time } from '../../parts/pieces.ts'
import type { AnswersVisit } from './rules.ts'

/** So many versions are shown with what they changed; of older ones who saved them. */
const shownWhole = 10

/** Who changed an entry, when, why and what; each version can be had back. */
export function historyOfEntry({ visit, say }: AnswersVisit, opened: OpenedEntry): Html {
  const { versions, id } = opened
  const { one } = say
  if (versions.length === 0) return section(one.history, empty(one.historyNone), { id: 'history' })
  const shipped = visit.content.knowledge.shipped.entries.find(e => e.id === id)
  const shippedText = shipped ? entryText(shipped) : null
  const current = versions[0]!
  const toShipped =
    current.text === null
      ? ''
      : html`<div class="acts">${backButton({ visit, say }, opened, { to: 0, button: shipped ? one.toShipped : one.toGone })}</div>`
  const cards = versions.map((version, n) => {
    const before = n + 1 < versions.length ? versions[n + 1]!.text : shippedText
    const isNow = n === 0
    return card({
      id: `v${version.version}`,
      title: fill(one.version, { version: version.version }),
      marks: isNow ? badge(one.now, 'good') : '',
      lines: html`<p>${version.name} ${time(visit, version.at)}</p>${version.why === '' ? '' : html`<p>${fill(one.why, { why: version.why })}</p>`}
        ${n < shownWhole ? changeOf({ say }, version, before ?? shippedText) : ''}`,
      acts:
        isNow || version.text === current.text
          ? ''
          : backButton({ visit, say }, opened, { to: version.version, button: one.back }),
    })
  })
  return section(one.history, html`${toShipped}${cards}`, { id: 'history' })
}

function changeOf(
  { say: { one, diff: said } }: Pick<AnswersVisit, 'say'>,
  { text }: NamedVersion,
  before: string | null,
) {
  if (text === null) return html`<p class="note">${one.taken}</p>`
  if (before === null) return html`<details><summary>${one.whole}</summary>${quote(text)}</details>`
  return html`<details><summary>${one.look}</summary>${diff(before, text, said)}</details>
    <details><summary>${one.whole}</summary>${quote(text)}</details>`
}

const backButton = (
  { visit, say }: AnswersVisit,
  { id, versions }: OpenedEntry,
  { to, button }: { to: number; button: string },
): Html =>
  pressButton(visit, 'takeBack', {
    button,
    look: 'quiet',
    values: { id, to: String(to), basedOn: String(versions[0]!.version), why: say.one.undoWhy },
  })
