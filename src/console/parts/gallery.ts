import { html } from 'hono/html'
import type { Download, Html, Visit } from '../desk.ts'

/** Pictures that lie below a page's address, `count` of them; `alt` says what each is (counted from 1). */
export const gallery = (to: string, count: number, alt: (n: number) => string): Html =>
  html`<div class="gallery">${Array.from({ length: count }, (_, n) => html`<a href="${to}/${n + 1}"><img src="${to}/${n + 1}" alt="${alt(n + 1)}" loading="lazy" /></a>`)}</div>`

/** A kept picture to send, named so; null when it is not there any more. That its reader may see it an act has said. */
export async function keptPicture({ desk }: Visit, url: string, named: string): Promise<Download | null> {
  const name = url.replace(/^\/pictures\//, '')
  const picture = await desk.pictures.find(url)
  return picture && { name: `${named}${/\.\w+$/.exec(name)?.[0] ?? ''}`, ...picture }
}
