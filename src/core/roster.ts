import type { Role } from './role.ts'
import type { Chat } from './update.ts'

/** A class, within its college; the two names together are its identity. */
export interface ClassRef {
  college: string
  name: string
}

/** A part of the school's tree: all of it, a college, or a class. */
export type Unit = { of: 'school' } | { of: 'college'; college: string } | ({ of: 'class' } & ClassRef)

/** Someone on the roster. Empty texts are "not told". */
export interface RosterPerson {
  /** The student or staff number. */
  number: string
  name: string
  role: Role
  college: string
  className: string
  dorm: string
  loan: string
  /** The counselor's number or name, as the school's list has it. */
  counselor: string
  /** The parts of the tree that they may act on: their classes, their college. Empty for students. */
  scope: readonly Unit[]
  /** What they are marked as, such as 党员, by the names of `tags` in `roster.yaml`. */
  tags: readonly string[]
  /** How they have left before graduating; empty for those who have not. Whoever has left is found and not addressed as a graduate. */
  left: LeftAs | ''
  /** The parts that they may act on besides while they stand in for somebody; never kept with them. */
  lent?: readonly Unit[]
}

/** How somebody leaves before graduating: for good, for a time, to another school or class. */
export const waysToLeave = ['withdrawn', 'suspended', 'transferred'] as const
export type LeftAs = (typeof waysToLeave)[number]

/**
 * Where somebody belongs in the school, as far as the roster says; it decides which of the school's values hold for them. Empty texts are "not
 * told".
 */
export interface Belonging extends Pick<RosterPerson, 'college' | 'className' | 'dorm' | 'counselor'> {
  /** The name of the counselor that the list names. */
  counselorName: string
}

/** Where somebody belongs of whom nothing is told. */
export const nowhere: Belonging = { college: '', className: '', dorm: '', counselor: '', counselorName: '' }

/** The parts of what a list writes as counselor: a number, a name, or both and several. */
export const partsOfCounselor = (said: string): string[] =>
  said.split(/[（()）、,，;；/\s]+/).filter(part => part !== '')

/** What a list's counselor is called, `named` being who on the roster has that number; empty where it is a number of nobody. */
export const counselorNameOf = (said: string, named: string | null): string =>
  named ??
  partsOfCounselor(said)
    .filter(part => !/\d/.test(part))
    .join('、')

/** Who wrote, as far as the school knows. Unbound people have no number and act on nothing but their own matters. */
export interface Identity {
  number: string | null
  name: string
  role: Role
  /** Their own class, where they are in one. */
  home: ClassRef | null
  scope: readonly Unit[]
}

/** Someone the school does not know (yet). */
export const stranger: Identity = { number: null, name: '', role: 'student', home: null, scope: [] }

/** Somebody on the roster as they act: on their own parts of the tree and, for the time, on what is lent to them. */
export const identityOf = ({
  number,
  name,
  role,
  college,
  className,
  scope,
  lent = [],
}: Pick<RosterPerson, 'number' | 'name' | 'role' | 'college' | 'className' | 'scope' | 'lent'>): Identity => ({
  number,
  name,
  role,
  home: className === '' ? null : { college, name: className },
  scope: lent.length === 0 ? scope : [...scope, ...lent],
})

/** The id under which a person's own matters are kept: one over all platforms once they are bound, else their handle. */
export function ownerOf(person: { id: string }, who: Pick<Identity, 'number'>): string {
  return who.number === null ? person.id : ownerOfNumber(who.number)
}

/** The id under which the matters of somebody on the roster are kept. */
export const ownerOfNumber = (number: string): string => `n:${number}`

/** The roster number in such an id, or null for someone who is not bound. */
export function numberOfOwner(owner: string): string | null {
  return owner.startsWith('n:') ? owner.slice(2) : null
}

/** A person on one platform who was found to be a person on the roster. */
export interface Binding {
  handle: string
  number: string
  channel: string
  /** Where they can be written to, or null where only groups reach them. */
  privateChat: string | null
}

