import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Opened } from '../../../office/broadcasts/look.ts'
import { classCopy, copiedFor } from '../../../office/broadcasts/relay.ts'
import type { Html } from '../../desk.ts'
import { area } from '../../parts/form.ts'
import { section } from '../../parts/pieces.ts'
import { collegeAsked } from './receipts.ts'
import type { PageVisit } from './rules.ts'

/** The most classes whose copies stand on one page. */
const mostCopies = 10

/** For groups that no bot may enter: a text to copy and a picture to send, for each class that is not reached whole. */
export function relayOf({ visit, say: { relay } }: PageVisit, { broadcast, classes }: Opened): Html {
  const college = collegeAsked(visit)
  const open = copiedFor(classes, '').filter(c => college === '' || c.college === college)
  if (open.length === 0) return section(relay.title, html`<p class="note">${relay.none}</p>`)
  const { links } = visit.desk
  const hasLinks = links.publicUrl !== null && links.secret !== null
  const copies = open.slice(0, mostCopies).map(of => {
    const { head, text, picture } = classCopy(broadcast, of, {
      words: visit.content.broadcastWords,
      links,
      now: visit.now,
    })
    return html`<details><summary>${of.name || of.college}</summary><p>${head}</p>
      <div data-copy>${area(`copy-${of.college}-${of.name}`, relay.text, { value: text, rows: 8, isFixed: true })}</div>
      ${picture ? html`<img class="picture" src="${picture.url}" alt="${picture.alt}" loading="lazy" />` : ''}</details>`
  })
  const rest = open.length - mostCopies
  return section(
    relay.title,
    html`${hasLinks ? '' : html`<p class="note">${relay.noLink}</p>`}${copies}${rest > 0 ? html`<p class="note">${fill(relay.more, { count: rest })}</p>` : ''}`,
    { note: fill(relay.note, { count: open.length }) },
  )
}
