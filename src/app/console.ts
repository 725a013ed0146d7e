import type { Content } from '../bot/content.ts'
import { signPersonalLink } from '../channels/web/link.ts'
import { linkedHome, linkedPerson } from '../channels/web/people.ts'
import type { PersonalLinks } from '../console/desk.ts'
import { consoleRoutes } from '../console/routes.ts'
import { makeUploads } from '../console/uploads.ts'
import type { Channel } from '../core/channel.ts'
import type { Clock, Ids } from '../core/clock.ts'
import { ownerOfNumber } from '../core/roster.ts'
import type { LinkGround } from '../office/broadcasts/link.ts'
import { makeNoticeReader, type NoticeReader } from '../office/notice/reader.ts'
import { makeListReader } from '../office/people/list/reader.ts'
import type { Press } from '../reports/press.ts'
import type { Database } from '../store/open.ts'
import { look, perform } from '../store/perform.ts'
import type { Config } from './config.ts'
import type { PictureRoom } from './pictures.ts'
import { channelTitles } from './platforms.ts'

/** What the staff's console stands on. */
interface ConsoleParts {
  database: Database
  clock: Clock
  ids: Ids
  content(): Content
  /** The platforms of this process. */
  channels(): Iterable<Pick<Channel, 'name' | 'status' | 'loginPicture'>>
  links: LinkGround
  pictures: Pick<PictureRoom, 'keep' | 'maySee' | 'files'>
  /** What reads notices; in threads of their own unless something else is given. */
  readNotice?: NoticeReader
  press: Pick<Press, 'drawPoster'>
}

/** Where staff reach the console: as everybody reaches the pages, or on the machine itself where everybody only pretends. */
export const deskUrlOf = ({ publicUrl, web, port }: Config): string | null =>
  publicUrl ?? (web === 'sandbox' && port !== 0 ? `http://127.0.0.1:${port}` : null)

const nameIn = (url: string) => url.slice(url.lastIndexOf('/') + 1)

const personalLinksOf = ({ publicUrl, secret }: LinkGround): PersonalLinks => ({
  homeOf: linkedHome,
  isReady: publicUrl !== null && secret !== null,
  addressOf({ number, ...link }) {
    if (publicUrl === null || secret === null) throw new Error('a link was made that leads nowhere')
    return `${publicUrl}/in/${signPersonalLink({ ...link, person: linkedPerson(number) }, secret)}`
  },
})

/** The staff's console: its acts are done through the office, in the name of whoever is signed in. */
export function openConsole(
  config: Config,
  { database, clock, ids, content, channels, links, pictures, press, readNotice = makeNoticeReader() }: ConsoleParts,
) {
  const titles = channelTitles(config)
  return consoleRoutes({
    clock,
    content,
    isHttps: config.publicUrl?.startsWith('https:') ?? false,
    publicUrl: config.publicUrl,
    hasOperator: config.operator !== null,
    channels: () =>
      [...channels()].map(channel => ({
        name: channel.name,
        title: titles[channel.name] ?? channel.name,
        loginPicture: channel.loginPicture?.() ?? null,
        ...channel.status(),
      })),
    links,
    press,
    uploads: makeUploads(),
    lists: makeListReader(),
    readNotice,
    personalLinks: personalLinksOf(links),
    isSandbox: config.web === 'sandbox',
    pictures: {
      keep: pictures.keep,
      isOwn: (url, holder) => pictures.maySee(nameIn(url), { people: [holder], chats: [] }),
      find: url => pictures.files.find(nameIn(url)),
    },
    look: (act, as) => look(database, { act, ...as, at: clock.now(), ids }),
    perform: (act, { rules, actor, input, isNew }) => {
      const by = actor.number === null ? '' : ownerOfNumber(actor.number)
      const deed = { by, through: 'console', at: clock.now().getTime() }
      return perform(database, { act, rules, actor, input, deed, ids, isNew })
    },
  })
}
