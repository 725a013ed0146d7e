import { fill } from '../../../content/words.ts'
import { savePart } from '../../../office/content/parts.ts'
import { tellOfChange } from '../../../office/content/told.ts'
import { takeItemBack } from '../../../office/content/versions.ts'
import { type Came, definePage, type Form, type Undo } from '../../desk.ts'
import { foreseeValue } from './foresee.ts'
import { factsList } from './list.ts'
import { fieldView, setIn } from './one.ts'
import { addressOfField, type FactsVisit, settingRules } from './rules.ts'
import { type FactsWords, factsWords } from './words.ts'

/** 学校资料: what the school set, what is missing or doubtful first; one value changed at a time, with what it takes along. */
export const factsPage = definePage<FactsWords>({
  name: 'facts',
  right: 'edit-facts',
  words: factsWords,
  show: (visit, say) => (visit.item === '' ? factsList({ visit, say }) : fieldView({ visit, say }, visit.item)),
  acts: {
    save: (visit, form, say) => save({ visit, say }, form),
    look: (visit, form, say) => look({ visit, say }, form),
    takeBack: (visit, form, say) => takeBack({ visit, say }, form),
    tell: (visit, form, say) => tell({ visit, say }, form),
  },
})

const backFrom = ({ say }: FactsVisit, key: string, version: number): Undo => {
  const values = { key, to: String(version - 1), basedOn: String(version), why: say.one.undoWhy }
  return { act: 'takeBack', values }
}

async function save({ visit, say }: FactsVisit, form: Form): Promise<Came> {
  const set = setIn(form)
  if (!set) return { refused: visit.words.shell.trouble.missing }
  const came = await visit.act(savePart, settingRules(visit), set)
  if ('refused' in came) return { refused: came.refused.says }
  const { says, version, warnings } = came.done
  const undo = backFrom({ visit, say }, set.key, version)
  return { done: [says, ...warnings].join('\n'), to: addressOfField(set.key, set.part), undo }
}

async function look({ visit, say }: FactsVisit, form: Form): Promise<Came> {
  const set = setIn(form)
  const foreseen = set && (await foreseeValue({ visit, say }, set))
  if (!set || foreseen === null) return { refused: visit.words.shell.trouble.missing }
  if (typeof foreseen === 'object' && 'refused' in foreseen) return { refused: foreseen.refused }
  const view = await fieldView({ visit, say }, set.key, { foreseen, entered: set })
  return view ? { view } : { refused: visit.words.shell.trouble.missing }
}

async function takeBack({ visit, say }: FactsVisit, form: Form): Promise<Came> {
  const [key, to, basedOn] = [form.get('key'), Number(form.get('to')) || 0, Number(form.get('basedOn')) || 0]
  const input = { item: { kind: 'field' as const, key }, to, basedOn, why: form.get('why') }
  const came = await visit.act(takeItemBack, settingRules(visit), input)
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, to: addressOfField(key), undo: backFrom({ visit, say }, key, came.done.version) }
}

/** Tells those who were told an old value: first how many, and what each gets. */
async function tell({ visit, say: { tell: words } }: FactsVisit, form: Form): Promise<Came> {
  const isPreview = form.get('sure') !== '1'
  const came = await visit.act(tellOfChange, settingRules(visit), { key: form.get('key'), isPreview })
  if ('refused' in came) return { refused: came.refused.says }
  const { says, count, letter } = came.done
  if (letter === null || !isPreview) return { done: says }
  return { ask: fill(words.sure, { count, letter }), button: words.yes }
}
