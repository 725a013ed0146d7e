import { fill } from '../../content/words.ts'
import type { CrisisCase, ScamCase } from '../../core/case.ts'
import { clockText, unitText } from '../../safety/tell.ts'
import type { Context } from '../context.ts'

/** A scam case as one line of the list. */
export function scamLine(context: Context, found: ScamCase): string {
  return fill(context.caseWords.desk.scamLine, scamValues(context, found))
}

/** A scam case in full, with the alert that was drafted and how to send it. */
export function scamText(context: Context, found: ScamCase): string {
  const { desk } = context.caseWords
  const text = fill(desk.scam, {
    ...scamValues(context, found),
    score: found.score,
    signals: found.signals.map(s => `“${s}”`).join(' '),
    text: found.text,
  })
  return found.draft === '' ? text : `${text}\n${fill(desk.draft, { draft: found.draft, number: found.number })}`
}

function scamValues({ caseWords: { desk, scam }, knowledge }: Context, found: ScamCase) {
  const groups = found.groups.map(g => g.title || scam.unknownGroup).join('、')
  return {
    number: found.number,
    type: found.type,
    grade: desk.grades[found.grade],
    time: clockText(found.at, knowledge.school.zone),
    groups,
    state: desk.scamStates[found.state],
  }
}

/** A crisis case as one line of the list. */
export function crisisLine(context: Context, found: CrisisCase): string {
  return fill(context.caseWords.desk.crisisLine, crisisValues(context, found))
}

/** A crisis case in full: the least that was said, and who was told. */
export function crisisText(context: Context, found: CrisisCase): string {
  const { caseWords, knowledge } = context
  const told = found.told.map(t => `${t.name}（${clockText(t.at, knowledge.school.zone)}）`).join('、')
  return fill(caseWords.desk.crisis, {
    ...crisisValues(context, found),
    unit: unitText(found.unit),
    place: caseWords.crisis.places[found.place],
    excerpt: found.excerpt,
    told: told || caseWords.desk.toldNobody,
  })
}

function crisisValues({ caseWords: { desk, crisis }, knowledge }: Context, found: CrisisCase) {
  const by = found.by === '' ? '' : `（${found.by}）`
  const about = found.about === 'other' ? found.whom || crisis.someone : crisis.abouts[found.about]
  return {
    number: found.number,
    grade: crisis.grades[found.grade],
    kind: crisis.kinds[found.type],
    about,
    name: found.name,
    time: clockText(found.at, knowledge.school.zone),
    state: `${desk.crisisStates[found.state]}${by}`,
  }
}
