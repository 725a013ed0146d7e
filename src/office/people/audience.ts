import { canonical } from '../../content/names.ts'
import { fill, oneOf } from '../../content/words.ts'
import { type Role, staffRoles, studentRoles } from '../../core/role.ts'
import { type Audience, type ClassRef, everyone, isWithin, type Unit } from '../../core/roster.ts'
import type { Building } from './buildings.ts'
import { unitsText } from './describe.ts'
import { canonicalNumber, nearestNames } from './naming.ts'
import { unitsWithin } from './where.ts'
import type { AudienceWords } from './words.ts'

/** What must be known to understand an audience. */
export interface AudienceGround {
  /** All classes and colleges of the roster. */
  classes: readonly ClassRef[]
  colleges: readonly string[]
  /** The parts of the tree that whoever speaks may act on. */
  scope: readonly Unit[]
  /** The class of the group in which it is said, or null. */
  home: ClassRef | null
  /** Flows with what they are called, and the tag that shows who is done where they give one. */
  flows: readonly { name: string; says: readonly string[]; mark?: string }[]
  /** The dormitory buildings of the students in `scope`. */
  buildings: readonly Building[]
}

/** Why an audience was not understood or is not allowed; `text` says it to people, with a cure. */
export interface AudienceProblem {
  kind: keyof AudienceWords['problems']
  said: string
  text: string
}

/** Whom a text means, or why nobody. */
export type ParsedAudience = { audience: Audience; problem: null } | { audience: null; problem: AudienceProblem }

/** What one piece of what is said or ticked stands for. */
type Meaning =
  | { is: 'classes'; classes: ClassRef[] }
  | { is: 'unit'; unit: Unit }
  | { is: 'mine' | 'here' | 'filler' }
  | { is: 'roles'; roles: readonly Role[] }
  | { is: 'loan'; loan: 'yes' | 'no' }
  | { is: 'tag'; tag: string }
  | { is: 'dorms'; dorms: readonly string[] }
  | { is: 'progress'; name: string; isDone: boolean; loan: boolean }
  | { is: 'number'; number: string }

interface Piece {
  said: string
  meaning: Meaning | null
}

/** Understands whom a counselor means: parts of the tree, roles, loan, progress, numbers. Only within their scope; students unless other people are named. */
export function parseAudience(text: string, ground: AudienceGround, words: AudienceWords): ParsedAudience {
  const pieces = read(spelledOut(text), makeReader(ground, words)).filter(p => p.meaning?.is !== 'filler')
  const wrong = makeWrong(ground, words)
  if (ground.scope.length === 0) return wrong('nothing')
  if (pieces.length === 0) return wrong('empty')
  const unknown = pieces.find(p => p.meaning === null)
  if (unknown) return wrong('unknown', unknown.said, nearestNames(unknown.said, namesKnown(ground)))
  return audienceOf(pieces as AudiencePiece[], ground, words)
}

/** How an audience that is not understood or not allowed is refused. */
function makeWrong(ground: AudienceGround, words: AudienceWords) {
  return (kind: AudienceProblem['kind'], said = '', nearest: readonly string[] = []): ParsedAudience => ({
    audience: null,
    problem: { kind, said, text: problemText(kind, { said, nearest, scope: ground.scope }, words) },
  })
}

/** A piece with what it stands for. */
export interface AudiencePiece {
  said: string
  meaning: Meaning
}

/** Whom these pieces mean together, within the scope; all of it where they name no part of the tree. */
export function audienceOf(
  pieces: readonly AudiencePiece[],
  ground: AudienceGround,
  words: AudienceWords,
): ParsedAudience {
  const wrong = makeWrong(ground, words)
  if (ground.scope.length === 0) return wrong('nothing')
  const audience: Audience = { ...everyone }
  const units: Unit[] = []
  for (const { said, meaning } of pieces) {
    const found = unitsOf(meaning, ground)
    if (typeof found === 'string') return wrong(found, said, namesMeant(meaning, ground.scope))
    units.push(...found)
    if (!add(audience, meaning)) return wrong('twice', said)
  }
  const wanted = units.length > 0 ? units : ground.scope
  return {
    audience: {
      ...audience,
      units: wanted.filter(
        (u, n) => !wanted.some((other, m) => m !== n && isWithin(u, other) && (m < n || !isWithin(other, u))),
      ),
      roles: audience.roles.length > 0 ? audience.roles : audience.numbers.length > 0 ? [] : studentRoles,
    },
    problem: null,
  }
}

