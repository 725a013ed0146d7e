/** A one-time way into the console. The token itself is kept nowhere, only its hash. Instants are epoch milliseconds. */
export interface ConsoleLink {
  hash: string
  /** Whom it lets in. */
  number: string
  until: number
  isUsed: boolean
}

/** Somebody of the staff who is signed in to the console with one browser. Instants are epoch milliseconds. */
export interface ConsoleSession {
  /** Names the session to people who look at theirs; it opens nothing. */
  id: string
  number: string
  /** As the roster has it; empty for somebody who is not on it any more. */
  name: string
  /** What the browser says that it is. */
  agent: string
  at: number
  /** When it was last used, within a minute or so. */
  seenAt: number
  /** When it was last used without a break since the sign-in that was longer than what is sensitive bears. */
  freshAt: number
  until: number
}

/** What can be asked of the ways into the console. */
export interface ConsoleReads {
  link(hash: string): Promise<ConsoleLink | null>
  session(hash: string): Promise<ConsoleSession | null>
  /** Those that still let somebody in, of one number or of all; the one that was used last comes first. */
  sessions(number?: string): Promise<ConsoleSession[]>
}

/** What is changed in the ways into the console. */
export type ConsoleEffect =
  /** Links of the same person that nobody used and that would be good beyond `voidsAfter` are good for nothing any more; null voids none. */
  | { do: 'make-console-link'; hash: string; number: string; until: number; voidsAfter: number | null }
  /** Uses the link up, and lets its holder in until then. */
  | { do: 'open-console-session'; link: string; id: string; hash: string; number: string; agent: string; until: number }
  /** A session is used; `isFresh` where it had no long break since the sign-in. */
  | { do: 'see-console-session'; id: string; isFresh: boolean }
  | { do: 'end-console-session'; id: string }
