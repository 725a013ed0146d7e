import type { Generated } from 'kysely'
import type { Holding } from './holding.ts'

/** What the web chat keeps itself. */
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
}

/** What of people these tables hold. */
export const web: { [Name in keyof WebTables]: Holding<WebTables[Name]> } = {
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
}