/** Who on the roster a message is meant for. Everything given must fit; empty lists mean "any". */
export interface Audience {
  units: readonly Unit[]
  roles: readonly Role[]
  /** Numbers named one by one. */
  numbers: readonly string[]
  /** A column of the roster that must have one of these values, such as loan 生源地. */
  loan: 'any' | 'yes' | 'no'
  /** What they must be marked as, one of these; left out for any. */
  tags?: readonly string[]
  /** Progress: people who have (or have not) a tag or a submission of this name. */
  progress: { name: string; isDone: boolean } | null
  /** What their dormitory on the roster begins with: buildings, as the school's list writes them. */
  dorms: readonly string[]
}

/** A place where a person can be reached now: a private chat that the bot may write to first, and under which handle it is theirs. */
export interface Home {
  handle: string
  chat: Chat
}

/** Someone whom an audience means, and where a message reaches them first; null where only groups do, or nothing. */
export interface Recipient extends Belonging, Pick<RosterPerson, 'number' | 'name' | 'role'> {
  home: Home | null
}

/** Everyone: the audience to narrow down from. */
export const everyone: Audience = { units: [], roles: [], numbers: [], loan: 'any', progress: null, dorms: [] }

/** What the numbers of made-up people begin with; real ones never do. */
export const samplePrefix = '示例'

/** Whether a roster number belongs to a made-up person. */
export const isSample = (number: string): boolean => number.startsWith(samplePrefix)

/** Whether `unit` lies within `part`. */
export function isWithin(unit: Unit, part: Unit): boolean {
  if (part.of === 'school') return true
  if (unit.of === 'school') return false
  if (part.of === 'college') return unit.college === part.college
  return unit.of === 'class' && unit.college === part.college && unit.name === part.name
}

/** What consent to being bound is called. */
export const bindingConsent = 'binding'

/** Which people are looked for; what is left out narrows nothing. `said` begins a number or is part of a name; `skip` and `take` are one page. */
export interface PeopleFilter {
  scope: readonly Unit[]
  unit?: Unit
  said?: string
  tag?: string
  isBound?: boolean
  isReached?: boolean
  hasLeft?: boolean
  skip: number
  take: number
}

/** Someone on the roster with the channels on which they are bound, those on which they are reached now, and whether they agreed to be bound. */
export interface RosterEntry {
  person: RosterPerson
  bound: readonly string[]
  reached: readonly string[]
  hasAgreed: boolean
}

/** How many people are in a part of the school that one looks at, how many of them are bound and reached, and how many have left. */
export type RosterCounts = Record<'people' | 'bound' | 'reached' | 'left', number>

/** What can be asked of the roster during a turn. */
export interface RosterReads {
  person(number: string): Promise<RosterPerson | null>
  /** Everyone whose handle is bound to this number. */
  bindings(number: string): Promise<Binding[]>
  /** The class that a group was bound to, or null. */
  classOf(chat: string): Promise<ClassRef | null>
  /** Groups bound to a class. */
  chatsOf(unit: ClassRef): Promise<{ chat: string; channel: string }[]>
  /** All classes within these parts of the tree, by college and name. */
  classes(scope: readonly Unit[]): Promise<ClassRef[]>
  /** The one-time code that waits for a number (as a hash), and how often it was tried; null when there is none. */
  bindCode(number: string): Promise<{ hash: string; until: number; attempts: number } | null>
  /** How often a handle has tried to bind since `since` (epoch milliseconds). */
  attempts(handle: string, since: number): Promise<number>
  /** The dormitories of students within these parts of the tree, each once, as the school's list writes them. */
  dorms(scope: readonly Unit[]): Promise<string[]>
  /** The people of a class, by number. */
  members(unit: ClassRef): Promise<RosterPerson[]>
  /** What a handle last said to `to`: the version that it saw, and whether it agreed; null when it was never asked. */
  consent(handle: string, to: string): Promise<{ version: string; isGiven: boolean; at: number } | null>
  /** Where each of the counselors of a class can be written to first. */
  counselorsOf(unit: ClassRef): Promise<Home[]>
  /** The groups of a channel that are bound to a class, with when they were last heard (within an hour or so). */
  boundGroups(channel: string): Promise<BoundGroup[]>
  /** A question to counselors whether a group is an old one, or null. */
  proposal(id: string): Promise<GroupProposal | null>
  /** Those that nobody has answered yet, the oldest first, with what the old group was called. */
  openProposals(): Promise<(GroupProposal & { beforeTitle: string; at: number })[]>
  /** Everyone on the roster, by college, class and number. */
  everyone(): Promise<RosterPerson[]>
  /** Those of these numbers who are on the roster, by number. */
  persons(numbers: readonly string[]): Promise<RosterPerson[]>
  /** One page of people within a scope, how many fit in all, and how the part of the school that was asked for stands as a whole. */
  directory(filter: PeopleFilter): Promise<{ entries: RosterEntry[]; found: number; counts: RosterCounts }>
  /** Those of these numbers who are on the roster, by number, with where they are bound and reached. */
  entries(numbers: readonly string[]): Promise<RosterEntry[]>
  /** Where somebody on the roster belongs; nowhere for anyone else. */
  belonging(number: string): Promise<Belonging>
  /** Where students belong, and how many there: of nobody in particular. */
  places(): Promise<{ whose: Belonging; students: number }[]>
  /** The links that open something now, of one number or of all; the one that ends first comes first. */
  links(number?: string): Promise<LinkRecord[]>
  /** How often a number's links have been taken back. */
  linkGeneration(number: string): Promise<number>
  /** Whether it was asked before whether the group `chat` is the old group `before`. */
  isProposed(chat: string, before: string): Promise<boolean>
}

