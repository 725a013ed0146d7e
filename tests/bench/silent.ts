import { type EngineParts, openEngine } from '../../src/app/engine.ts'
import { systemClock, systemIds } from '../../src/app/system.ts'
import { failingLog } from '../support/log.ts'

/** A bot without a platform: what it says is saved and stays where it is. Defects are thrown. */
export const openSilent = (parts: Pick<EngineParts, 'database' | 'content'> & Partial<EngineParts>) =>
  openEngine({
    ...{ channels: [], clock: systemClock, ids: systemIds, log: failingLog(), ports: { wake() {} } },
    ...parts,
  })
