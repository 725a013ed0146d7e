import type { Kind } from '../../knowledge/retention.ts'

/**
 * How a row is found to be somebody's: by the id under which their own matters are kept (`ownerOf`), the handle under which they write, their
 * roster number, or their private chat with the bot.
 */
export interface Whose<Column> {
  by: 'owner' | 'handle' | 'number' | 'private-chat'
  column: Column
}

/**
 * When a row has to go: the days of its kind after the instant in a column (a row without that instant is still needed; `only` narrows it down
 * further), or after one of the row that it belongs to; at the instant in a column; with the row that it belongs to. Where more than the row has to
 * go with it (`own`), `ending.ts` does it.
 */
export type Ends<Column> =
  | { after: Column; only?: { column: Column; is: string }; own?: true }
  | { after: string; of: string; key: string; column: Column }
  | { at: Column; own?: true }
  | { with: string; key: string; column: Column }

/** What a table holds of people; null for nothing of anybody. Deletion, binding, a person's own file and retention all follow from it. */
export type Holding<Row> = HoldingOf<keyof Row & string> | null

interface HoldingOf<Column> {
  /** What it is to people, see `knowledge/retention.yaml`. */
  kind: Kind
  whose: readonly Whose<Column>[]
  /** Null where it ends only by somebody's act. */
  ends: Ends<Column> | null
  /** What of it stands in the person's own file. */
  shows: 'all' | readonly Column[]
  /** What becomes of somebody's rows when they have their data deleted: `own` is done by hand in `forget.ts`. */
  forget: 'delete' | 'stays' | 'own'
  /** What becomes of somebody's rows when they are bound to a number: `own` is done by hand in `adopt.ts`. */
  moves: 'renamed' | 'stays' | 'own'
}

/** What rows have in common that name nobody: they only end. */
export const ofNobody = { whose: [], shows: [], forget: 'stays', moves: 'stays' } as const
