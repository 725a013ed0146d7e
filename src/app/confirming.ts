import type { Content } from '../bot/content.ts'
import { broadcastRulesOf } from '../bot/office.ts'
import { fill } from '../content/words.ts'
import type { Asset } from '../core/asset.ts'
import type { Broadcast } from '../core/broadcast.ts'
import type { Clock, Ids } from '../core/clock.ts'
import { type Meter, makeMeter } from '../core/meter.ts'
import { identityOf, ownerOfNumber, stranger } from '../core/roster.ts'
import type { Secret } from '../core/secret.ts'
import type { ConfirmPages, ConfirmView } from '../http/confirm.ts'
import { claimByLink, confirmByLink } from '../office/broadcasts/confirm.ts'
import type { BroadcastRules } from '../office/broadcasts/ground.ts'
import { type BroadcastLink, confirmLink, readBroadcastLink } from '../office/broadcasts/link.ts'
import { reportOf } from '../office/broadcasts/report/report.ts'
import { hasLeft } from '../office/broadcasts/states.ts'
import type { Act } from '../office/outcome.ts'
import { may } from '../office/rights.ts'
import { workbookType } from '../reports/book.ts'
import { type Deed, saveAudit } from '../store/audit.ts'
import type { Database } from '../store/open.ts'
import { perform } from '../store/perform.ts'
import { readsIn } from '../store/reads.ts'

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

type PersonPass = Extract<BroadcastLink, { for: 'person' }>
type ClassPass = Extract<BroadcastLink, { for: 'class' }>

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
  const pass = readBroadcastLink(token, secret, clock.now())
  const wrong = pass === 'expired' ? 'expired' : 'forged'
  const { broadcasts } = readsIn(database.db, clock.now())
  const broadcast = typeof pass === 'string' ? null : await broadcasts.broadcast(pass.broadcast)
  if (typeof pass === 'string' || pass.for === 'report' || !broadcast || !hasLeft(broadcast)) {
    if (guesses.add(clock.now()) <= mostNoted)
      await database.transact(db =>
        saveAudit(db, { act: 'confirm-link-refused', detail: wrong }, deedOf('', clock.now().getTime())),
      )
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
  const { broadcasts, roster } = readsIn(ground.database.db, ground.clock.now())
  const recipient = await broadcasts.recipient(number, pass.number)
  const isDone = recipient?.state === 'confirmed' || recipient?.state === 'late'
  if (isDone) return { ...view, says: fill(page.before, { number }), isGood: true }
  const name = recipient ? ((await roster.person(pass.number))?.name ?? '') : ''
  const note = fill(page.forWhom, { name: masked(name) })
  return { ...view, note, form: { button: page.press, numberLabel: null } }
}

/** Who did something over a link, as the audit log names them. */
const deedOf = (by: string, at: number): Deed => ({ by, through: 'link', at })

/** Enough of a name to see whether it is one's own. */
const masked = (name: string) => (name === '' ? '*' : `${[...name][0]}**`)

async function pressed(
  ground: ConfirmGround,
  { view, pass, broadcast: { number } }: { view: ConfirmView; pass: PersonPass; broadcast: Broadcast },
): Promise<ConfirmView> {
  const { page } = ground.content().broadcastWords
  const input = { number, person: pass.number, by: 'link' as const }
  const outcome = await done(ground, confirmByLink, { by: pass.number, input })
  // Pressed twice, it holds since the first time; what came between is what the page shows anyway.
  if ('refused' in outcome && outcome.refused !== 'before') return view
  const says = 'refused' in outcome ? page.before : outcome.done.isLate ? page.late : page.done
  return { ...view, note: null, form: null, isGood: true, says: fill(says, { number }) }
}

