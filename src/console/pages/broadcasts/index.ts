import { fill } from '../../../content/words.ts'
import { largestPicture } from '../../../core/asset.ts'
import { ownerOfNumber } from '../../../core/roster.ts'
import type { Picture } from '../../../core/update.ts'
import { exportSheets, open, unreachedSheet } from '../../../office/broadcasts/look.ts'
import { keepWritten, lookAhead, unreachedAhead } from '../../../office/broadcasts/written.ts'
import { type Came, type Download, definePage, type Form, type Visit } from '../../desk.ts'
import { workbook } from '../../parts/workbook.ts'
import { type Entered, filledIn, writtenOf } from './filled.ts'
import { listView } from './list.ts'
import { oneView } from './one.ts'
import { presses } from './presses.ts'
import { addressOfOne, numberIn, rulesOf } from './rules.ts'
import { broadcastsWords, type PageWords } from './words.ts'
import { formView, writingView } from './writing.ts'

/** 发布: notices and warnings are written, looked at before they leave, released, followed, corrected and recalled. */
export const broadcasts = definePage<PageWords>({
  name: 'broadcasts',
  right: 'broadcast',
  words: broadcastsWords,
  mostBytes: largestPicture + 256 * 1024,
  async show(visit, say) {
    const { item } = visit
    if (item === '') return listView({ visit, say })
    if (item === 'new') return writingView({ visit, say })
    const number = numberIn(item)
    return number === null ? null : oneView({ visit, say }, number)
  },
  acts: { ...presses, look, keep, unreached },
  file: fileBelow,
})

/** Shows what has been written so far as it would leave; nothing is saved. */
async function look(visit: Visit, form: Form, say: PageWords): Promise<Came> {
  const entered = await enteredIn(visit, form, say)
  if ('refused' in entered) return entered
  const { filled, picture } = entered
  const came = await visit.act(lookAhead, rulesOf(visit), writtenOf(visit, filled, picture))
  if ('refused' in came) return { refused: came.refused.says }
  const view = await formView({ visit, say }, filled, { ahead: came.done })
  return view ? { view } : { refused: visit.words.shell.trouble.missing }
}

/** Keeps what has been written as a draft, and leads to it. */
async function keep(visit: Visit, form: Form, say: PageWords): Promise<Came> {
  const entered = await enteredIn(visit, form, say)
  if ('refused' in entered) return entered
  const came = await visit.act(keepWritten, rulesOf(visit), writtenOf(visit, entered.filled, entered.picture))
  if ('refused' in came) return { refused: came.refused.says }
  const { number } = came.done.broadcast
  return { done: fill(say.writing.says.kept, { number }), to: addressOfOne(number) }
}

/** The people whom what has been written would not reach, as a table to take away. */
async function unreached(visit: Visit, form: Form, say: PageWords): Promise<Came> {
  const entered = await enteredIn(visit, form, say)
  if ('refused' in entered) return entered
  const written = writtenOf(visit, entered.filled, entered.picture)
  const came = await visit.act(unreachedAhead, rulesOf(visit), written)
  return 'refused' in came
    ? { refused: came.refused.says }
    : { file: await workbook(say.ahead.download, came.done.sheets) }
}

/** What was entered, with the picture that came along or was kept before. */
async function enteredIn(
  visit: Visit,
  form: Form,
  { writing: { problems } }: PageWords,
): Promise<{ filled: Entered; picture: Picture | null } | { refused: string }> {
  const filled = filledIn(form)
  const holder = ownerOfNumber(visit.actor.number ?? '')
  const file = form.file('picture')
  if (file) {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const kept = await visit.desk.pictures.keep(bytes, holder)
    if (kept.outcome === 'kept') return { filled: { ...filled, picture: kept.picture.url }, picture: kept.picture }
    if (kept.reason === 'no-room') return { refused: problems.room }
    return { refused: kept.reason === 'not-a-picture' ? problems.picture : problems.pictures }
  }
  const isTheirs = filled.picture !== '' && (await mayUse(visit, filled, holder))
  return isTheirs
    ? { filled, picture: { url: filled.picture, alt: '' } }
    : { filled: { ...filled, picture: '' }, picture: null }
}

/** Whether a picture is one's own, or that of the broadcast which is written anew. */
async function mayUse(visit: Visit, { picture, of, draft }: Entered, holder: string): Promise<boolean> {
  if (!/^\/pictures\/[\w.-]+$/.test(picture)) return false
  if (await visit.desk.pictures.isOwn(picture, holder)) return true
  for (const number of [of, draft]) {
    const came = number === null ? null : await visit.act(open, rulesOf(visit), { number })
    if (came && 'done' in came && came.done.broadcast.picture?.url === picture) return true
  }
  return false
}

/** `A07/table.xlsx`, `A07/unreached.xlsx`, `A07/picture`; `picture/…` is one of one's own that was not published yet. */
async function fileBelow(visit: Visit): Promise<Download | null> {
  const [first = '', second = ''] = visit.item.split('/')
  if (first === 'picture') return ownPicture(visit, `/pictures/${second}`)
  const number = numberIn(first)
  if (number === null) return null
  const words = visit.content.broadcastWords
  if (second === 'table.xlsx') {
    const came = await visit.act(exportSheets, rulesOf(visit), { number })
    return 'refused' in came
      ? null
      : workbook(fill(words.exportName, { number }).replace(/\.xlsx$/, ''), came.done.sheets)
  }
  if (second === 'unreached.xlsx') {
    const came = await visit.act(unreachedSheet, rulesOf(visit), { number })
    return 'refused' in came ? null : workbook(`${number}-${words.report.unreached}`, came.done.sheets)
  }
  return second === 'picture' ? pictureOfOne(visit, number) : null
}

async function ownPicture(visit: Visit, url: string): Promise<Download | null> {
  const isOwn = await visit.desk.pictures.isOwn(url, ownerOfNumber(visit.actor.number ?? ''))
  return isOwn ? pictureAt(visit, url) : null
}

async function pictureOfOne(visit: Visit, number: string): Promise<Download | null> {
  const came = await visit.act(open, rulesOf(visit), { number })
  const picture = 'done' in came ? came.done.broadcast.picture : null
  return picture && pictureAt(visit, picture.url)
}

async function pictureAt(visit: Visit, url: string): Promise<Download | null> {
  const found = await visit.desk.pictures.find(url)
  return found && { ...found, name: url.slice(url.lastIndexOf('/') + 1) }
}
