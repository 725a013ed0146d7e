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

test('what is quoted in a WeCom group is looked at in the private talk, where nobody has to bring it along', async () => {
  const aibot = await open()
  const content = '招聘刷单兼职，日结300元，先垫付后返佣，名额有限抓紧报名'
  const asked = aibot.payloadOf({ from: 'a', room: 'g', text: '这是真的吗', mention: 'front' })
  await aibot.call(JSON.stringify({ ...asked, quote: { msgtype: 'text', text: { content } } }))
  await until(() => aibot.shown.length > 0, 'the group hears where to go')
  await aibot.write({ from: 'a', text: '帮我看看这个' })
  await until(() => aibot.shown.length > 1, 'the bot answers in private')
  expect(aibot.shown[0]).toMatchObject({ place: 'g', text: expect.stringContaining('私聊') })
  expect(aibot.shown[1]).toMatchObject({ place: 'a', text: expect.stringContaining('【风险提示】') })
})
