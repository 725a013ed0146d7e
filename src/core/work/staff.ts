import type { RosterPerson } from '../roster.ts'

/** Where a member of staff can be met: the platforms that they are bound on, whether anything reaches them, and when they last signed in to the console. */
export interface StaffReach {
  channels: readonly string[]
  hasHome: boolean
  /** Epoch milliseconds. */
  signedInAt: number | null
}

/** A member of staff is away, and another stands in. Instants are epoch milliseconds. */
export interface StandIn {
  id: string
  /** The roster number of who is away, and of who stands in. */
  away: string
  standIn: string
  from: number
  until: number
  /** Whether who is away hears of people in danger all the same. */
  isAwayTold: boolean
}

/** What can be asked of the staff. */
export interface StaffReads {
  /** All staff on the roster, by number. */
  members(): Promise<RosterPerson[]>
  /** Where these can be met, by number. */
  reach(numbers: readonly string[]): Promise<ReadonlyMap<string, StaffReach>>
  /** Who stands in for whom, now or later, the first first. */
  standIns(): Promise<StandIn[]>
  /** One by its id, over or not. */
  standIn(id: string): Promise<StandIn | null>
}

/** What is changed in the staff. */
export type StaffEffect =
  /** Somebody stands in for somebody; one that stands under this id is replaced. */
  { do: 'set-stand-in'; standIn: StandIn }
