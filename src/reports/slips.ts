import { html } from 'hono/html'
import { harmless } from '../core/text/harmless.ts'
import { qrMark } from './qr-mark.ts'

/** A piece of paper for one person: whom it is for, what it opens, and what they have to know. */
export interface Slip {
  title: string
  /** Below the title, as a number and a class. */
  whom: string
  says: string
  /** The address in the code. */
  url: string
  /** What the code opens, for whoever does not see it. */
  label: string
  note: string
}

const style = `body { margin: 1rem; font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; color: #111; background: #fff; }
.slips { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0.6rem; }
.slip { padding: 0.7rem 0.9rem; border: 1px dashed #666; break-inside: avoid; }
h1 { font-size: 1.3rem; } h2 { margin: 0; font-size: 1.1rem; } p { margin: 0.2rem 0; }
.whom, .note { color: #444; font-size: 0.85rem; }
.qr { display: block; width: 11rem; margin: 0.4rem 0; } .qr path { fill: none; stroke: #000; }
@media print { body { margin: 0; } .unprinted { display: none; } }`

/** A page to print, cut and hand out: a slip with a code to scan for each person. It needs nothing from anywhere. */
export async function slipsPage({
  title,
  note,
  slips,
}: {
  title: string
  note: string
  slips: readonly Slip[]
}): Promise<string> {
  const articles = slips.map(
    slip => html`<article class="slip"><h2>${slip.title}</h2><p class="whom">${slip.whom}</p><p>${slip.says}</p>
      ${qrMark(slip.url, slip.label)}<p class="note">${slip.note}</p></article>`,
  )
  const page = await html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" /><meta name="robots" content="noindex" />
    <title>${title}</title><style>${style}</style></head>
    <body><h1 class="unprinted">${title}</h1><p class="unprinted">${note}</p><div class="slips">${articles}</div></body></html>`
  return harmless(String(page))
}
