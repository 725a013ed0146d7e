import { z } from 'zod'
import { each, sentence, wordList } from '../../content/words.ts'
import { parseYaml, type SourceText } from '../../content/yaml.ts'
import type { Problem } from '../../core/errors.ts'
import { importSchema } from './list/words.ts'

/** What people may be marked as by name: how an audience says it, and which columns of a list say it. */
const tagSchema = z.strictObject({
  name: sentence(),
  says: wordList,
  columns: wordList,
  /** What stands in such a column of those who are, of those who are not, and what anything else says of them: yes, no, or nobody can tell. */
  values: wordList,
  not: wordList,
  others: z.enum(['yes', 'no', 'ask']),
})

const audienceSchema = z.strictObject({
  school: wordList,
  mine: wordList,
  here: wordList,
  students: wordList,
  monitors: wordList,
  counselors: wordList,
  staff: wordList,
  loan: wordList,
  noLoan: wordList,
  flows: z.array(
    z.strictObject({
      flow: z.string().min(1),
      says: wordList,
      /** What it is called where somebody asks how far people are. */
      asked: z.array(z.string().trim().min(1)).default([]),
      loan: z.boolean().default(false),
      /** The step whose answer says how far somebody is, and the one that names the day of which they speak. */
      stages: z.strictObject({ step: z.string().min(1), until: z.string().min(1) }).optional(),
    }),
  ),
  not: wordList,
  done: wordList,
  verbs: wordList,
  tags: z.array(tagSchema),
  fillers: wordList,
  said: z.strictObject({
    school: sentence(),
    students: sentence(),
    monitors: sentence(),
    counselors: sentence(),
    staff: sentence(),
    loan: sentence(),
    noLoan: sentence(),
    tagged: sentence('tags'),
    done: sentence('title'),
    undone: sentence('title'),
    dorms: sentence('dorms'),
    numbers: sentence('count'),
    more: sentence('some', 'count'),
    of: sentence('who', 'conditions', 'people'),
    plain: sentence('who', 'people'),
  }),
  problems: z.strictObject({
    empty: sentence(),
    unknown: sentence('said'),
    nearest: sentence('nearest'),
    outside: sentence('said', 'scope'),
    nothing: sentence(),
    ambiguous: sentence('said', 'nearest'),
    twice: sentence('said'),
    nowhere: sentence('said'),
  }),
})

const roles = ['student', 'monitor', 'counselor', 'college', 'school'] as const

const bindSchema = z.strictObject({
  start: wordList,
  undo: wordList,
  who: wordList,
  yes: wordList,
  no: wordList,
  version: z.string().min(1),
  consent: sentence('office'),
  abroad: z.record(z.string(), sentence()),
  refused: sentence(),
  ask: sentence(),
  askCode: sentence(),
  wrong: sentence(),
  tooMany: sentence('office'),
  done: sentence('name', 'role', 'place'),
  already: sentence('name', 'number'),
  other: sentence('number', 'office'),
  undone: sentence(),
  undoneVouched: sentence(),
  notBound: sentence(),
  again: sentence(),
  inGroup: sentence(),
  exposed: sentence(),
  whoIs: sentence('name', 'role', 'number', 'place', 'bindings', 'consent', 'more'),
  inCharge: sentence('scope'),
  binding: sentence('channel'),
  bindingHere: sentence('channel'),
  consented: sentence('version', 'date'),
  notConsented: sentence(),
  dorm: sentence('dorm'),
  loan: sentence('loan'),
  counselor: sentence('counselor'),
  tags: sentence('tags'),
  left: sentence('left'),
  nothingMore: sentence(),
  mine: sentence('name', 'number', 'role', 'place'),
  mineNot: sentence(),
})

const codesSchema = z.strictObject({
  start: wordList,
  ask: sentence(),
  refused: sentence('office'),
  inGroup: sentence(),
  unknown: sentence('said', 'nearest'),
  nearest: sentence('nearest'),
  ambiguous: sentence('said', 'names'),
  one: sentence('name', 'number', 'code', 'date'),
  head: sentence('place', 'count', 'date'),
  line: sentence('number', 'name', 'code'),
  spoiled: sentence('number', 'name', 'count'),
  spoiledSelf: sentence('number', 'count'),
})

const marksSchema = z.strictObject({
  start: wordList,
  undo: wordList,
  ask: sentence(),
  inGroup: sentence(),
  on: sentence('count', 'tag'),
  off: sentence('count', 'tag'),
  same: sentence(),
})

