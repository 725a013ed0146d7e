import { type Around, aroundOf } from './context.ts'
import type { NoticeDocument } from './document.ts'
import { tasksIn } from './doing.ts'
import { flatOf } from './flat.ts'
import { formsIn, whyLeft } from './left.ts'
import { makeMatterFinder } from './matters.ts'
import { placesIn } from './places.ts'
import type { CompiledNotice, LeftOut, NoticeField, NoticeProposal } from './proposal.ts'
import { countedProposal, type LineGround, type NoticeSetting, placeProposal, timeProposals } from './propose.ts'
import { type KnownNames, makeScopeFinders } from './scope.ts'
import { type NoticeLine, noticeLines } from './structure.ts'
import type { Before } from './times/reckon.ts'
import { type SaidTime, timesIn } from './times/said.ts'
import { makeDoerFinder } from './who.ts'
import type { NoticeWords } from './words.ts'
import { classOfNotice, messageHead, timeOfNotice } from './year.ts'

/** What is known when a notice is read. */
export interface CompileGround {
  words: NoticeWords
  /** The facts of the school, with what is set now. */
  fields: readonly NoticeField[]
  names: KnownNames
  /** As `2027-06-15`: only the year of a notice that says nothing of its own. */
  today: string
}

/** What a notice says: proposals, none of which holds before a person takes it, and the dates that are none. Never throws, whatever the text holds. */
export function compileNotice(document: NoticeDocument, ground: CompileGround): CompiledNotice {
  const lines = noticeLines(document)
  const { words } = ground
  const time = timeOfNotice(lines, ground.today, words)
  const setting: NoticeSetting = {
    words,
    fields: new Map(ground.fields.map(field => [field.key, field])),
    finders: makeScopeFinders(ground.names, lines, words),
    doers: makeDoerFinder(words),
    matters: makeMatterFinder(words),
    title: lines
      .filter(line => line.part === 'title')
      .map(line => line.text)
      .join(' '),
    time,
    classYear: classOfNotice(lines),
  }
  const before: Before = { year: null, month: null }
  let now = setting
  const read = lines.map(line => {
    const head = line.row ? null : messageHead(line.text, now.time, now.matters)
    if (head) now = { ...now, time: { ...now.time, issued: head.day, isOwn: true } }
    return readLine(line, now, { before, head: head?.to ?? 0 })
  })
  return {
    proposals: numbered(read.flatMap(r => r.proposals)),
    left: read.flatMap(r => r.left),
    issued: time.issued,
    year: time.year,
  }
}

function readLine(
  line: NoticeLine,
  setting: NoticeSetting,
  { before, head }: { before: Before; head: number },
): { proposals: NoticeProposal[]; left: LeftOut[] } {
  const forms = formsIn(line.text)
  const left = forms.map(form => leftOut(line, form, setting))
  // A day without its month is the next to come, unless a month was said in the same paragraph, or table.
  if (!line.row && setting.time.issued !== null) before.month = null
  const times = timesIn(flatOf(line.text), setting.time, before)
  const proposals: NoticeProposal[] = []
  const kept: SaidTime[] = []
  const counted: SaidTime[] = []
  for (const said of times) {
    const around = aroundOf(line, said, times)
    const why = said.to <= head ? 'issued' : whyLeft(said, line, { around, ...setting })
    if (why === null) kept.push(said)
    else if (why === 'relative' && line.part !== 'title' && isDue(around, setting)) counted.push(said)
    else if (!forms.some(form => form.at <= said.at && form.to >= said.to))
      left.push(leftOut(line, { ...said, why }, setting))
  }
  const ground: LineGround = { line, setting, times, kept }
  if (line.part !== 'attachment' && line.part !== 'closing') {
    for (const said of kept) proposals.push(...timeProposals(said, ground))
    for (const said of counted) proposals.push(countedProposal(said, ground))
    for (const place of placesIn(line)) proposals.push(placeProposal(place, ground))
    proposals.push(...tasksIn(ground))
  }
  return { proposals, left }
}

/** 领取后七日内更换: there is something to be done by then, though nobody knows yet which day that is. */
const isDue = ({ own }: Around, { matters, words }: NoticeSetting) =>
  matters(own).some(hit => hit.isAct) && !words.left.later.some(word => own.includes(word))

function leftOut(
  line: NoticeLine,
  { at, to, why }: { at: number; to: number; why: LeftOut['why'] },
  { words }: NoticeSetting,
): LeftOut {
  const [from, end] = [Math.max(0, at - 12), Math.min(line.text.length, to + 12)]
  return { words: line.text.slice(from, end), clause: line.clause, why, reason: words.reasons[why] }
}

/** The same said twice in one place is one proposal. */
function numbered(all: readonly NoticeProposal[]): NoticeProposal[] {
  const seen = new Set<string>()
  return all.filter(one => {
    const key = JSON.stringify([one.kind, one.of, one.field, one.value, one.when, one.scope, one.clause, one.words])
    return !seen.has(key) && seen.add(key)
  })
}
