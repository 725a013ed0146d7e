import { z } from 'zod'
import { sentence, wordList } from '../../../content/words.ts'

const roles = ['student', 'monitor', 'counselor', 'college', 'school'] as const

/** What a column of a list may hold, in the order in which it is told to people. */
const fields = [
  'number',
  'rowId',
  'name',
  'college',
  'className',
  'grade',
  'major',
  'dorm',
  'estate',
  'building',
  'entrance',
  'room',
  'bed',
  'counselorNumber',
  'counselor',
  'loan',
  'status',
  'role',
  'post',
  'scope',
] as const

/** What may be wrong with a file or a row: what it is called, and how it is cured. Without `isBad` the row is taken all the same. */
const faultSchema = z.strictObject({ what: sentence(), cure: sentence(), isBad: z.boolean().default(true) })

const faults = [
  'tooLarge',
  'overfull',
  'unreadable',
  'locked',
  'pdf',
  'picture',
  'archive',
  'document',
  'empty',
  'noHeader',
  'noSheetHeader',
  'tooLong',
  'errorValue',
  'noNumber',
  'exponent',
  'imprecise',
  'identity',
  'oddNumber',
  'noName',
  'longName',
  'oddName',
  'lostZeros',
  'maybeLostZeros',
  'repeated',
  'otherName',
  'noCollege',
  'noClass',
  'dateClass',
  'dateNumber',
  'dateDorm',
  'severalMajors',
  'unknownRole',
  'unclearLoan',
  'unclearStatus',
  'unclearTag',
  'hiddenMarks',
  'unclearScope',
  'emptyScope',
  'noScope',
  'sameCounselors',
  'unknownCounselor',
] as const

const notes = [
  'hiddenSheets',
  'hiddenRows',
  'hiddenColumns',
  'noList',
  'headless',
  'skipped',
  'placed',
  'filled',
  'composed',
  'unified',
  'sideBySide',
  'left',
] as const

const changing = ['name', 'role', 'college', 'className', 'dorm', 'loan', 'counselor', 'left', 'tags', 'scope'] as const

const leftSchema = z.strictObject({ withdrawn: wordList, suspended: wordList, transferred: wordList })

/** How a school's list is read: `knowledge/roster.yaml` under `import`. */
export const importSchema = z.strictObject({
  columns: z.record(z.enum(fields), wordList),
  /** What stands around a name in a header, what a longer header may hold, and whose columns are not ours. */
  headers: z.strictObject({
    before: wordList,
    after: wordList,
    inside: z.partialRecord(z.enum(fields), wordList),
    foreign: wordList,
  }),
  roles: z.record(z.enum(roles), wordList),
  yes: wordList,
  no: wordList,
  loan: z.strictObject({
    kinds: wordList,
    not: wordList,
    about: wordList,
    ended: wordList,
    doubt: wordList,
    has: sentence(),
  }),
  left: leftSchema.extend({ stays: wordList }),
  asides: wordList,
  faults: z.record(z.enum(faults), faultSchema),
  details: z.strictObject({
    date: sentence('shown', 'was'),
    repeated: sentence('number', 'place'),
    seen: sentence('texts'),
    class: sentence('name', 'majors'),
    counselor: sentence('name', 'count'),
    row: sentence('row'),
    sheetRow: sentence('sheet', 'row'),
  }),
  notes: z.record(z.enum(notes), sentence()),
  items: z.strictObject({
    rows: sentence('rows'),
    sheetRows: sentence('sheet', 'rows'),
    columns: sentence('sheet', 'headers'),
    lists: sentence('lists'),
    title: sentence('place', 'said'),
    sheet: sentence('place', 'said'),
    file: sentence('place', 'said'),
    given: sentence('place'),
    unified: sentence('from', 'to', 'count'),
    left: sentence('number', 'name', 'status', 'place'),
    composed: sentence('name', 'count'),
    wholeFile: sentence(),
    wholeSheet: sentence('sheet'),
    withDetail: sentence('place', 'detail'),
    more: sentence('count'),
  }),
  /** What an import changes of somebody: how each thing is called, and what stands for nothing. */
  changes: z.strictObject({
    fields: z.record(z.enum(changing), sentence()),
    empty: sentence(),
    scope: sentence('count'),
  }),
  outside: sentence('count'),
  changedSince: sentence(),
})

/** What schools call the columns of their lists, what stands in them, and what is said of it. */
export type ImportWords = z.infer<typeof importSchema>

/** What may be wrong with a list. */
export type FaultKind = keyof ImportWords['faults']

/** What may have to be told of a list that is no fault. */
export type NoteKind = keyof ImportWords['notes']
