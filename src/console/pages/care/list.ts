import { html } from 'hono/html'
import { fill } from '../../../content/words.ts'
import type { CrisisLine } from '../../../office/cases/watch.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { badge, card, empty, facts, notice, section, time } from '../../parts/pieces.ts'
import { table } from '../../parts/table.ts'
import type { CareSay } from './words.ts'

/** All crises of whoever looks, without a word of what was said. */
export function careList(visit: Visit, say: CareSay, crises: readonly CrisisLine[]): View {
  const main = notice(say.note)
  if (crises.length === 0) return { title: say.title, main, live: empty(say.none) }
  const open = crises.filter(c => c.state === 'open')
  const taken = crises.filter(c => c.state !== 'open' && !c.isReached)
  const reached = crises.filter(c => c.state !== 'open' && c.isReached)
  const heading = (words: string, list: readonly CrisisLine[]) => fill(words, { count: list.length })
  const live = html`${open.length > 0 ? section(heading(say.open, open), html`${open.map(c => waitingCard(visit, say, c))}`, { note: say.openNote }) : ''}
    ${section(heading(say.taken, taken), rows(visit, say, taken))}
    ${reached.length > 0 ? section(heading(say.reached, reached), rows(visit, say, reached)) : ''}`
  return { title: say.title, main, live }
}

/** `紧急 · 情绪、轻生` */
export function gradeAndKind({ content: { caseWords } }: Visit, { grade, type }: Pick<CrisisLine, 'grade' | 'type'>) {
  return `${caseWords.crisis.grades[grade]} · ${caseWords.crisis.kinds[type]}`
}

/** Whom it is about, in words. */
export function aboutText({ content: { caseWords } }: Visit, { about, whom }: Pick<CrisisLine, 'about' | 'whom'>) {
  return about === 'other' ? whom || caseWords.crisis.someone : caseWords.crisis.abouts[about]
}

/** Who wrote, with their class where one is known. */
export const whoText = (say: CareSay, { name, unit }: Pick<CrisisLine, 'name' | 'unit'>) =>
  unit ? fill(say.said, { name, class: `${unit.college} ${unit.name}` }) : name

/** Who is told next and in how many minutes; that nobody is left where it waits without a clock. */
export function countdownText(
  { now }: Visit,
  say: CareSay,
  { state, next }: Pick<CrisisLine, 'state' | 'next'>,
): string {
  if (state !== 'open') return ''
  if (!next) return say.nobodyLeft
  const names = next.names.join('、') || say.operator
  const minutes = Math.ceil((next.at - now.getTime()) / 60_000)
  return minutes > 0 ? fill(say.clock, { minutes, names }) : fill(say.clockNow, { names })
}

function waitingCard(visit: Visit, say: CareSay, one: CrisisLine): Html {
  const { number, told } = one
  return card({
    id: number,
    title: `${number} · ${gradeAndKind(visit, one)}`,
    to: `/desk/care/${number}`,
    marks: badge(visit.content.caseWords.desk.crisisStates.open, 'bad'),
    isUrgent: true,
    lines: facts([
      [say.labels.who, whoText(say, one)],
      [say.labels.about, aboutText(visit, one)],
      [say.labels.since, time(visit, one.at)],
      [say.labels.clock, countdownText(visit, say, one)],
      [say.labels.told, told.map(t => t.name).join('、') || say.toldNobody],
    ]),
    acts: pressButton(visit, 'ack', { button: say.acts.ack, values: { number } }),
  })
}

const rows = (visit: Visit, say: CareSay, list: readonly CrisisLine[]): Html =>
  table(
    visit,
    list,
    [
      { head: say.labels.number, as: 'main', cell: c => html`<a href="/desk/care/${c.number}">${c.number}</a>` },
      { head: say.labels.kind, cell: c => gradeAndKind(visit, c) },
      { head: say.labels.who, cell: c => c.name },
      { head: say.labels.class, cell: c => c.unit?.name ?? '' },
      { head: say.labels.about, cell: c => aboutText(visit, c) },
      { head: say.labels.since, cell: c => time(visit, c.at), sort: c => c.at },
      { head: say.labels.by, cell: c => c.by },
    ],
    { caption: '', empty: say.noneTaken },
  )
