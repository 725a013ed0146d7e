import { openSqliteStore } from '../support/store.ts'
import { casesContract } from './store/cases.ts'
import { harnessOf } from './store/harness.ts'
import { numbersContract } from './store/numbers.ts'
import { outboxContract } from './store/outbox.ts'
import { retentionContract } from './store/retention.ts'
import { transcriptContract } from './store/transcript.ts'
import { turnsContract } from './store/turns.ts'

const harnesses = [harnessOf('SQLite', openSqliteStore)]
const contracts = [turnsContract, outboxContract, numbersContract, casesContract, transcriptContract, retentionContract]

for (const harness of harnesses) for (const contract of contracts) contract(harness)