const groupsSchema = z.strictObject({
  start: wordList,
  undo: wordList,
  show: wordList,
  onlyGroup: sentence(),
  refused: sentence(),
  ask: sentence(),
  which: sentence('said'),
  unknown: sentence('said', 'nearest'),
  done: sentence('place'),
  changed: sentence('before', 'place'),
  foreign: sentence(),
  undone: sentence(),
  none: sentence(),
  shown: sentence('place'),
  gone: sentence(),
  propose: sentence('title', 'place', 'id'),
  yes: sentence(),
  no: sentence(),
  confirmed: sentence('title', 'place'),
  declined: sentence(),
  settled: sentence(),
})

const staffSchema = z.strictObject({
  away: z.strictObject({ start: wordList, by: wordList, verbs: wordList, back: wordList }),
  how: sentence(),
  refused: sentence(),
  notFit: sentence(),
  set: sentence('away', 'name', 'from', 'until'),
  handedOn: sentence('names', 'name'),
  unreached: sentence('name'),
  tellStandIn: sentence('away', 'from', 'until'),
  tellAway: sentence('name', 'from', 'until'),
  past: sentence(),
  tooLong: sentence('days'),
  twice: sentence('away', 'from', 'until'),
  alsoAway: sentence('name', 'from', 'until'),
  noneSet: sentence(),
  over: sentence(),
  ended: sentence('away', 'name'),
  tellEnded: sentence('away'),
  whenUnclear: sentence('said'),
  whoUnclear: sentence('said'),
  nothing: sentence(),
  which: sentence('said'),
  again: sentence('from', 'until', 'number'),
  tooWide: sentence(),
  sameScope: sentence('name'),
  scopeSet: sentence('name'),
  noScope: sentence(),
  scopeUnclear: sentence('names'),
  scopeUnknown: sentence('names'),
  collegeOnly: sentence(),
})

/** Made-up people must look made up. */
const sampleSchema = z.strictObject({
  college: z.string().startsWith('示例'),
  classes: z.array(z.string().startsWith('示例')).length(2),
  loans: z.array(z.string()).length(5),
  dorms: z.array(z.string().startsWith('示例')).length(5),
})

const peopleSchema = z.strictObject({
  refused: sentence(),
  nobody: sentence(),
  foreign: sentence('count'),
  unknownTag: sentence('said', 'tags'),
  unknownStatus: sentence('said', 'known'),
  unknownClass: sentence('said', 'nearest'),
  onlyStudents: sentence('count'),
  noStudents: sentence('place'),
  unknownNumber: sentence('said', 'nearest'),
})

const rosterSchema = z.strictObject({
  left: z.strictObject({ withdrawn: sentence(), suspended: sentence(), transferred: sentence() }),
  people: peopleSchema,
  audience: audienceSchema,
  import: importSchema,
  roles: z.record(z.enum(roles), sentence()),
  bind: bindSchema,
  codes: codesSchema,
  marks: marksSchema,
  groups: groupsSchema,
  console: z.strictObject({
    start: wordList,
    link: sentence('url', 'minutes'),
    nowhere: sentence('number'),
    refused: sentence(),
  }),
  /** What stands on paper that links are handed out on. */
  paper: z.strictObject({
    heads: each('number', 'staffNumber', 'name', 'college', 'class', 'role', 'link', 'wayIn', 'until'),
    links: sentence('place'),
    waysIn: sentence(),
    keep: sentence('until'),
    linkSays: sentence(),
    linkNote: sentence('until'),
    wayInSays: sentence(),
    wayInNote: sentence('until'),
    label: sentence('name'),
  }),
  staff: staffSchema,
  channels: z.strictObject({
    uncertain: z.strictObject({
      gone: sentence(),
      over: sentence(),
      arrived: sentence('count'),
      again: sentence('count'),
    }),
    test: z.strictObject({ text: sentence(), sent: sentence(), nowhere: sentence() }),
  }),
  sample: sampleSchema,
})

/** What the bot hears and says about the roster, from `knowledge/roster.yaml`. */
export type RosterWords = z.infer<typeof rosterSchema>

/** What people may be marked as. */
export type TagWords = RosterWords['audience']['tags'][number]

/** How counselors name an audience, and what is said about it. */
export type AudienceWords = RosterWords['audience']

/** Reads `roster.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseRosterWords(source: SourceText, problems: Problem[]): RosterWords | null {
  return parseYaml(source, rosterSchema, { problems })
}
