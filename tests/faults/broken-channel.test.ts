import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { waitingRow } from '../../src/store/post.ts'
import { until } from '../contract/saying.ts'
import { run } from '../support/command.ts'
import { tempFolder } from '../support/folder.ts'
import { openPlatform } from '../support/platform.ts'
import { settingsIn, visitor } from '../support/web.ts'
import { openWebhook } from '../support/wecom/webhook.ts'

const secrets = {
  link: 'a secret of tests that is long enough',
  token: 'callback-token-0123456789',
  aesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  access: 'dingtalk-access-token-0123456789',
  key: 'SEC0123456789abcdef',
}

/** A bot with a robot that works, a robot whose platform is away, and a callback; its secrets are in files. */
async function start() {
  const folder = tempFolder()
  const webhook = await openWebhook({ now: () => Date.now() })
  onTestFinished(webhook.close)
  const file = (name: string, text: string) => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), `${text}\n`)
    return join(folder, name)
  }
  const gone = await openPlatform(() => ({}))
  await gone.close()
  const away = `${gone.url}/robot/send?access_token=${secrets.access}`
  const env: Record<string, string> = {
    ...settingsIn(folder, { 'school.yaml': text => text.replace('sample: true', 'sample: false') }),
    FAREWELL_LOG: 'debug',
    FAREWELL_WEB: 'signed',
    FAREWELL_SECRET_FILE: file('secret', secrets.link),
    FAREWELL_WECOM_TOKEN_FILE: file('token', secrets.token),
    FAREWELL_WECOM_AES_KEY_FILE: file('aes-key', secrets.aesKey),
    FAREWELL_WECOM_ROBOTS: file(
      'robots.yaml',
      `一班群: {url: "${webhook.urlOf('g')}", college: 示例学院, class: 一班}`,
    ),
    FAREWELL_DINGTALK_ROBOTS: file('dingtalk.yaml', `二班群: {url: "${away}", secret: ${secrets.key}}`),
  }
  const child = spawn(process.execPath, ['src/launch.mjs', 'start'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let logged = ''
  child.stderr.on('data', chunk => {
    logged += chunk
  })
  let url = ''
  for await (const line of createInterface({ input: child.stdout })) {
    url = /http:\/\/\S+/.exec(line)?.[0] ?? ''
    if (url) break
  }
  const status = () => run(['status'], { ...env, FAREWELL_PORT: new URL(url).port })
  return { env, webhook, web: visitor(url), status, logged: () => logged }
}

async function deliver(folder: string, channels: readonly string[]): Promise<void> {
  const database = await openDatabase(folder, { shared: true })
  const saying = { text: '明天退宿截止', choices: [], images: [], rateable: false }
  for (const channel of channels) {
    const chats = await database.db.selectFrom('chat').select('id').where('channel', '=', channel).execute()
    const chat = { id: chats[0]!.id, channel, kind: 'group' as const }
    const what = {
      id: `d-${channel}`,
      key: `test:${channel}`,
      purpose: 'reminder' as const,
      to: null,
      saying,
      at: new Date(),
    }
    await database.db
      .insertInto('delivery')
      .values(waitingRow({ ...what, chat }))
      .execute()
  }
  await database.close()
}

test('one platform that is away does not stop the others, and is told by healthz and status without a secret', async () => {
  const { env, webhook, web, status, logged } = await start()
  await deliver(env.FAREWELL_DATA!, ['dingtalk', 'wecom-robot'])
  await until(() => webhook.shown.length === 1, 'the robot that works spoke', 10_000)
  expect(webhook.shown[0]).toMatchObject({ place: 'g', text: '明天退宿截止' })
  await until(() => logged().includes('no connection'), 'the other robot was tried')

  const { status: code, body } = await web.call('/healthz')
  expect([code, body.ok, body.state]).toEqual([200, false, 'degraded'])
  expect(body.parts).toEqual(
    expect.arrayContaining([
      { name: 'web', state: 'up', detail: 'signed' },
      { name: 'wecom-robot', state: 'up', detail: '1 robots' },
      { name: 'dingtalk', state: 'down', detail: '二班群: no connection' },
    ]),
  )
  expect(body.waiting).toMatchObject([{ channel: 'dingtalk', count: 1 }])

  const told = await status()
  expect(told.code).toBe(1)
  expect(told.out).toMatch(/dingtalk +不通 +二班群: no connection/)
  expect(told.out).toMatch(/dingtalk +1 条/)

  const everything = logged() + told.out + JSON.stringify(body)
  for (const secret of [...Object.values(secrets), ...webhook.secrets]) expect(everything).not.toContain(secret)
})

test('visitors who come through a proxy see who is up, and neither groups nor ids', async () => {
  const { web } = await start()
  const { body } = await web.call('/healthz', { headers: { 'x-forwarded-for': '203.0.113.7' } })
  expect(Object.keys(body)).toEqual(['ok', 'state', 'parts'])
  expect(Object.keys(body.parts[0])).toEqual(['name', 'state'])
})

test('a robot’s group is known with its class before anything was said', async () => {
  const { env } = await start()
  const database = await openDatabase(env.FAREWELL_DATA!, { shared: true })
  expect(await database.db.selectFrom('group_class').select(['chat', 'class_name']).execute()).toEqual([
    { chat: 'wecom-robot:一班群', class_name: '一班' },
  ])
  expect(
    await database.db.selectFrom('chat').select(['id', 'title']).where('channel', '=', 'wecom-robot').execute(),
  ).toEqual([{ id: 'wecom-robot:一班群', title: '一班群' }])
  await database.close()
})

test('status says where it asked when nobody answers', async () => {
  const { code, err } = await run(['status'], { FAREWELL_PORT: '9' })
  expect([code, err.includes('http://127.0.0.1:9/healthz')]).toEqual([1, true])
})
