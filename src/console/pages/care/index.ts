import { caseRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import { type CrisisSlip, caseNumberIn, isScamNumber } from '../../../core/case.ts'
import type { CaseOutcome } from '../../../office/cases/ground.ts'
import { acknowledge, markCase, type Pressed, takeBackMarkOf } from '../../../office/cases/manage.ts'
import { passCrisisOn } from '../../../office/cases/pass.ts'
import { lookAtCrisis, watchCrises } from '../../../office/cases/watch.ts'
import { type Came, definePage, type Form, type Undo, type Visit } from '../../desk.ts'
import { careList } from './list.ts'
import { careOne } from './one.ts'
import { type CareSay, careSchema } from './words.ts'

const rulesFor = ({ content }: Visit) => caseRulesOf(content)

/** 求助: people who may be in danger, for those who look after them. What was said stands on the page of the case alone. */
export const care = definePage<CareSay>({
  name: 'care',
  right: 'see-cases',
  isSensitive: true,
  words: careSchema,
  async show(visit, say) {
    const { hasOperator } = visit.desk
    if (visit.item === '') {
      const came = await visit.act(watchCrises, rulesFor(visit), { hasOperator })
      return 'done' in came ? careList(visit, say, came.done.crises) : null
    }
    const came = await look(visit, visit.item)
    return came && careOne(visit, say, came)
  },
  acts: {
    ack: (visit, form, say) => taking(visit, form, say, false),
    contact: (visit, form, say) => taking(visit, form, say, true),
    async confirm(visit, form, say) {
      const number = form.get('number')
      return pressed(say, number, await visit.act(markCase, rulesFor(visit), { number, mark: 'confirmed' }))
    },
    wrong,
    pass,
    async takeBack(visit, form) {
      const what = slips.find(s => s === form.get('what')) ?? 'taken'
      const input = { number: form.get('number'), what, isOpenAgain: form.get('open') === '1' }
      return told(await visit.act(takeBackMarkOf, rulesFor(visit), input))
    },
  },
})

const slips: readonly CrisisSlip[] = ['taken', 'contacted', 'marked']

/** A crisis in full, or null where there is none that they may see. */
async function look(visit: Visit, named: string) {
  const number = caseNumberIn(named)
  if (number === null || isScamNumber(number)) return null
  const { hasOperator } = visit.desk
  const came = await visit.act(lookAtCrisis, rulesFor(visit), { number, hasOperator })
  return 'done' in came ? came.done : null
}

async function taking(visit: Visit, form: Form, say: CareSay, hasSpoken: boolean) {
  const number = form.get('number')
  const came = await visit.act(acknowledge, rulesFor(visit), { number, hasSpoken })
  return pressed(say, number, came, `/desk/care/${encodeURIComponent(number)}`)
}

/** What a press came to, with how a slip is taken back. */
function pressed(say: CareSay, number: string, came: CaseOutcome<Pressed>, to?: string): Came {
  const slip = 'done' in came ? came.done.slip : null
  if (!slip) return told(came, undefined, to)
  const { undoTaken: taken, undoContacted: contacted, undoMarked: marked } = say.acts
  const label = { taken, contacted, marked }[slip.what]
  const values = { number, what: slip.what, open: slip.isOpenAgain ? '1' : '' }
  return told(came, { act: 'takeBack', values, label }, to)
}

function told(came: CaseOutcome, undo?: Undo, to?: string): Came {
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, ...(undo ? { undo } : {}), ...(to ? { to } : {}) }
}

/** A false alarm is deleted for good, so it is asked for twice. */
async function wrong(visit: Visit, form: Form, say: CareSay): Promise<Came> {
  const number = form.get('number')
  if (form.get('sure') !== '1') {
    const found = await look(visit, number)
    if (!found) return { refused: fill(visit.content.caseWords.desk.notFound, { number }) }
    const { name } = found.crisis
    return { ask: fill(say.acts.wrongAsk, { number, name }), button: say.acts.wrongSure, isGrave: true }
  }
  return told(await visit.act(markCase, rulesFor(visit), { number, mark: 'false' }), undefined, '/desk/care')
}

/** What leaves cannot be called back, so it is asked for twice. */
async function pass(visit: Visit, form: Form, say: CareSay): Promise<Came> {
  const [number, to] = [form.get('number'), form.get('to')]
  if (form.get('sure') !== '1') {
    const other = (await look(visit, number))?.others.find(o => o.number === to)
    if (other) return { ask: fill(say.pass.ask, { number, name: other.name }), button: say.pass.sure }
  }
  return told(await visit.act(passCrisisOn, rulesFor(visit), { number, to }))
}
