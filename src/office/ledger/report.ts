import { fill } from '../../content/words.ts'
import type { Identity, Unit } from '../../core/roster.ts'
import type { TermBlock, TermPart, TermPicture, TermReport } from '../../reports/term/report.ts'
import type { TermWords } from '../../reports/term/words.ts'
import { wallTime } from '../../time/calendar.ts'
import { isoDay, tableTime } from '../../time/shown.ts'
import { publishedOf } from '../desk/anthology.ts'
import { publishingOf } from '../desk/contributions.ts'
import { unitsText } from '../people/describe.ts'
import { sumOver } from './count.ts'
import { gather } from './gather.ts'
import { type LedgerGround, type LedgerOutcome, ledgerScope } from './ground.ts'
import { imagesOf } from './images.ts'
import { type Ledger, ledgerOf, rowsOf } from './ledger.ts'
import { makeVeil } from './names.ts'
import { type RegisterGround, registersOf } from './registers.ts'
import { tablesOf } from './tables.ts'

/** What a report is written from. */
interface Writing extends RegisterGround {
  unit: string
  images: readonly TermPicture[]
  now: Date
}

/**
 * The term's report of a part of the school (all of the actor's care where `unit` is null) with everything that supports it, as plain data: of people only
 * what they agreed to, of people in danger nothing.
 */
export async function makeReport(
  ground: LedgerGround,
  actor: Identity,
  { unit }: { unit: Unit | null },
): Promise<LedgerOutcome<{ says: string; report: TermReport }>> {
  const { read, rules, now } = ground
  const scope = ledgerScope(ground, actor, { unit, tried: 'report' })
  if ('refused' in scope) return scope
  const material = await gather(ground, actor, { unit, scope })
  const named = await read.roster.everyone()
  const veil = makeVeil(
    named.map(person => person.name),
    rules.term.masked,
  )
  const { zone, fields } = rules.contributions.school
  const isSchool = scope.some(part => part.of === 'school')
  const school = fields.get('school.name')?.value
  const writing: Writing = {
    ...{ material, rules, veil, now, ledger: ledgerOf(ground, material), today: isoDay(now, zone) },
    unit: isSchool && school ? school : unitsText(scope, rules.audience),
    images: imagesOf(material, rules, veil),
  }
  return {
    done: { says: '', report: reportIn(writing) },
    effects: [],
    audit: { act: 'make-report', detail: unitsText(scope, rules.audience) },
  }
}

function reportIn(writing: Writing): TermReport {
  const { rules, unit, images, now } = writing
  const { term, contributions } = rules
  const day = dayText(now, writing)
  return {
    unit,
    ...coverOf(writing, day),
    at: tableTime(now.getTime(), contributions.school.zone),
    chapters: chaptersOf(writing, day),
    registers: registersOf(writing),
    pictures: images,
    readme: term.readme.map(line => fill(line, { unit, day })),
    words: term,
  }
}

/** A day as it stands in a document: `2027年6月12日`. */
function dayText(at: Date, { rules }: Pick<Writing, 'rules'>): string {
  const { term, contributions } = rules
  const { year, month, day } = wallTime(at, contributions.school.zone)
  return fill(term.day, { year, month, day })
}

function coverOf(writing: Writing, day: string): Pick<TermReport, 'title' | 'cover'> {
  const { rules, unit, ledger } = writing
  const { term, contributions } = rules
  const said = contributions.school.fields.get('school.year')?.value?.trim() ?? ''
  const year = /^\d{4}$/.test(said) ? fill(term.year, { year: said }) : said === '' ? term.schoolYear : said
  return {
    title: fill(term.title, { year }),
    cover: [
      term.draft,
      fill(term.unit, { unit }),
      fill(term.date, { day }),
      ledger.deadline ? fill(term.deadline, { day: dayText(ledger.deadline.at, writing) }) : term.noDeadline,
      ledger.mailbox ? fill(term.mailbox, { mailbox: ledger.mailbox }) : term.noMailbox,
      term.person,
    ],
  }
}

