import { html } from 'hono/html'
import type { Html } from '../desk.ts'

/** A line of two texts: in both, only in the older, or only in the newer. */
interface DiffLine {
  of: 'both' | 'old' | 'new'
  line: string
}

/** The most lines of a text that are compared one by one; of longer ones all are told. */
const most = 1500
/** So many lines beside a change are shown. */
const beside = 2

/** What differs between two texts, line by line, with some of what stands around it. `said` is read out before what went and what came. */
export function diff(older: string, newer: string, said: { old: string; new: string; same: string }): Html {
  const lines = compared(older.split('\n'), newer.split('\n'))
  if (lines.every(({ of }) => of === 'both')) return html`<p class="note">${said.same}</p>`
  const isNear = (n: number) => lines.slice(Math.max(0, n - beside), n + beside + 1).some(({ of }) => of !== 'both')
  const parts = lines.map(({ of, line }, n) => {
    if (of === 'old') return html`<del><span class="unseen">${said.old}</span>${line}</del>`
    if (of === 'new') return html`<ins><span class="unseen">${said.new}</span>${line}</ins>`
    if (isNear(n)) return html`<span>${line}</span>`
    return n > 0 && isNear(n - 1) ? html`<span class="note">…</span>` : ''
  })
  return html`<div class="diff">${parts}</div>`
}

/** The lines of both texts in order, by their longest common part. */
function compared(older: readonly string[], newer: readonly string[]): DiffLine[] {
  const [a, b] = [older.slice(0, most), newer.slice(0, most)]
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ of: 'both', line: a[i]! })
      i++
      j++
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!))
      lines.push({ of: 'old', line: a[i++]! })
    else lines.push({ of: 'new', line: b[j++]! })
  }
  return lines
}
