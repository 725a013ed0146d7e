import { fill } from '../../content/words.ts'
import { type CrisisCase, isScamNumber } from '../../core/case.ts'
import type { Choice } from '../../core/delivery.ts'
import type { Identity } from '../../core/roster.ts'
import { draftWithStory } from '../../knowledge/stories/told.ts'
import { shown } from '../outcome.ts'
import { type CaseGround, type CaseOutcome, unknown } from './ground.ts'
import { type CaseAct, mayNotAsk, maySeeCrisis, type ScamView, scamFor } from './right.ts'
import { crisisLine, crisisText, scamLine, scamText } from './show.ts'
import { crisisChoices, scamChoices } from './tell.ts'

/** Cases as they are handed to whoever may see them. */
export interface Cases {
  crises: readonly CrisisCase[]
  scams: readonly ScamView[]
}

/** The newest cases of whoever asks, at most so many of a kind; which crises they were stands in the audit log. */
export async function listCases(
  ground: CaseGround,
  actor: Identity,
  { most }: { most: number },
): Promise<CaseOutcome<{ says: string } & Cases>> {
  const { read, rules } = ground
  const mayNot = mayNotAsk(ground, actor, { act: 'list' })
  if (mayNot) return mayNot
  const scams = (await read.cases.scams()).flatMap(c => scamFor(actor, c) ?? []).slice(0, most)
  const crises = (await read.cases.crises()).filter(c => maySeeCrisis(actor, c)).slice(0, most)
  const lines = [...crises.map(c => crisisLine(rules, c)), ...scams.map(c => scamLine(rules, c))]
  const { head, none } = rules.words.desk
  const says = lines.length === 0 ? none : [head, ...lines].join('\n')
  const numbers = crises.map(c => c.number).join(' ')
  return shown({ says, crises, scams }, { act: 'list-cases', detail: numbers })
}

/** A case in full, with what may be done with it as buttons; every reading stands in the audit log. */
export async function showCase(
  ground: CaseGround,
  actor: Identity,
  { number }: { number: string },
): Promise<CaseOutcome<{ says: string; choices: Choice[] }>> {
  const { words } = ground.rules
  const audit = { act: 'read-case', detail: number }
  if (isScamNumber(number))
    return onScam(ground, actor, { act: 'show', number }, found =>
      shown({ says: scamText(ground.rules, found), choices: scamChoices(words, number) }, audit),
    )
  return onCrisis(ground, actor, { act: 'show', number }, found =>
    shown({ says: crisisText(ground.rules, found), choices: crisisChoices(words, number) }, audit),
  )
}

/** The alert that was drafted of a scam, with a real case of its kind that may be taken out, as the words that begin a broadcast: it leaves when whoever asks releases the preview. */
export function draftedAlert(ground: CaseGround, actor: Identity, { number }: { number: string }) {
  return onScam<{ says: string }>(ground, actor, { act: 'publish', number }, ({ draft, type }) => {
    const { words, stories } = ground.rules
    if (draft === '') return { refused: { why: 'noDraft', says: fill(words.desk.noDraft, { number }) }, audit: null }
    return shown(
      { says: fill(words.desk.alert, { draft: draftWithStory(stories, draft, type) }) },
      { act: 'publish-case', detail: number },
    )
  })
}

interface Asked {
  act: CaseAct
  number: string
}

/** Does something with a scam case, for those whose group it was seen in. */
export async function onScam<What extends { says: string }>(
  ground: CaseGround,
  actor: Identity,
  asked: Asked,
  go: (found: ScamView) => CaseOutcome<What>,
): Promise<CaseOutcome<What>> {
  const mayNot = mayNotAsk(ground, actor, asked)
  if (mayNot) return mayNot
  const found = await ground.read.cases.scam(asked.number)
  const theirs = found && scamFor(actor, found)
  return theirs ? go(theirs) : unknown(ground, asked.number)
}

/** Does something with a crisis, for those who look after the person or were told of it. */
export async function onCrisis<What extends { says: string }>(
  ground: CaseGround,
  actor: Identity,
  asked: Asked,
  go: (found: CrisisCase) => CaseOutcome<What> | Promise<CaseOutcome<What>>,
): Promise<CaseOutcome<What>> {
  const mayNot = mayNotAsk(ground, actor, asked)
  if (mayNot) return mayNot
  const found = await ground.read.cases.crisis(asked.number)
  return found && maySeeCrisis(actor, found) ? go(found) : unknown(ground, asked.number)
}
