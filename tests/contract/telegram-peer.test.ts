import peer from 'telegram-test-api'
import { expect, onTestFinished, test } from 'vitest'
import { openTelegram } from '../../src/channels/telegram/channel.ts'
import { Secret } from '../../src/core/secret.ts'
import type { Inbox, Update } from '../../src/core/update.ts'
import { tempFolder } from '../support/folder.ts'
import { shortWait } from '../support/telegram/harness.ts'
import { sampleAssets } from './samples.ts'

const token = '123456789:sample-token-of-a-peer'

// The package is CommonJS; what Node takes for its default export is the module, not what its types say.
const TelegramServer = peer as unknown as typeof peer.default

test('with a Bot API that others have written it hears in a group and answers there', async () => {
  const server = new TelegramServer({ port: 0, host: '127.0.0.1' } as never)
  await server.start()
  onTestFinished(async () => void (await server.stop()))
  const heard = Promise.withResolvers<Update>()
  const inbox: Inbox = {
    async update(update) {
      heard.resolve(update)
      return 'done'
    },
    async notice() {},
    async moved() {},
  }
  const { channel } = openTelegram(
    { token: new Secret(token), api: server.config.apiURL, webhook: null },
    {
      assets: sampleAssets(),
      clock: { now: () => new Date() },
      data: tempFolder(),
      log() {},
      words: () => ({ rating: ['有用', '没用'], commands: [{ name: 'help', about: '能问什么' }] }),
      wait: shortWait,
    },
  )
  await channel.start(inbox)
  onTestFinished(() => channel.stop())
  const client = server.getClient(token, {
    chatId: -1001,
    userId: 7,
    firstName: '示例',
    type: 'supergroup',
    title: '示例1班',
  } as never)
  await client.sendMessage(client.makeMessage('怎么退宿'))
  const { chat, person, message } = await heard.promise
  expect([chat.id, chat.kind, person.id, message.text]).toEqual(['telegram:-1001', 'group', 'telegram:7', '怎么退宿'])
  const saying = { text: '按通知办。', choices: [{ value: '1', label: '怎么退宿' }], images: [], rateable: false }
  const delivery = {
    id: 'd',
    purpose: 'reply',
    key: 'k',
    chatId: chat.id,
    channel: 'telegram',
    chatKind: 'group',
  } as const
  const rest = { to: null, at: new Date(), attempts: 0, ...saying }
  expect(await channel.send({ ...delivery, ...rest }, new AbortController().signal)).toMatchObject({
    outcome: 'delivered',
  })
  const shown = (await client.getUpdates()) as { result: { message: { text: string } }[] }
  expect(shown.result.map(r => r.message.text)).toEqual(['按通知办。'])
})
