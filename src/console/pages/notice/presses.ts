import { fill } from '../../../content/words.ts'
import { draftFrom } from '../../../office/notice/draft.ts'
import { foreseeTaking } from '../../../office/notice/foresee.ts'
import { dropNotice, intakeGround, keepNotice } from '../../../office/notice/intake.ts'
import { openNotice } from '../../../office/notice/look.ts'
import { refuseProposals, reopenProposals, takeOtherwise } from '../../../office/notice/settle.ts'
import { type TakenValue, type Taking, takeValues } from '../../../office/notice/take.ts'
import type { Came, Form, Undo, Visit } from '../../desk.ts'
import { valuePartIn } from '../../parts/part.ts'
import { foreseeValue } from '../facts/foresee.ts'
import type { FactsWords } from '../facts/words.ts'
import { changeView } from './change.ts'
import { longestNoticeText } from './list.ts'
import { addressOfNotice, intakeRules, type NoticeVisit } from './rules.ts'
import type { NoticePageWords } from './words.ts'

/** The numbers of proposals in a form, each perhaps with the version of its fact that was seen (`3:2`). */
const numbersIn = (form: Form): TakenValue[] =>
  form
    .all('n')
    .flatMap(text => text.split(/\s+/))
    .filter(text => text !== '')
    .map(text => {
      const [n = 0, basedOn = 0] = text.split(':').map(part => Math.trunc(Number(part)) || 0)
      return { n, basedOn }
    })

const nsIn = (form: Form) => numbersIn(form).map(one => one.n)

const undoOf = (id: string, ns: readonly number[]): Undo => ({ act: 'reopen', values: { id, n: ns.join(' ') } })

/** Reads what was sent and keeps it; the same notice leads to where it is. */
async function keep({ visit, say }: NoticeVisit, form: Form): Promise<Came> {
  const { says } = visit.content.intakeWords
  const sent = form.file('file')
  const text = form.get('text').replace(/\r\n?/g, '\n').slice(0, longestNoticeText)
  if (!sent && text === '') return { refused: says.noText }
  const rules = intakeRules(visit)
  const ground = await visit.act(intakeGround, rules, undefined)
  if ('refused' in ground) return { refused: ground.refused.says }
  const name = sent?.name ?? `${text.split('\n')[0]!.slice(0, 40)}.txt`
  const bytes = sent ? new Uint8Array(await sent.arrayBuffer()) : new TextEncoder().encode(text)
  const read = await visit.desk.readNotice({ bytes, name, ground: ground.done })
  if (read === null) return { refused: says.tooMuch }
  if (read.fault !== null) return { refused: fill(say.upload.fault, visit.content.noticeWords.faults[read.fault]) }
  const came = await visit.act(keepNotice, rules, read)
  if ('refused' in came) return { refused: came.refused.says }
  const { id, isNew, says: done } = came.done
  return { done, to: addressOfNotice(id), ...(isNew && { undo: { act: 'drop', values: { id, sure: '1' } } }) }
}

async function drop({ visit, say }: NoticeVisit, form: Form): Promise<Came> {
  const id = form.get('id')
  if (form.get('sure') !== '1') {
    const found = await visit.act(openNotice, intakeRules(visit), { id })
    if ('refused' in found) return { refused: found.refused.says }
    const ask = fill(say.dropSure, { count: found.done.proposals.length })
    return { ask, button: say.dropYes, isGrave: true }
  }
  const came = await visit.act(dropNotice, intakeRules(visit), { id })
  return 'refused' in came ? { refused: came.refused.says } : { done: came.done.says, to: '/desk/notice' }
}

/** Takes values, after a look at what moves with them, or is replaced. */
async function takeAll({ visit, say }: NoticeVisit, form: Form, taking: Taking): Promise<Came> {
  const rules = intakeRules(visit)
  if (form.get('sure') !== '1') {
    const ahead = await visit.act(foreseeTaking, rules, taking)
    if ('refused' in ahead) return { refused: ahead.refused.says }
    const { lines, isQuiet } = ahead.done
    if (!isQuiet || taking.of.length > 1) return { ask: lines.join('\n'), button: say.acts.sure }
  }
  const came = await visit.act(takeValues, rules, taking)
  if ('refused' in came) return { refused: came.refused.says }
  const { says, warnings } = came.done
  const ns = taking.of.map(one => one.n)
  return { done: [says, ...warnings].join('\n'), to: addressOfNotice(taking.id), undo: undoOf(taking.id, ns) }
}