/** What holds of the whole, then the chapters of the notice, then what is left to do and how it was counted. */
function chaptersOf(writing: Writing, day: string): TermReport['chapters'] {
  const { rules, ledger } = writing
  const { term } = rules
  const { closing, method, missing } = term
  const own = ledger.chapters.map(({ title, parts }) => ({
    title,
    blocks: [],
    parts: parts.map((part): TermPart => ({ title: part.title, blocks: partBlocks(writing, part) })),
  }))
  const lines = method.lines.map(line => fill(line, { day, least: rules.ledger.least, masked: term.masked }))
  const all = [
    { title: term.overview.title, blocks: overviewBlocks(writing, day), parts: [] },
    ...own,
    { title: closing.title, blocks: [{ is: 'ask' as const, text: closing.ask }], parts: [] },
    { title: missing.title, blocks: missingBlocks(ledger, term), parts: [] },
    { title: method.title, blocks: lines.map(text => ({ is: 'point' as const, text })), parts: [] },
  ]
  return all.map((chapter, n) => ({
    ...chapter,
    title: fill(term.chapter, { n: term.chapters[n]!, title: chapter.title }),
  }))
}

function overviewBlocks({ rules, unit, material, ledger }: Writing, day: string): TermBlock[] {
  const { overview } = rules.term
  const people = sumOver(material.classes, c => c.people)
  const values = { unit, people, classes: material.classes.length, day }
  const duties = { all: ledger.all, with: ledger.with, without: ledger.all - ledger.with }
  return [
    { is: 'text', text: fill(overview.says, values) },
    { is: 'text', text: fill(overview.duties, duties) },
    { is: 'ask', text: overview.ask },
  ]
}

function missingBlocks(ledger: Ledger, { missing }: TermWords): TermBlock[] {
  const left = rowsOf(ledger).filter(row => !row.hasMaterial)
  if (left.length === 0) return [{ is: 'text', text: missing.none }]
  return [
    { is: 'text', text: missing.says },
    ...left.map(row => ({
      is: 'point' as const,
      text: fill(missing.line, { number: row.number, place: row.place, title: row.title }),
    })),
  ]
}

/** Facts of each duty, what staff wrote, tables, quotes and pictures; and what a person has to write. */
function partBlocks(writing: Writing, part: Ledger['chapters'][number]['parts'][number]): TermBlock[] {
  const { rules, veil } = writing
  const { term, ledger } = rules
  const words = term.parts[part.id]!
  const facts = part.rows.map((row): TermBlock => {
    const said = row.evidence.map(one => one.says)
    const notes = row.notes.map(({ day, text }) => fill(ledger.says.note, { day, text: veil(text) }))
    const says = [...said, ...notes].join(term.between) || term.noMaterial
    return { is: 'point', text: fill(term.fact, { title: row.title, says }) }
  })
  return [
    ...facts,
    { is: 'ask', text: words.ask },
    ...words.tables.flatMap(name => tablesOf(writing, name, words.flows)),
    ...(words.quotes ? quotesOf(writing) : []),
    ...(words.pictures ? figuresOf(writing) : []),
  ]
}

/** What was picked for a week, as its authors let it be seen. */
function quotesOf({ material, rules: { term, contributions: desk }, veil }: Writing): TermBlock[] {
  const open = material.contributions.filter(one => one.pick && publishingOf(desk, one).level !== 'class')
  const written = open
    .map(one => publishedOf(desk, one))
    .filter(one => one.pictures.length === 0 || one.text.length > 40)
  return written.slice(0, term.mostQuotes).map(({ text, signature }) => {
    return { is: 'quote', text: veil(text), by: fill(term.signed, { name: signature ?? term.anonymous }) }
  })
}

function figuresOf({ images, rules: { term } }: Writing): TermBlock[] {
  const files = images.slice(0, term.mostPictures).map(image => image.file)
  return files.length > 0 ? [{ is: 'figures', files }] : []
}
