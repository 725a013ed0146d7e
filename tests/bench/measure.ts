import { cpus, totalmem } from 'node:os'

/** The middle value; of an even number of values the lower middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

/** The smallest value that at least `share` percent of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)] ?? Number.NaN
}

/** Seconds since some fixed moment, for differences only. */
export const seconds = () => performance.now() / 1000

/** One line that says on what the figures were taken. */
export function machine(): string {
  const cores = cpus()
  return `Node ${process.version}, ${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB`
}

/** Numbers that look random and are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Rows as a Markdown table; the first row is its head. Numbers stand to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const head = rows[0]!
  // A Chinese character is two columns wide in a terminal.
  const width = (text: string) => [...text].reduce((sum, c) => sum + (/[\u2e80-\uffef]/.test(c) ? 2 : 1), 0)
  const widths = head.map((_, i) => Math.max(...rows.map(row => width(row[i] ?? ''))))
  const pad = (text: string, i: number) => {
    const space = ' '.repeat(widths[i]! - width(text))
    return i === 0 ? text + space : space + text
  }
  const line = (row: readonly string[]) => `| ${row.map(pad).join(' | ')} |`
  const rule = `|${widths.map((w, i) => (i === 0 ? '-'.repeat(w + 2) : `${'-'.repeat(w + 1)}:`)).join('|')}|`
  return [line(head), rule, ...rows.slice(1).map(line)].join('\n')
}