async function claimed(
  ground: ConfirmGround,
  {
    view,
    pass: { college, name },
    broadcast,
    numberIn,
  }: { view: ConfirmView; pass: ClassPass; broadcast: Broadcast; numberIn(): Promise<string> },
): Promise<ConfirmView> {
  const { page } = ground.content().broadcastWords
  const person = await numberIn()
  const input = { number: broadcast.number, person, of: { college, name } }
  const outcome = await done(ground, claimByLink, { by: null, input })
  if ('refused' in outcome) return outcome.refused === 'bad-number' ? { ...view, says: page.badNumber } : view
  return { ...view, says: fill(page.claimed, { who: person }), isGood: true }
}

/** Does an act over a link: of a person's own, or (null) of a class's, which anybody may hold. */
const done = <Input, What, Why>(
  { database, content, clock, ids }: ConfirmGround,
  act: Act<BroadcastRules, Input, What, Why>,
  { by, input }: { by: string | null; input: Input },
) =>
  perform(database, {
    act,
    rules: broadcastRulesOf(content()),
    actor: { ...stranger, number: by },
    input,
    deed: deedOf(by === null ? '' : ownerOfNumber(by), clock.now().getTime()),
    ids,
  })

/** The picture of a broadcast, a QR picture of a class's link, or the report that a member of staff asked for; what it holds is decided when it is fetched. */
async function fileOf(ground: ConfirmGround, url: string): Promise<Asset | null> {
  const { clock, secret } = ground
  const picture = /^\/c\/([\w-]+\.[\w-]+)\/picture$/.exec(url)?.[1]
  const qr = /^\/c\/([\w-]+\.[\w-]+)\/qr\.png$/.exec(url)?.[1]
  const report = /^\/reports\/([\w-]+\.[\w-]+)\.xlsx$/.exec(url)?.[1]
  const token = picture ?? qr ?? report
  const pass = token === undefined ? 'forged' : readBroadcastLink(token, secret, clock.now())
  if (typeof pass === 'string') return null
  if (picture !== undefined) return pass.for === 'report' ? null : pictureAsset(ground, pass)
  if (qr !== undefined && pass.for === 'class') return qrAsset(ground, pass)
  return report !== undefined && pass.for === 'report' ? reportAsset(ground, pass) : null
}

async function pictureAsset(
  { database, clock, picture }: ConfirmGround,
  pass: PersonPass | ClassPass,
): Promise<Asset | null> {
  const broadcast = await readsIn(database.db, clock.now()).broadcasts.broadcast(pass.broadcast)
  const name = broadcast && hasLeft(broadcast) ? broadcast.picture?.url.slice('/pictures/'.length) : undefined
  const found = name === undefined ? null : await picture(name)
  return found && { ...found, name: pass.broadcast }
}

async function qrAsset({ content, secret, publicUrl }: ConfirmGround, pass: ClassPass): Promise<Asset | null> {
  const link = confirmLink(pass, { publicUrl, secret })
  if (link === null) return null
  const { page } = content().broadcastWords
  // Fonts and the renderer are read when the first code is drawn.
  const { qrPicture } = await import('../reports/qr.ts')
  const above = `${pass.broadcast} ${pass.name || pass.college}`
  return {
    bytes: await qrPicture(link, { above, below: page.claim }),
    type: 'image/png',
    name: `${pass.broadcast}.png`,
  }
}

async function reportAsset(
  { database, clock, content }: ConfirmGround,
  pass: Extract<BroadcastLink, { for: 'report' }>,
): Promise<Asset | null> {
  const read = readsIn(database.db, clock.now())
  const broadcast = await read.broadcasts.broadcast(pass.broadcast)
  const person = await read.roster.person(pass.number)
  const who = person && identityOf(person)
  if (!broadcast || !who || !may(who, 'broadcast')) return null
  const bytes = await reportOf({ read, rules: broadcastRulesOf(content()) }, broadcast, who.scope)
  return { bytes, type: workbookType, name: fill(content().broadcastWords.exportName, { number: pass.broadcast }) }
}
