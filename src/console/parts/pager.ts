import { html } from 'hono/html'
import { fill } from '../../content/words.ts'
import type { Html, Visit } from '../desk.ts'
import { linkButton } from './pieces.ts'

/** Some of a list: page `page` (from 1), of so many; `null` where nobody counted them, and `hasMore` tells whether another follows. */
interface Turned {
  page: number
  pages: number | null
  hasMore?: boolean
}

/** The page of a list that the address asks for: a whole number from 1. */
export const pageAsked = (visit: Visit): number =>
  Math.min(1_000_000, Math.max(1, Math.trunc(Number(visit.query('page'))) || 1))

/** These of a list, so many on a page; a page after the last is the last. */
export function onPage<One>(all: readonly One[], visit: Visit, most: number): Turned & { shown: readonly One[] } {
  const pages = Math.max(1, Math.ceil(all.length / most))
  const page = Math.min(pages, pageAsked(visit))
  return { shown: all.slice((page - 1) * most, page * most), page, pages }
}

/** Ways to the pages before and after this one, at the same address; nothing where there is only one. */
export function pager(visit: Visit, { page, pages, hasMore = pages !== null && page < pages }: Turned): Html {
  const { pager: say } = visit.words.shell
  const before = pages === null ? page - 1 : Math.min(page - 1, pages)
  if (before < 1 && !hasMore) return ''
  const where = pages === null ? fill(say.page, { page }) : fill(say.pages, { page, pages })
  return html`<nav class="row" aria-label="${say.label}">${before < 1 ? '' : linkButton(withQuery(visit, { page: before }), say.before)}<span class="note">${where}</span>${hasMore ? linkButton(withQuery(visit, { page: page + 1 }), say.after) : ''}</nav>`
}

/** The address of the page (`at`, where it is another) with other values in its query; null takes one out. */
export function withQuery(
  visit: Visit,
  values: Readonly<Record<string, string | number | null>>,
  at = new URL(visit.here, 'http://desk').pathname,
): string {
  const query = new URL(visit.here, 'http://desk').searchParams
  for (const [name, value] of Object.entries(values))
    if (value === null) query.delete(name)
    else query.set(name, String(value))
  return query.size === 0 ? at : `${at}?${query}`
}
