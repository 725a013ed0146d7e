import type { Content } from '../bot/content.ts'
import { fill } from '../content/words.ts'
import type { Asset } from '../core/asset.ts'
import type { Broadcast } from '../core/broadcast.ts'
import type { Clock, Ids } from '../core/clock.ts'
import { type Meter, makeMeter } from '../core/meter.ts'
import type { Secret } from '../core/secret.ts'
import type { ConfirmPages, ConfirmView } from '../http/confirm.ts'
import { confirmLink, type Pass, readPass } from '../office/broadcasts/pass.ts'
import { hasLeft } from '../office/broadcasts/states.ts'
import { qrPicture } from '../reports/qr.ts'
import { claim, noteWrongLink } from '../store/broadcast/claim.ts'
import { saveBroadcastEffect } from '../store/broadcast/effects.ts'
import { broadcastOf } from '../store/broadcast/record.ts'
import type { Database } from '../store/open.ts'
import { reportOf } from './report.ts'

/** What confirming by links stands on. */
export interface ConfirmGround {
  database: Database
  content(): Content
  clock: Clock
  ids: Ids
  secret: Secret
  publicUrl: string | null
  /** A kept picture by its name, or null. */
  picture(name: string): Promise<{ bytes: Uint8Array; type: string } | null>
}

type PersonPass = Extract<Pass, { for: 'person' }>
type ClassPass = Extract<Pass, { for: 'class' }>

/** The most lines about wrong links in a minute: the log that only grows must not be filled from outside, nor the database kept busy. */
const mostNoted = 30

/**
 * Confirming by signed links. A personal link confirms for its person with one press; a class's link notes who claims to have read it,
 * which never counts as a confirmation. A link that is forged or out of date changes nothing and leaves a line in the audit log.
 */
export function makeConfirming(given: ConfirmGround): ConfirmPages {
  const ground = { ...given, wrong: makeMeter(60_000) }
  return {
    open: token => opened(ground, token, async view => view),
    press: (token, numberIn) =>
      opened(ground, token, async (view, pass, broadcast) => {
        if (view.form === null) return view
        return pass.for === 'person'
          ? pressed(ground, { view, pass, broadcast })
          : claimed(ground, { view, pass, broadcast, numberIn })
      }),
    file: url => fileOf(ground, url),
  }
}

/** Opens a link and goes on with what it shows; one that opens nothing is told and noted. */
async function opened(
  ground: ConfirmGround & { wrong: Meter },
  token: string,
  goOn: (view: ConfirmView, pass: PersonPass | ClassPass, broadcast: Broadcast) => Promise<ConfirmView>,
): Promise<ConfirmView> {
  const { database, content, clock, secret, wrong: guesses } = ground
  const { page } = content().broadcastWords
  const pass = readPass(token, secret, clock.now())
  const wrong = pass === 'expired' ? 'expired' : 'forged'
  const broadcast = typeof pass === 'string' ? null : await broadcastOf(database.db, pass.broadcast)
  if (typeof pass === 'string' || pass.for === 'report' || !broadcast || !hasLeft(broadcast)) {
    if (guesses.add(clock.now()) <= mostNoted)
      await noteWrongLink(database, { detail: wrong, at: clock.now().getTime() })
    const status = wrong === 'expired' ? 410 : 403
    return { ...bare(page.title), status, says: page[wrong] }
  }
  const view = await viewOf(ground, pass, broadcast)
  // Whoever follows a link has no pass to the web chat, so the picture is behind the link as well.
  const picture = view.picture && { ...view.picture, url: `/c/${token}/picture` }
  return goOn({ ...view, picture }, pass, broadcast)
}

const bare = (title: string): ConfirmView => ({
  status: 200,
  title,
  text: null,
  picture: null,
  note: null,
  says: null,
  isGood: false,
  form: null,
})

async function viewOf(ground: ConfirmGround, pass: PersonPass | ClassPass, broadcast: Broadcast): Promise<ConfirmView> {
  const { page } = ground.content().broadcastWords
  const { number, text, picture, state, reason } = broadcast
  const view = { ...bare(page.title), text, picture }
  if (state === 'recalled') return { ...view, says: fill(page.recalled, { number, reason }) }
  if (pass.for === 'class') {
    const note = fill(page.classNote, { class: pass.name || pass.college, number })
    return { ...view, note, form: { button: page.claim, numberLabel: page.numberLabel } }
  }
  const person = await ground.database.db
    .selectFrom('broadcast_recipient as r')
    .leftJoin('roster', 'roster.number', 'r.number')
    .select(['r.state', 'roster.name'])
    .where('r.broadcast', '=', number)
    .where('r.number', '=', pass.number)
    .executeTakeFirst()
  const isDone = person?.state === 'confirmed' || person?.state === 'late'
  if (isDone) return { ...view, says: fill(page.before, { number }), isGood: true }
  const note = fill(page.forWhom, { name: masked(person?.name ?? '') })
  return { ...view, note, form: { button: page.press, numberLabel: null } }
}

