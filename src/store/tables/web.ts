import type { Generated } from 'kysely'
import type { Holding } from './holding.ts'

/** What the web chat keeps itself, and who holds which picture, whichever channel it came by. */
export interface WebTables {
  web_message: {
    seq: Generated<number>
    id: string
    chat: string
    /** Null when the bot speaks. */
    person: string | null
    name: string
    body: string
    at: number
  }
  /**
   * `holder` is the handle of whoever sent a kept picture (or the owner, where it came before this was noted); empty for the bot, and where the last
   * holder gave their data up. What nothing shows goes when it is looked at again, at `look_at`.
   */
  picture: { name: string; holder: string; bytes: number; code: string | null; at: number; look_at: number }
}

/** What of people these tables hold. */
export const webHoldings: { [Name in keyof WebTables]: Holding<WebTables[Name]> } = {
  web_message: {
    kind: 'talk',
    whose: [
      { by: 'handle', column: 'person' },
      { by: 'private-chat', column: 'chat' },
    ],
    ends: { after: 'at' },
    shows: ['at', 'chat', 'body'],
    forget: 'own',
    moves: 'stays',
  },
  // It ends with the last that shows it, see `picture-sweep.ts`, which deletes the file too.
  picture: {
    kind: 'picture',
    whose: [
      { by: 'owner', column: 'holder' },
      { by: 'handle', column: 'holder' },
    ],
    ends: null,
    shows: ['name', 'bytes', 'code', 'at'],
    forget: 'own',
    moves: 'stays',
  },
}
