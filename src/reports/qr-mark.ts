import { html } from 'hono/html'
import { qrLines } from './qr-lines.ts'

/** A code to scan, as markup; `label` says to whoever does not see it what it opens. */
export function qrMark(text: string, label: string): ReturnType<typeof html> {
  const { d, side } = qrLines(text)
  return html`<svg class="qr" viewBox="-3 -3.5 ${side + 6} ${side + 6}" role="img" aria-label="${label}"><path d="${d}"/></svg>`
}
