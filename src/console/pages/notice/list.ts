import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import { listNotices } from '../../../office/notice/look.ts'
import type { Html, View } from '../../desk.ts'
import { area, field, form } from '../../parts/form.ts'
import { badge, card, empty, section, time } from '../../parts/pieces.ts'
import { largestUpload } from '../../uploads.ts'
import { addressOfNotice, intakeRules, type NoticeVisit } from './rules.ts'

/** The longest text that is pasted. */
export const longestNoticeText = 100_000

/** A form for a notice, and those that were put in, the last one first. */
export async function noticeList({ visit, say }: NoticeVisit): Promise<View | null> {
  const came = await visit.act(listNotices, intakeRules(visit), undefined)
  if ('refused' in came) return null
  const { list } = say
  const cards = came.done.notices.map(({ id, title, number, counts, name, at }) =>
    card({
      title,
      to: addressOfNotice(id),
      marks: counts.open > 0 ? badge(fill(list.open, { count: counts.open }), 'warn') : '',
      lines: html`<p>${[number ?? '', fill(list.taken, { count: counts.accepted + counts.changed }), fill(list.refused, { count: counts.refused })].filter(part => part !== '').join(' · ')}</p>
        <p class="note">${fill(list.by, { name })} ${time(visit, at)}</p>`,
    }),
  )
  return {
    title: say.title,
    main: html`<p>${say.note}</p>${section(say.upload.title, uploadForm({ visit, say }))}
      ${section(list.title, cards.length === 0 ? empty(list.none) : html`${cards}`)}`,
  }
}

function uploadForm({ visit, say: { upload } }: NoticeVisit): Html {
  const typed = visit.tried?.form.get('text') ?? ''
  const most = Math.floor(largestUpload / 1024 / 1024)
  const body = html`${field('file', upload.file, { type: 'file', accept: '.docx,.pdf,.xlsx,.xls,.txt,.md,.csv', hint: fill(upload.fileHint, { most }) })}
    ${area('text', upload.text, { value: typed, hint: upload.textHint, most: longestNoticeText, rows: 6 })}<p class="note">${upload.names}</p>`
  return html`<div class="drop" data-drop="${upload.drop}" data-busy="${upload.busy}">${form(visit, 'keep', body, { button: upload.button, hasFiles: true })}</div>`
}
