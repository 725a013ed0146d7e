import { expect, onTestFinished, test } from 'vitest'
import { startWeb } from '../support/web.ts'
import { openAibot } from '../support/wecom/aibot.ts'
import { until } from './saying.ts'

const realSchool = { 'school.yaml': (text: string) => text.replace('sample: true', 'sample: false') }

/** The whole bot, called by the emulated WeCom. */
async function open() {
  let url = ''
  const aibot = await openAibot({ now: () => Date.now(), callbackUrl: () => `${url}/webhooks/wecom` })
  onTestFinished(aibot.close)
  const web = await startWeb(
    {
      FAREWELL_WEB: 'signed',
      FAREWELL_SECRET: 'a secret of tests that is long enough',
      FAREWELL_WECOM_TOKEN: aibot.token,
      FAREWELL_WECOM_AES_KEY: aibot.aesKey,
    },
    realSchool,
  )
  url = web.url
  return aibot
}

test('a question in a WeCom group is answered there, once and in one message', async () => {
  const aibot = await open()
  await aibot.write({ from: 'a', room: 'g', text: '退宿怎么办理', mention: 'front' })
  await until(() => aibot.shown.length > 0, 'the bot answers')
  await aibot.repeatLast()
  await aibot.write({ from: 'a', text: '毕业证丢了怎么补办' })
  await until(() => aibot.shown.length > 1, 'the bot answers in private')
  expect(aibot.shown.map(s => s.place)).toEqual(['g', 'a'])
  expect(aibot.shown[0]!.text).toMatch(/^退宿/)
  expect(aibot.shown[1]!.text).toContain('毕业证')
  expect(aibot.broken).toEqual([])
})
