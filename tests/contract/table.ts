import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What became of one case for one channel: passed, failed, or why it does not apply. */
export interface CaseResult {
  case: string
  result: 'passed' | 'failed' | 'skipped'
  /** The ability that the channel does not declare, or the fault that its platform does not know. */
  lacks: string | null
}

/** Writes a channel's results into the folder that FAREWELL_TEST_CONTRACT_TABLE names; without it nothing is written. */
export function saveResults(channel: string, results: readonly CaseResult[]): void {
  const folder = process.env.FAREWELL_TEST_CONTRACT_TABLE
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${channel}.json`), JSON.stringify({ channel, results }, null, 2))
}