/** `1、2班` and `1到3班` with every class written out. */
function spelledOut(text: string): string {
  return canonical(text)
    .replace(/(?<!\d)(\d{1,2})[到至](\d{1,2})班/g, (_, from, to) =>
      Array.from(
        { length: Math.max(0, Math.min(Number(to) - Number(from) + 1, 50)) },
        (_, n) => `${Number(from) + n}班`,
      ).join('、'),
    )
    .replace(/(?<!\d)\d{1,2}(?:[、,和及]\d{1,2})+班/g, list => list.slice(0, -1).replace(/\d+/g, '$&班'))
}

/** Reads the piece at the beginning of a text; null when nothing known begins there. `last` is the class named before. */
type Reader = (text: string, last: ClassRef | null) => { length: number; meaning: Meaning } | null

function makeReader(ground: AudienceGround, words: AudienceWords): Reader {
  const vocabulary = vocabularyOf(ground, words)
  const longestFirst = [...vocabulary.keys()].sort((a, b) => b.length - a.length)
  const progress = makeProgress(ground, words)
  return (text, last) => {
    const separator = /^[、,，;；+&/|。.!！:：-]+/.exec(text)
    if (separator) return { length: separator[0].length, meaning: { is: 'filler' } }
    const sibling = siblingAt(text, last, ground.classes)
    if (sibling) return sibling
    const found = longestFirst.find(word => text.startsWith(word))
    const meant = progress(text)
    if (meant && meant.length >= (found?.length ?? 0)) return meant
    const number = /^[a-z]{0,3}\d{5,20}/.exec(text)
    if (number && number[0].length > (found?.length ?? 0))
      return { length: number[0].length, meaning: { is: 'number', number: canonicalNumber(number[0]) } }
    return found === undefined ? null : { length: found.length, meaning: vocabulary.get(found)! }
  }
}

/** `2班` after 计科1班 means 计科2班, where there is one. */
function siblingAt(text: string, last: ClassRef | null, classes: readonly ClassRef[]) {
  const [said] = /^\d{1,2}班/.exec(text) ?? []
  if (said === undefined || last === null) return null
  const wanted = canonical(last.name).replace(/\d{1,2}班$/, said)
  const sibling = classes.find(c => c.college === last.college && canonical(c.name) === wanted)
  return sibling ? { length: said.length, meaning: { is: 'classes' as const, classes: [sibling] } } : null
}

function vocabularyOf({ classes, colleges, buildings }: AudienceGround, words: AudienceWords): Map<string, Meaning> {
  const vocabulary = new Map<string, Meaning>()
  const put = (says: readonly string[], meaning: Meaning) => {
    for (const said of says) vocabulary.set(canonical(said), meaning)
  }
  put(words.fillers, { is: 'filler' })
  put(words.students, { is: 'roles', roles: studentRoles })
  put(words.monitors, { is: 'roles', roles: ['monitor'] })
  put(words.counselors, { is: 'roles', roles: ['counselor'] })
  put(words.staff, { is: 'roles', roles: staffRoles })
  put(words.loan, { is: 'loan', loan: 'yes' })
  put(words.noLoan, { is: 'loan', loan: 'no' })
  for (const { name, says } of words.tags) put([name, ...says], { is: 'tag', tag: name })
  put(words.mine, { is: 'mine' })
  put(words.here, { is: 'here' })
  put(words.school, { is: 'unit', unit: { of: 'school' } })
  for (const { says, begins } of buildings) put(says, { is: 'dorms', dorms: begins })
  for (const college of colleges) put([college], { is: 'unit', unit: { of: 'college', college } })
  for (const [name, same] of Map.groupBy(classes, c => canonical(c.name))) put([name], { is: 'classes', classes: same })
  for (const one of classes) put([one.college + one.name], { is: 'classes', classes: [one] })
  vocabulary.delete('')
  return vocabulary
}

/** Reads `没做贷款确认`, `贷款确认没做`, `交了承诺书` and the like. */
function makeProgress({ flows }: AudienceGround, words: AudienceWords): (text: string) => ReturnType<Reader> {
  const called = new Map<string, { name: string; loan: boolean }>()
  for (const { name, says, mark = name } of flows) {
    const also = words.flows.find(f => f.flow === name)
    for (const said of [...says, ...(also?.says ?? [])])
      called.set(canonical(said), { name: mark, loan: also?.loan ?? false })
  }
  if (called.size === 0) return () => null
  const flow = `(?<flow>${oneOf([...called.keys()])})`
  const [not, done, verb] = [words.not, words.done, words.verbs].map(list => `(?:${oneOf(list.map(canonical))})`)
  const ended = '(?:了|过|完|好)'
  const undone = [`^${not}${verb}*${ended}?${flow}(?:${verb}+${ended}?)?`, `^${flow}${not}${verb}+${ended}?`]
  const finished = [
    `^(?:${done}+${verb}*${ended}?|${verb}+${ended})${flow}${ended}?`,
    `^${flow}(?:${done}+${verb}+${ended}?|${verb}+${ended})`,
  ]
  const patterns = [
    ...undone.map(p => ({ pattern: new RegExp(p), isDone: false })),
    ...finished.map(p => ({ pattern: new RegExp(p), isDone: true })),
  ]
  return text => {
    for (const { pattern, isDone } of patterns) {
      const match = pattern.exec(text)
      if (match)
        return { length: match[0].length, meaning: { is: 'progress', isDone, ...called.get(match.groups!.flow!)! } }
    }
    return null
  }
}

