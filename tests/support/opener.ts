/** A process that opens a data folder as the bot does, and closes it: `node opener.ts FOLDER`. */
import { ProblemsError } from '../../src/core/errors.ts'
import { openDatabase } from '../../src/store/open.ts'

try {
  const database = await openDatabase(process.argv[2]!)
  await database.close()
} catch (error) {
  if (!(error instanceof ProblemsError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
