import { html } from 'hono/html'
import { isVideo } from '../../core/asset.ts'
import type { Picture } from '../../core/update.ts'
import type { Download, Html, Visit } from '../desk.ts'

/** Pictures and videos that lie below a page's address, in their order; `alt` says what each is (counted from 1). */
export const gallery = (to: string, shown: readonly Pick<Picture, 'url'>[], alt: (n: number) => string): Html =>
  html`<div class="gallery">${shown.map((one, n) => (isVideo(one) ? player(`${to}/${n + 1}`, alt(n + 1)) : thumbnail(`${to}/${n + 1}`, alt(n + 1))))}</div>`

const thumbnail = (at: string, alt: string) => html`<a href="${at}"><img src="${at}" alt="${alt}" loading="lazy" /></a>`

/** A video is fetched only when somebody plays it. */
const player = (at: string, alt: string) =>
  html`<span><video src="${at}" controls preload="none" aria-label="${alt}"></video><a href="${at}" download>${alt}</a></span>`

/** A kept picture to send, named so; null when it is not there any more. That its reader may see it an act has said. */
export async function keptPicture({ desk }: Visit, url: string, named: string): Promise<Download | null> {
  const name = url.replace(/^\/pictures\//, '')
  const picture = await desk.pictures.find(url)
  return picture && { name: `${named}${/\.\w+$/.exec(name)?.[0] ?? ''}`, ...picture }
}
