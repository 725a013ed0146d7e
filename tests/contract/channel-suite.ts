import { afterAll, describe, type TestContext, test } from 'vitest'
import type { Ability } from '../../src/core/channel.ts'
import type { ChannelHarness, Fault } from './channel.ts'
import { receivingCases } from './receiving-cases.ts'
import { sendingCases } from './sending-cases.ts'
import { type CaseResult, saveResults } from './table.ts'
import { troubleCases } from './trouble-cases.ts'

/** One promise of every channel. It does not apply where the platform lacks an ability, or knows no such fault. */
export interface ContractCase {
  /** A sentence. */
  says: string
  needs?: readonly Ability[]
  fault?: Fault
  run(harness: ChannelHarness): Promise<void>
}

/** Runs every case against a channel; each on a harness of its own. */
export function channelContract(name: string, open: () => Promise<ChannelHarness>): void {
  const results: CaseResult[] = []
  describe(`the channel ${name}`, () => {
    for (const each of [...receivingCases, ...sendingCases, ...troubleCases])
      test(each.says, context => check(context, each, { open, results }))
    afterAll(() => saveResults(name, results))
  })
}

async function check(
  context: TestContext,
  { says, needs = [], fault, run }: ContractCase,
  { open, results }: { open: () => Promise<ChannelHarness>; results: CaseResult[] },
): Promise<void> {
  const harness = await open()
  const lacks =
    needs.find(ability => !harness.channel.abilities.has(ability)) ??
    (fault && !harness.faults.has(fault) ? fault : null)
  const entry: CaseResult = { case: says, result: lacks === null ? 'failed' : 'skipped', lacks }
  results.push(entry)
  try {
    if (lacks === null) {
      await run(harness)
      entry.result = 'passed'
    }
  } finally {
    await harness.close()
  }
  if (lacks !== null) context.skip(`without ${lacks}`)
}
