import { html } from 'hono/html'
import { minuteText, tableTime } from '../../time/shown.ts'
import type { Html, Visit } from '../desk.ts'

/** A part of a page with its heading. */
export const section = (heading: string, body: Html, { id = '', note = '' }: { id?: string; note?: Html } = {}): Html =>
  html`<section ${id ? html`id="${id}"` : ''}><h2>${heading}</h2>${note ? html`<p class="note">${note}</p>` : ''}${body}</section>`

/** What stands in the place of an empty list: what fills it. */
export const empty = (says: string): Html => html`<p class="empty">${says}</p>`

/** A word about how something stands. */
export const badge = (label: string, look: 'plain' | 'good' | 'bad' | 'warn' = 'plain'): Html =>
  html`<span class="badge ${look}">${label}</span>`

/** Text as somebody wrote it, with its line ends. */
export const quote = (text: string): Html => html`<blockquote>${text}</blockquote>`

/** Something that the reader has to know now. */
export const notice = (says: Html, look: 'good' | 'bad' | 'warn' = 'warn'): Html =>
  html`<p class="notice ${look}" role="status">${says}</p>`

/** One thing of a list, as a card: a heading that may lead on, lines below it, and what can be done. */
export const card = ({
  id = '',
  title,
  to,
  lines,
  acts = '',
  marks = '',
  isUrgent = false,
}: {
  id?: string
  title: Html
  to?: string
  marks?: Html
  lines: Html
  acts?: Html
  isUrgent?: boolean
}): Html =>
  html`<article class="card${isUrgent ? ' urgent' : ''}" ${id ? html`id="${id}"` : ''}><h3>${to ? html`<a href="${to}">${title}</a>` : title} ${marks}</h3>${lines}${acts ? html`<div class="acts">${acts}</div>` : ''}</article>`

/** Names and values, one line each; what is empty is left out. */
export const facts = (rows: readonly (readonly [string, Html])[]): Html =>
  html`<dl>${rows.filter(([, value]) => value !== '').map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`

/** An instant as people read it, with the whole of it where a machine looks. */
export function time(visit: Pick<Visit, 'zone'>, at: number | Date | null): Html {
  if (at === null) return ''
  const instant = new Date(at)
  return html`<time datetime="${instant.toISOString()}" title="${tableTime(instant.getTime(), visit.zone)}">${minuteText(instant, visit.zone)}</time>`
}

/** What channels are called. */
export const channelsText = ({ words: { shell } }: Pick<Visit, 'words'>, names: readonly string[]): string =>
  names.map(name => shell.channels[name] ?? name).join('、')

/** A share as a bar with its figures; `label` says what of. */
export function bar(done: number, all: number, label: string): Html {
  const share = all === 0 ? 0 : Math.round((done / all) * 100)
  return html`<span class="bar" title="${label}"><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="ground" width="100" height="6"/><rect class="done" width="${share}" height="6"/></svg><span>${done}/${all}</span></span>`
}

/** A link that is a button. */
export const linkButton = (to: string, label: string, look: 'plain' | 'quiet' = 'quiet'): Html =>
  html`<a class="button ${look}" href="${to}">${label}</a>`

/** A file to take away. */
export const download = (to: string, label: string): Html =>
  html`<a class="button quiet" href="${to}" download>${label}</a>`
