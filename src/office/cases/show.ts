import { fill } from '../../content/words.ts'
import type { CrisisCase } from '../../core/case.ts'
import { minuteText } from '../../time/shown.ts'
import type { CaseRules } from './ground.ts'
import type { ScamView } from './right.ts'
import { unitText } from './tell.ts'

/** A scam case as one line of the list. */
export function scamLine(rules: CaseRules, found: ScamView): string {
  return fill(rules.words.desk.scamLine, scamValues(rules, found))
}

/** A scam case in full, with the alert that was drafted and how to send it. */
export function scamText(rules: CaseRules, found: ScamView): string {
  const { desk } = rules.words
  const text = fill(desk.scam, {
    ...scamValues(rules, found),
    score: found.score,
    signals: found.signals.map(s => `“${s}”`).join(' '),
    text: found.text,
  })
  return found.draft === '' ? text : `${text}\n${fill(desk.draft, { draft: found.draft, number: found.number })}`
}

/** Groups by their titles, and how many there are besides that are others' matter. */
export function groupsText(
  { desk, scam }: CaseRules['words'],
  { groups, elsewhere }: { groups: readonly { title: string }[]; elsewhere: number },
): string {
  const titles = groups.map(g => g.title || scam.unknownGroup)
  return [...titles, ...(elsewhere > 0 ? [fill(desk.elsewhere, { count: elsewhere })] : [])].join('、')
}

function scamValues({ words, zone }: CaseRules, found: ScamView) {
  const { desk } = words
  return {
    number: found.number,
    type: found.type,
    grade: desk.grades[found.grade],
    time: minuteText(found.at, zone),
    groups: groupsText(words, found),
    state: desk.scamStates[found.state],
  }
}

/** A crisis case as one line of the list. */
export function crisisLine(rules: CaseRules, found: CrisisCase): string {
  return fill(rules.words.desk.crisisLine, crisisValues(rules, found))
}

/** A crisis case in full: the least that was said, and who was told. */
export function crisisText(rules: CaseRules, found: CrisisCase): string {
  const { words, zone } = rules
  const told = found.told.map(t => `${t.name}（${minuteText(t.at, zone)}）`).join('、')
  return fill(words.desk.crisis, {
    ...crisisValues(rules, found),
    unit: unitText(found.unit),
    place: words.crisis.places[found.place],
    excerpt: found.excerpt,
    told: told || words.desk.toldNobody,
  })
}

function crisisValues({ words: { desk, crisis }, zone }: CaseRules, found: CrisisCase) {
  const by = found.by === '' ? '' : `（${found.by}）`
  const about = found.about === 'other' ? found.whom || crisis.someone : crisis.abouts[found.about]
  return {
    number: found.number,
    grade: crisis.grades[found.grade],
    kind: crisis.kinds[found.type],
    about,
    name: found.name,
    time: minuteText(found.at, zone),
    state: `${desk.crisisStates[found.state]}${by}`,
  }
}