/** The text cut into pieces; what nobody knows is one piece up to the next thing known. */
function read(text: string, reader: Reader): Piece[] {
  const pieces: Piece[] = []
  let unknown = ''
  let last: ClassRef | null = null
  for (let at = 0; at < text.length; ) {
    const found = reader(text.slice(at), last)
    if (!found) {
      unknown += text[at++]
      continue
    }
    if (unknown !== '') pieces.push({ said: unknown, meaning: null })
    unknown = ''
    const { length, meaning } = found
    if (meaning.is === 'classes') last = meaning.classes[0]!
    pieces.push({ said: text.slice(at, at + length), meaning })
    at += length
  }
  return unknown === '' ? pieces : [...pieces, { said: unknown, meaning: null }]
}

const namesMeant = (meaning: Meaning, scope: readonly Unit[]) =>
  meaning.is === 'classes' ? unitsWithin(meaning.classes, scope).map(c => c.college + c.name) : []

/** The parts of the tree that a piece names, none when it names none, or what is wrong with it. */
function unitsOf(meaning: Meaning, { scope, home }: AudienceGround): Unit[] | AudienceProblem['kind'] {
  const allowed = (unit: Unit) => scope.some(part => isWithin(unit, part))
  switch (meaning.is) {
    case 'unit':
      return allowed(meaning.unit) ? [meaning.unit] : 'outside'
    case 'classes': {
      const ours = unitsWithin(meaning.classes, scope)
      if (ours.length === 0) return 'outside'
      return ours.length > 1 ? 'ambiguous' : ours
    }
    case 'mine':
      return [...scope]
    case 'here': {
      const only = scope.length === 1 && scope[0]!.of === 'class' ? scope[0]! : null
      const unit: Unit | null = home ? { of: 'class', ...home } : only
      if (unit === null) return 'nowhere'
      return allowed(unit) ? [unit] : 'outside'
    }
    default:
      return []
  }
}

/** Adds a condition; false when it says other than one before it. */
function add(audience: Audience, meaning: Meaning): boolean {
  switch (meaning.is) {
    case 'roles':
      audience.roles = [...new Set([...audience.roles, ...meaning.roles])]
      return true
    case 'number':
      audience.numbers = [...new Set([...audience.numbers, meaning.number])]
      return true
    case 'tag':
      audience.tags = [...new Set([...(audience.tags ?? []), meaning.tag])]
      return true
    case 'dorms':
      audience.dorms = [...new Set([...audience.dorms, ...meaning.dorms])]
      return true
    case 'loan': {
      const isNew = audience.loan === 'any' || audience.loan === meaning.loan
      audience.loan = meaning.loan
      return isNew
    }
    case 'progress': {
      const { name, isDone } = meaning
      const isNew =
        audience.progress === null || (audience.progress.name === name && audience.progress.isDone === isDone)
      audience.progress = { name, isDone }
      // A confirmation that only borrowers owe is not missing from anybody else.
      if (meaning.loan && audience.loan === 'any') audience.loan = 'yes'
      return isNew
    }
    default:
      return true
  }
}

const namesKnown = ({ classes, colleges, scope }: AudienceGround): string[] => [
  ...unitsWithin(classes, scope).map(c => c.name),
  ...colleges.filter(college => scope.some(part => isWithin({ of: 'college', college }, part))),
]

function problemText(
  kind: AudienceProblem['kind'],
  { said, nearest, scope }: { said: string; nearest: readonly string[]; scope: readonly Unit[] },
  words: AudienceWords,
): string {
  const names = nearest.join('、')
  const text = fill(words.problems[kind], { said, nearest: names, scope: unitsText(scope, words) })
  return kind === 'unknown' && names !== '' ? text + fill(words.problems.nearest, { nearest: names }) : text
}
