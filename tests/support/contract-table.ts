/**
 * Prints the contract table (channel × case) as Markdown: `node tests/support/contract-table.ts FOLDER`, after
 * `FAREWELL_TEST_CONTRACT_TABLE=FOLDER npx vitest run tests/contract`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CaseResult } from '../contract/table.ts'

interface Saved {
  channel: string
  results: CaseResult[]
}

const marks = { passed: '✓', failed: '✗' }

/** The table of all channels whose results were saved; `—` names the ability that a channel lacks, or the fault its platform does not know. */
export function contractTable(saved: readonly Saved[]): string {
  const channels = [...saved].sort((a, b) => a.channel.localeCompare(b.channel))
  const cases = [...new Set(channels.flatMap(c => c.results.map(r => r.case)))]
  const cell = (channel: Saved, each: string) => {
    const found = channel.results.find(r => r.case === each)
    if (!found) return ''
    return found.result === 'skipped' ? `— ${found.lacks}` : marks[found.result]
  }
  const rows = cases.map(each => [each, ...channels.map(c => cell(c, each))])
  const lines = [['case', ...channels.map(c => c.channel)], ['---', ...channels.map(() => '---')], ...rows]
  return lines.map(line => `| ${line.join(' | ')} |`).join('\n')
}

const folder = process.argv[2]
if (import.meta.main && folder) {
  const files = readdirSync(folder).filter(f => f.endsWith('.json'))
  console.log(contractTable(files.map(f => JSON.parse(readFileSync(join(folder, f), 'utf8')) as Saved)))
}
