import { Hono } from 'hono'
import { makeWebChannel, type WebChannel } from '../../src/channels/web/channel.ts'
import { privateChatOf, type Sandbox } from '../../src/channels/web/people.ts'
import { webRoutes } from '../../src/channels/web/routes.ts'
import type { WireMessage } from '../../src/channels/web/wire.ts'
import type { Assets } from '../../src/core/asset.ts'
import type { Channel } from '../../src/core/channel.ts'
import { AdjustableClock } from '../../src/core/clock.ts'
import { openServer, type Server } from '../../src/http/server.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeTranscript } from '../../src/store/transcript.ts'
import type { ChannelHarness, Place, Shown, Written } from '../contract/channel.ts'
import { RecordingInbox } from '../contract/inbox.ts'
import { sampleAssets } from '../contract/samples.ts'
import { tempFolder } from './folder.ts'
import { withMention } from './mention.ts'
import { aServing } from './server.ts'

const people = (['a', 'b'] as const).map(p => ({ id: `web:${p}`, name: `示例${p}`, role: 'student' as const }))
const members = people.map(p => p.id)
const sandbox: Sandbox = {
  people,
  chats: [
    ...(['g', 'h'] as const).map(g => ({ id: `web:${g}`, kind: 'group' as const, title: g, members })),
    ...members.map(id => ({ id: privateChatOf(id), kind: 'private' as const, title: '', members: [id] })),
  ],
}
const chatIds: Record<Place, string> = { a: 'web:a:private', b: 'web:b:private', g: 'web:g', h: 'web:h' }
const placeOf = (chat: string) => (Object.keys(chatIds) as Place[]).find(p => chatIds[p] === chat)!

/** The web chat behind its real server, and pages that send again until they are told that a message was taken. */
export async function openWebHarness(): Promise<ChannelHarness> {
  const database = await openDatabase(tempFolder())
  const clock = new AdjustableClock({ now: () => new Date() })
  const transcript = makeTranscript(database)
  const assets = sampleAssets()
  const inbox = new RecordingInbox()
  const make = () => makeWebChannel({ transcript, clock, sandbox })
  const serve = (web: WebChannel, port: number) => openServer(aServing([mount(web, clock, assets)], { port }))

  let channel = make()
  await channel.start(inbox)
  let server: Server = await serve(channel, 0)
  const { url } = server
  const page = openPage(url)
  const platform = await watch(url)

  return {
    get channel(): Channel {
      const { name, abilities, limits } = channel
      return {
        name,
        abilities,
        limits,
        start: to => channel.start(to),
        status: () => channel.status(),
        stop: () => channel.stop(),
        async send(delivery, signal) {
          const receipt = await channel.send(delivery, signal)
          await platform.look()
          return receipt
        },
      }
    },
    updates: inbox.updates,
    notices: inbox.notices,
    failInbox(isFailing) {
      inbox.isFailing = isFailing
    },
    chatId: place => chatIds[place],
    personId: who => `web:${who}`,
    write: page.write,
    repeatLast: page.repeat,
    writeNonsense: page.nonsense,
    taken: count => inbox.taken(count),
    shown: () => platform.shown,
    async fault() {},
    faults: new Set(),
    longest: { limit: Number.POSITIVE_INFINITY, measure: text => text.length },
    async restart(meanwhile) {
      await server.close()
      await meanwhile?.()
      channel = make()
      await channel.start(inbox)
      server = await serve(channel, Number(new URL(url).port))
    },
    async close() {
      page.close()
      await server.close()
      await channel.stop()
      await database.close()
    },
  }
}

/** The routes of the chat, and files by their addresses as the whole server has them. */
function mount(channel: WebChannel, clock: AdjustableClock, assets: Assets): Hono {
  const app = new Hono()
  app.get('/certificates/:name', async context => {
    const asset = await assets.read(`/certificates/${context.req.param('name')}`)
    return asset ? context.body(new Uint8Array(asset.bytes)) : context.notFound()
  })
  const start = { school: { name: '测试大学', isSample: true }, botName: '离校小助手' }
  const press = { title: '', says: '', open: '', gone: '' }
  const pictures = {
    maySee: async (name: string) => (await assets.read(`/pictures/${name}`)) !== null,
    send: async (names: readonly string[]) =>
      names.map(name => ({ url: `/pictures/${name}`, alt: '', hash: name.slice(0, name.indexOf('.')) })),
  }
  const words = () => ({
    ...start,
    rating: { useful: '', useless: '' },
    privateTitle: '',
    link: press,
    oneTime: press,
    pictures: { 'too-many-pictures': '', 'no-room': '' },
  })
  const access = { mode: 'sandbox' as const, sandbox, clock }
  const openOneTime = async () => false
  return app.route(
    '/',
    webRoutes({ channel, clock, assets, pictures, records: async () => '', words, openOneTime, access }),
  )
}

/** A page: its messages leave one after the other, each again until it was taken. */
function openPage(url: string) {
  let count = 0
  let last = ''
  let isClosed = false
  let queue = Promise.resolve()
  const post = async (body: string): Promise<boolean> => {
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } }
    const response = await fetch(`${url}/api/messages`, init).catch(() => null) // the server is away: the page tries again
    return response?.ok ?? false
  }
  const persist = async (body: string) => {
    while (!isClosed && !(await post(body))) await new Promise(resolve => setTimeout(resolve, 30))
  }
  return {
    async write(message: Written) {
      const { from, room, image, repliesToBot = false } = message
      const person = `web:${from}`
      const pictures = image ? [await upload(url, image)] : []
      const frame = { person, chat: chatIds[room ?? from], text: withMention(message), pictures, repliesToBot }
      last = JSON.stringify({ id: `message-${++count}`, ...frame })
      const body = last
      queue = queue.then(() => persist(body))
    },
    async repeat() {
      await queue
      await post(last)
    },
    async nonsense() {
      for (const body of ['', '{', '[]', '{"id":7}', JSON.stringify({ ...JSON.parse(last || '{}'), text: null })])
        await post(body)
    },
    close() {
      isClosed = true
    },
  }
}

async function upload(url: string, image: Uint8Array): Promise<string> {
  const response = await fetch(`${url}/api/pictures`, { method: 'POST', body: new Uint8Array(image) })
  return ((await response.json()) as { name: string }).name
}

/** What the bot said, as a page reads it. */
async function watch(url: string) {
  const shown: Shown[] = []
  let after = 0
  const bytesOf = async (path: string) => new Uint8Array(await (await fetch(url + path)).arrayBuffer())
  const show = async (message: WireMessage) => {
    const { text, images, files = [], choices, to, chat } = message
    const who = to?.id === 'web:a' ? 'a' : to?.id === 'web:b' ? 'b' : null
    const [image, file] = [images[0], files[0]]
    shown.push({
      place: placeOf(chat),
      text,
      image: image ? await bytesOf(image.url) : null,
      file: file ? { name: file.name, bytes: await bytesOf(file.url) } : null,
      buttons: choices.map(c => c.label),
      mentions: who,
    })
  }
  return {
    shown,
    async look() {
      const news: WireMessage[] = []
      for (const chat of Object.values(chatIds)) {
        const response = await fetch(`${url}/api/messages?chat=${encodeURIComponent(chat)}&after=${after}`)
        news.push(...((await response.json()) as { messages: WireMessage[] }).messages)
      }
      for (const message of news.sort((m, n) => m.seq - n.seq)) {
        after = message.seq
        if (message.from === null) await show(message)
      }
    },
  }
}
