import type { Content } from '../bot/content.ts'
import type { WebChannel } from '../channels/web/channel.ts'
import { signDoor } from '../channels/web/door.ts'
import { type Sandbox, sandboxCast } from '../channels/web/people.ts'
import { type WebRoutes, webRoutes } from '../channels/web/routes.ts'
import type { Config } from '../config.ts'
import type { Assets } from '../core/asset.ts'
import type { AdjustableClock } from '../core/clock.ts'
import { sampleRoster } from '../roster/sample.ts'
import { makeDoors } from '../store/doors.ts'
import type { Database } from '../store/open.ts'
import { makeRecords } from '../store/records.ts'
import { seedSample } from '../store/sample.ts'

/** The sandbox's people, on a sample roster; null where the web chat is for real people. */
export async function openSandbox(
  { web }: Config,
  { knowledge, rosterWords }: Content,
  { database, at }: { database: Database; at: Date },
): Promise<Sandbox | null> {
  if (web !== 'sandbox') return null
  const { web: words } = knowledge.phrases
  const sandbox = sandboxCast({
    students: words.sandboxStudents,
    counselor: words.sandboxCounselor,
    college: words.sandboxCollege,
    groups: words.sandboxGroups,
    privateTitle: words.privateTitle,
  })
  await seedSample(database, sampleRoster(sandbox, rosterWords.sample), { channel: 'web', at })
  return sandbox
}

/** How one-time links look, where the web can be reached from outside and links are signed. */
export function doorUrlOf({ publicUrl, secret, web }: Config): ((id: string) => string) | null {
  if (publicUrl === null || secret === null || web !== 'signed') return null
  return id => `${publicUrl}/go/${signDoor(id, secret)}`
}

/** The web chat's HTTP. */
export function openWeb(
  config: Config,
  {
    channel,
    clock,
    assets,
    database,
    sandbox,
    content,
  }: {
    channel: WebChannel
    clock: AdjustableClock
    assets: Assets
    database: Database
    sandbox: Sandbox | null
    content(): Content
  },
) {
  const access: WebRoutes['access'] = sandbox
    ? { mode: 'sandbox', sandbox, clock }
    : { mode: 'signed', secret: config.secret! }
  return webRoutes({
    channel,
    clock,
    assets,
    records: makeRecords(database).of,
    openDoor: makeDoors(database).open,
    words: () => {
      const { phrases, school } = content().knowledge
      return {
        school: { name: school.fields.get('school.name')?.value ?? '', isSample: school.isSample },
        botName: phrases.names[0]!,
        rating: { useful: phrases.useful, useless: phrases.useless },
        privateTitle: phrases.web.privateTitle,
        badLink: phrases.web.badLink,
        door: phrases.doorPage,
      }
    },
    access,
  })
}
