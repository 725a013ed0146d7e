import type { Client, Kept } from './client.ts'

/** A reminder that the bot said it would give. */
export interface Promised {
  client: Client
  token: string
  during: string
  /** The time of day that the person was told, `HH:MM`; null for one that is far away. */
  told: string | null
}

/** A broadcast whose sender was told that it leaves. */
export interface Released {
  number: string
  token: string
  during: string
}

/** A submission whose number the person was told. */
export interface Submitted {
  client: Client
  receipt: string
  /** The code of its certificate, where it has one. */
  code: string | null
  during: string
}

/** A picture of which the person was told that it is kept, and that they then used in a line. */
export interface Pictured {
  client: Client
  kept: Kept
  /** The bytes that make it different from every other. */
  pixels: Buffer
  during: string
}

/** A request for help that the person was told is with the counselor. */
export interface Asked {
  token: string
  during: string
}

/** Someone who had everything deleted. */
export interface Left {
  client: Client
  /** What must be found nowhere. */
  secrets: { what: string; bytes: Buffer }[]
  pictures: Kept[]
  /** The lines before the deletion, by their ids. */
  before: ReadonlySet<string>
  during: string
}

/** Something that is not as people were told. */
export interface Breach {
  during: string
  what: 'lost' | 'doubled' | 'left'
  /** The number of the person whom it happened to; empty where it is nobody's. */
  who: string
  story: string
  /** The line that it is about, where it is one line. */
  line: string | null
}

/** What people were told, and what went wrong at once: the ground on which the judge stands. */
export interface Journal {
  reminders: Promised[]
  broadcasts: Released[]
  /** Who was told that their confirmation counts, by the broadcast's number. */
  confirmations: Map<string, Set<Client>>
  submissions: Submitted[]
  pictures: Pictured[]
  requests: Asked[]
  leavers: Left[]
  breaches: Breach[]
}

/** An empty journal. */
export const openJournal = (): Journal => ({
  reminders: [],
  broadcasts: [],
  confirmations: new Map(),
  submissions: [],
  pictures: [],
  requests: [],
  leavers: [],
  breaches: [],
})