/** What was entered in the form of a proposal that is taken otherwise; null where it names no part of a school. */
function changedIn(form: Form): Taking | null {
  const part = valuePartIn(form.get('part'))
  const [one] = numbersIn(form)
  if (part === undefined || !one) return null
  return { id: form.get('id'), of: [{ ...one, as: { value: form.get('value'), part } }] }
}

async function change(at: NoticeVisit, form: Form): Promise<Came> {
  const taking = changedIn(form)
  return taking ? takeAll(at, form, taking) : { refused: at.visit.words.shell.trouble.missing }
}

async function look({ visit, say }: NoticeVisit, form: Form): Promise<Came> {
  const taking = changedIn(form)
  const missing = { refused: visit.words.shell.trouble.missing }
  const [id, one] = [taking?.id ?? '', taking?.of[0]]
  const opened = await visit.act(openNotice, intakeRules(visit), { id })
  const key = 'done' in opened ? opened.done.proposals.find(p => p.n === one?.n)?.said.field : null
  if (!one?.as || !key) return missing
  const foreseen = await foreseeValue({ visit, say: visit.words.of('facts') as FactsWords }, { key, ...one.as })
  if (typeof foreseen === 'object' && 'refused' in foreseen) return { refused: foreseen.refused }
  const view = await changeView({ visit, say }, { id, n: one.n }, { foreseen, entered: form })
  return view ? { view } : missing
}

async function duty({ visit }: NoticeVisit, form: Form): Promise<Came> {
  const id = form.get('id')
  const [n = 0] = nsIn(form)
  const own = { value: form.get('value'), duties: (form.get('duties').match(/\d+/g) ?? []).map(Number) }
  const input = { id, n, as: 'duty' as const, ...(form.get('changed') === '1' && own) }
  const came = await visit.act(takeOtherwise, intakeRules(visit), input)
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, to: addressOfNotice(id, 'duties'), undo: undoOf(id, [n]) }
}

/** Goes on to where a broadcast or an entry is written, with what the notice says filled in. */
async function write({ visit }: NoticeVisit, form: Form): Promise<Came> {
  const id = form.get('id')
  const [n = 0] = nsIn(form)
  const as = form.get('as') === 'entry' ? 'entry' : 'broadcast'
  const rules = intakeRules(visit)
  const came = await visit.act(takeOtherwise, rules, { id, n, as })
  if ('refused' in came) return { refused: came.refused.says }
  const draft = await visit.act(draftFrom, rules, { id, n })
  if ('refused' in draft) return { refused: draft.refused.says }
  const { body, to, at } = draft.done
  const query: Record<string, string> =
    as === 'entry' ? { notice: id, n: String(n) } : { text: body, ...(to && { to }), ...(at && { at }) }
  const page = as === 'entry' ? '/desk/answers/new' : '/desk/broadcasts/new'
  return { done: came.done.says, to: `${page}?${new URLSearchParams(query)}`, undo: undoOf(id, [n]) }
}

async function refuse({ visit }: NoticeVisit, form: Form): Promise<Came> {
  const [id, ns] = [form.get('id'), nsIn(form)]
  const came = await visit.act(refuseProposals, intakeRules(visit), { id, ns })
  if ('refused' in came) return { refused: came.refused.says }
  return { done: came.done.says, undo: undoOf(id, ns) }
}

async function reopen({ visit }: NoticeVisit, form: Form): Promise<Came> {
  const id = form.get('id')
  const came = await visit.act(reopenProposals, intakeRules(visit), { id, ns: nsIn(form) })
  return 'refused' in came ? { refused: came.refused.says } : { done: came.done.says, to: addressOfNotice(id) }
}

const press =
  (act: (at: NoticeVisit, form: Form) => Promise<Came>) => (visit: Visit, form: Form, say: NoticePageWords) =>
    act({ visit, say }, form)

/** What the buttons of the page do. */
export const noticePresses = {
  keep: press(keep),
  drop: press(drop),
  take: press((at, form) => takeAll(at, form, { id: form.get('id'), of: numbersIn(form) })),
  change: press(change),
  look: press(look),
  duty: press(duty),
  write: press(write),
  refuse: press(refuse),
  reopen: press(reopen),
}
