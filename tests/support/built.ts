import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Content is read and checked once for all tests, and not again by each of the hundreds that start a bot or run a command. */
export default function shareBuiltContent(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'farewell-built-'))
  process.env.FAREWELL_BUILT = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** The setting that has a bot share what was read; for those whose settings are not those of the environment. */
export const sharingBuilt = () => ({ FAREWELL_BUILT: process.env.FAREWELL_BUILT ?? '' })
