import type { Problem } from '../../core/errors.ts'
import type { Flow } from '../../flows/schema.ts'
import { type TermWords, termAstray } from '../../reports/term/words.ts'
import type { BroadcastWords } from '../broadcasts/words.ts'
import { type LedgerWords, ledgerAstray } from './words.ts'

/** What the ledger of duties and the term's report name that is not there; of a file that is faulty itself nothing more is said. */
export const ledgerFaults = (
  {
    ledgerWords,
    termWords,
    broadcastWords,
  }: { ledgerWords: LedgerWords | null; termWords: TermWords | null; broadcastWords: BroadcastWords | null },
  flows: readonly Flow[],
): Problem[] => [
  ...(ledgerWords && broadcastWords
    ? ledgerAstray(ledgerWords, { flows, templates: Object.keys(broadcastWords.templates) })
    : []),
  ...(ledgerWords && termWords ? termAstray(termWords, ledgerWords) : []),
]
