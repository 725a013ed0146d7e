import { openSqliteStore } from '../support/store.ts'
import { broadcastsContract } from './store/broadcasts.ts'
import { casesContract } from './store/cases.ts'
import { contentContract } from './store/content.ts'
import { harnessOf } from './store/harness.ts'
import { keepingContract } from './store/keeping.ts'
import { numbersContract } from './store/numbers.ts'
import { outboxContract } from './store/outbox.ts'
import { peopleContract } from './store/people.ts'
import { remindersContract } from './store/reminders.ts'
import { retentionContract } from './store/retention.ts'
import { transcriptContract } from './store/transcript.ts'
import { turnsContract } from './store/turns.ts'

// Another database is one line here.
const harnesses = [harnessOf('SQLite', openSqliteStore)]
const contracts = [
  ...[turnsContract, outboxContract, transcriptContract, numbersContract],
  ...[peopleContract, broadcastsContract, casesContract, remindersContract],
  ...[keepingContract, retentionContract, contentContract],
]

for (const harness of harnesses) for (const contract of contracts) contract(harness)
