import type { Content } from '../bot/content.ts'
import { ownFile } from '../bot/own-file/file.ts'
import type { WebChannel } from '../channels/web/channel.ts'
import type { Access } from '../channels/web/entry.ts'
import { signOneTimeLink } from '../channels/web/one-time-link.ts'
import { type Sandbox, sandboxCast } from '../channels/web/people.ts'
import { type WebRoutes, webRoutes } from '../channels/web/routes.ts'
import { fill } from '../content/words.ts'
import { type Assets, dailyPictures } from '../core/asset.ts'
import type { AdjustableClock } from '../core/clock.ts'
import { ownerOfNumber } from '../core/roster.ts'
import { localNames } from '../http/gate.ts'
import { enterByLink } from '../office/people/links.ts'
import { sampleRoster } from '../office/people/sample.ts'
import { saveAudit } from '../store/audit.ts'
import { makeOneTimeLinks } from '../store/flows/one-time-links.ts'
import type { Database } from '../store/open.ts'
import { makeLinks } from '../store/people/links.ts'
import { seedSample } from '../store/people/sample.ts'
import { readsIn } from '../store/reads.ts'
import { makeRecords } from '../store/records.ts'
import type { Config } from './config.ts'
import { isReal } from './refusal.ts'

/** The sandbox's people, on a sample roster; null where the web chat is for real people. */
export async function openSandbox(
  config: Config,
  { knowledge, rosterWords }: Content,
  { database, at }: { database: Database; at: Date },
): Promise<Sandbox | null> {
  if (config.web !== 'sandbox') return null
  const { web: words } = knowledge.phrases
  const sandbox = sandboxCast({
    students: words.sandboxStudents,
    counselor: words.sandboxCounselor,
    college: words.sandboxCollege,
    groups: words.sandboxGroups,
    privateTitle: words.privateTitle,
  })
  // Where a platform brings real people, made-up ones have no place on the roster: the bot would not start a second time.
  if (!isReal(config)) await seedSample(database, sampleRoster(sandbox, rosterWords.sample), { channel: 'web', at })
  return sandbox
}

/** How one-time links look, where the web can be reached from outside and links are signed. */
export function oneTimeUrlOf({ publicUrl, secret, web }: Config): ((id: string) => string) | null {
  if (publicUrl === null || secret === null || web !== 'signed') return null
  return id => `${publicUrl}/go/${signOneTimeLink(id, secret)}`
}

/**
 * The names by which the server may be called. Where anybody may pretend to be anybody only this machine's own will do. A bot for real people
 * that has no address set is called by whatever name its proxy has; its cookies hold for that name alone.
 */
export function namesOf({ host, publicUrl, web }: Config): string[] | null {
  if (web === 'signed' && publicUrl === null) return null
  const own = web === 'sandbox' ? [host.includes(':') ? `[${host}]` : host] : []
  return [...localNames, ...own, ...(publicUrl === null ? [] : [new URL(publicUrl).hostname])]
}

/** What the web chat's HTTP stands on. */
interface WebParts {
  channel: WebChannel
  clock: AdjustableClock
  assets: Assets
  pictures: WebRoutes['pictures']
  database: Database
  sandbox: Sandbox | null
  content(): Content
}

/** The web chat's HTTP. */
export function openWeb(
  config: Config,
  { channel, clock, assets, pictures, database, sandbox, content }: WebParts,
): ReturnType<typeof webRoutes> {
  const links = makeLinks(database)
  const access: Access = sandbox
    ? { mode: 'sandbox', sandbox, clock }
    : {
        mode: 'signed',
        secret: config.secret!,
        isHttps: config.publicUrl?.startsWith('https:') ?? false,
        generationOf: links.generationOf,
        enters: (number, now) => noteStaff(database, number, now),
        entered: links.entered,
      }
  return webRoutes({
    channel,
    clock,
    assets,
    pictures,
    records: async person => ownFile(await makeRecords(database).of(person), content(), clock.now()),
    openOneTime: makeOneTimeLinks(database).open,
    words: () => wordsOf(content()),
    access,
  })
}

/** Notes that staff come in by a link. Nobody else needs anything to be saved for it. */
async function noteStaff(database: Database, number: string, now: Date): Promise<void> {
  const { audit } = await enterByLink({ read: readsIn(database.db, now) }, { number })
  const deed = { by: ownerOfNumber(number), through: 'link', at: now.getTime() }
  if (audit) await database.transact(db => saveAudit(db, audit, deed))
}

function wordsOf({ knowledge: { phrases, school } }: Content): ReturnType<WebRoutes['words']> {
  return {
    school: { name: school.fields.get('school.name')?.value ?? '', isSample: school.isSample },
    botName: phrases.names[0]!,
    rating: { useful: phrases.useful, useless: phrases.useless },
    privateTitle: phrases.web.privateTitle,
    link: phrases.linkPage,
    oneTime: phrases.oneTimePage,
    pictures: {
      'too-many-pictures': fill(phrases.web.tooManyPictures, {
        count: dailyPictures.count,
        megabytes: dailyPictures.bytes / 2 ** 20,
      }),
      'no-room': phrases.web.noRoom,
    },
  }
}
