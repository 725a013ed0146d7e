import { html } from 'hono/html'
import { fill } from '../../content/words.ts'
import type { Html, Visit } from '../desk.ts'
import { linkButton } from './pieces.ts'

/** A page of many: its number, from 1, and how many there are. */
interface PageOfMany {
  page: number
  pages: number
}

/** What stands on the page that an address names (`page`, from 1); the last one where it names none that there is. */
export function onPage<T>(visit: Visit, all: readonly T[], most: number): PageOfMany & { shown: readonly T[] } {
  const pages = Math.max(1, Math.ceil(all.length / most))
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(visit.query('page'))) || 1))
  return { shown: all.slice((page - 1) * most, page * most), page, pages }
}

/** The ways to the pages before and after; nothing where there is but one. */
export function pager(
  { page, pages }: PageOfMany,
  { to, words }: { to(page: number): string; words: { page: string; earlier: string; later: string } },
): Html {
  if (pages === 1) return ''
  const earlier = page > 1 ? linkButton(to(page - 1), words.earlier) : ''
  const later = page < pages ? linkButton(to(page + 1), words.later) : ''
  return html`<p class="note">${fill(words.page, { page, pages })}</p><p class="acts">${earlier}${later}</p>`
}
