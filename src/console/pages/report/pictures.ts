import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { Material } from '../../../office/ledger/gather.ts'
import { longestPictureWords, type PictureToChoose, picturesToChoose } from '../../../office/ledger/pictures.ts'
import { dateText } from '../../../time/shown.ts'
import type { Html, Visit } from '../../desk.ts'
import { field, form, pressButton, ticks } from '../../parts/form.ts'
import { badge, card, empty, section } from '../../parts/pieces.ts'
import type { ReportPageWords } from './words.ts'

/** So many are shown; the latest come first. */
const most = 120

/** The pictures of records, to choose those that go into the report. */
export function pictureList(visit: Visit, say: ReportPageWords, material: Material): Html {
  const { pictures: words } = say
  const all = picturesToChoose(material)
  if (all.length === 0) return section(words.title, empty(words.none))
  const count = fill(words.count, { chosen: all.filter(one => one.chosen).length, count: all.length })
  const rest = all.length > most ? html`<p class="note">${fill(words.rest, { most })}</p>` : ''
  const cards = all.slice(0, most).map(one => pictureCard(visit, say, one))
  return section(words.title, html`<p>${count}</p>${rest}${cards}`, { note: words.note })
}

function pictureCard(visit: Visit, { pictures: words }: ReportPageWords, one: PictureToChoose): Html {
  const { number, n, title, day, chosen } = one
  const values = { number, n: String(n) }
  const at = `/desk/records/picture/${number}/${n}`
  const { tried } = visit
  const isTried = tried?.act === 'choose' && tried.form.get('number') === number && tried.form.get('n') === String(n)
  const said = isTried ? tried.form.get('caption') : (chosen?.caption ?? title)
  const consent = ticks('consent', words.agreed, {
    options: [{ value: '1', label: words.consent }],
    values: chosen ? ['1'] : [],
  })
  const choosing = form(
    visit,
    'choose',
    html`${field('caption', words.caption, { value: said, most: longestPictureWords })}${consent}`,
    { button: chosen ? words.change : words.choose, look: chosen ? 'quiet' : 'plain', values },
  )
  const leaving = chosen ? pressButton(visit, 'leave', { button: words.leave, look: 'quiet', values }) : ''
  return card({
    title: day === '' ? fill(words.undated, { title }) : fill(words.card, { title, day: dateText(day) }),
    to: `/desk/records/${number}`,
    marks: chosen ? badge(words.chosen, 'good') : '',
    lines: html`${isTried ? html`<p class="notice bad" role="status">${tried.says}</p>` : ''}<div class="gallery"><a href="${at}"><img src="${at}" alt="${fill(words.alt, { number, n })}" loading="lazy" /></a></div>${choosing}`,
    acts: leaving,
  })
}