/** A group that is bound to a class. */
export interface BoundGroup extends ClassRef {
  chat: string
  title: string
  /** Epoch milliseconds. */
  heardAt: number
}

/** The question whether a group goes on for an old one of a class. */
export interface GroupProposal {
  id: string
  /** The group that was not known, and the bound one that it may be. */
  chat: string
  channel: string
  title: string
  before: string
  to: ClassRef
  state: 'open' | 'yes' | 'no'
}

/** What a turn may change in the roster. */
export type RosterEffect =
  /** Binds the writer to a roster number; uses the code up. */
  | { do: 'bind'; number: string }
  | { do: 'unbind' }
  /** A wrong code: counted against the number's code and the handle. */
  | { do: 'bind-attempt'; number: string }
  /** A code that was shown to others is good for nothing any more. */
  | { do: 'void-code'; number: string }
  /** Asks counselors whether the group of the turn goes on for the group `before`. */
  | { do: 'propose-group'; id: string; before: string; to: ClassRef }
  /** Consent is the handle's, not the person's: agreeing on one platform says nothing about another. */
  | { do: 'consent'; to: string; version: string; isGiven: boolean }

/** What a member of staff may change in the roster; `by` is who did, as the records name them. */
export type PeopleEffect =
  /** A one-time code for someone, as a hash; replaces an older one. */
  | { do: 'issue-code'; number: string; hash: string; until: number }
  /** Binds a group to a class, or unbinds it with null. */
  | { do: 'bind-group'; chat: Chat; to: ClassRef | null; by: string }
  /** The answer whether a group is an old one; with yes the new group is bound and the old one is not. */
  | { do: 'settle-group'; proposal: GroupProposal; isYes: boolean; by: string }
  /** Puts people on the roster or brings them up to date, and takes others off it. */
  | { do: 'import-roster'; people: readonly RosterPerson[]; gone: readonly string[] }
  /** A personal link was handed out; it carries this generation of the number's links and leads to `home`. */
  | { do: 'issue-link'; number: string; generation: number; until: number; home: Home }
  /** All links of a number are taken back, those into the console and its sessions too. */
  | { do: 'revoke-link'; number: string }

/** A personal link that opens the web chat: for whom, since when and until when. The link itself is kept nowhere. */
export interface LinkRecord {
  number: string
  /** As the roster has it; empty for a number that is not on it. */
  name: string
  at: Date
  until: Date
}

/** A question of the bot about the roster, which the next message may answer. Good until the bot says something else. */
export type RosterQuestion =
  | { about: 'consent'; at: number }
  | { about: 'bind'; at: number; number: string | null }
  | { about: 'group'; at: number; classes: ClassRef[] }