/** Enough of a name to see whether it is one's own. */
const masked = (name: string) => (name === '' ? '*' : `${[...name][0]}**`)

async function pressed(
  { database, content, clock, ids }: ConfirmGround,
  { view, pass, broadcast }: { view: ConfirmView; pass: PersonPass; broadcast: Broadcast },
): Promise<ConfirmView> {
  const { page, progressEveryMinutes } = content().broadcastWords
  const at = clock.now().getTime()
  const { number, closesAt } = broadcast
  const effect = {
    do: 'confirm-broadcast',
    number,
    person: pass.number,
    by: 'link',
    progressEvery: progressEveryMinutes * 60_000,
  } as const
  await database.transact(db => saveBroadcastEffect(db, effect, { ids, at }))
  const isLate = closesAt !== null && closesAt < at
  return { ...view, note: null, form: null, isGood: true, says: fill(isLate ? page.late : page.done, { number }) }
}

/** The answer is the same whoever is named, so that nobody learns from it who is in a class. */
async function claimed(
  { database, content, clock }: ConfirmGround,
  {
    view,
    pass,
    broadcast,
    numberIn,
  }: { view: ConfirmView; pass: ClassPass; broadcast: Broadcast; numberIn(): Promise<string> },
): Promise<ConfirmView> {
  const { page } = content().broadcastWords
  const number = await numberIn()
  if (!/^[0-9A-Za-z-]{2,30}$/.test(number)) return { ...view, says: page.badNumber }
  const { college, name } = pass
  await claim(database, broadcast.number, { number, college, name, at: clock.now().getTime() })
  return { ...view, says: fill(page.claimed, { who: number }), isGood: true }
}

/** The picture of a broadcast, a QR picture of a class's link, or the report that a member of staff asked for; what it holds is decided when it is fetched. */
async function fileOf(ground: ConfirmGround, url: string): Promise<Asset | null> {
  const { clock, secret } = ground
  const picture = /^\/c\/([\w-]+\.[\w-]+)\/picture$/.exec(url)?.[1]
  const qr = /^\/c\/([\w-]+\.[\w-]+)\/qr\.png$/.exec(url)?.[1]
  const report = /^\/reports\/([\w-]+\.[\w-]+)\.xlsx$/.exec(url)?.[1]
  const token = picture ?? qr ?? report
  const pass = token === undefined ? 'forged' : readPass(token, secret, clock.now())
  if (typeof pass === 'string') return null
  if (picture !== undefined) return pass.for === 'report' ? null : pictureAsset(ground, pass)
  if (qr !== undefined && pass.for === 'class') return qrAsset(ground, pass)
  return report !== undefined && pass.for === 'report' ? reportAsset(ground, pass) : null
}

async function pictureAsset({ database, picture }: ConfirmGround, pass: PersonPass | ClassPass): Promise<Asset | null> {
  const broadcast = await broadcastOf(database.db, pass.broadcast)
  const name = broadcast && hasLeft(broadcast) ? broadcast.picture?.url.slice('/pictures/'.length) : undefined
  const found = name === undefined ? null : await picture(name)
  return found && { ...found, name: pass.broadcast }
}

async function qrAsset({ content, secret, publicUrl }: ConfirmGround, pass: ClassPass): Promise<Asset | null> {
  const link = confirmLink(pass, { publicUrl, secret })
  if (link === null) return null
  const { page } = content().broadcastWords
  const above = `${pass.broadcast} ${pass.name || pass.college}`
  return {
    bytes: await qrPicture(link, { above, below: page.claim }),
    type: 'image/png',
    name: `${pass.broadcast}.png`,
  }
}

async function reportAsset(
  { database, content }: ConfirmGround,
  pass: Extract<Pass, { for: 'report' }>,
): Promise<Asset | null> {
  const broadcast = await broadcastOf(database.db, pass.broadcast)
  const staff = await database.db
    .selectFrom('roster')
    .select('scope')
    .where('number', '=', pass.number)
    .where('role', 'in', ['counselor', 'college', 'school'])
    .executeTakeFirst()
  if (!broadcast || !staff) return null
  const bytes = await reportOf(database, broadcast, { scope: JSON.parse(staff.scope), content: content() })
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { bytes, type, name: fill(content().broadcastWords.exportName, { number: pass.broadcast }) }
}
