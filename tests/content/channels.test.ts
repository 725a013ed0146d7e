import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { openChannels } from '../../src/channels/all.ts'
import { markdownTable, readChannelTable } from '../../src/channels/table.ts'
import { makeWebChannel } from '../../src/channels/web/channel.ts'
import { Secret } from '../../src/core/secret.ts'
import { openDatabase } from '../../src/store/open.ts'
import { makeTranscript } from '../../src/store/transcript.ts'
import { sampleAssets } from '../contract/samples.ts'
import { tempFolder } from '../support/folder.ts'

const file = (path: string) => readFileSync(resolve(import.meta.dirname, '../..', path), 'utf8')
const table = readChannelTable(file('knowledge/channels.yaml'))

test('what the table says of each channel is what the channel declares', async () => {
  const database = await openDatabase(tempFolder())
  const clock = { now: () => new Date() }
  const robot = { name: '示例群', url: new Secret('https://example.edu.cn/'), key: null, unit: null, hears: null }
  const [token, aesKey] = [new Secret('t'), new Secret('a'.repeat(43))]
  const { channels } = await openChannels(
    {
      telegram: { token, api: 'https://example.edu.cn', webhook: null },
      wecom: { token, aesKey, isUseridNumber: false },
      'wecom-robot': [robot],
      dingtalk: [robot],
      wechat: { perDay: 1, zone: 'Asia/Shanghai', endpoint: null, environment: {} },
    },
    {
      assets: sampleAssets(),
      clock,
      data: tempFolder(),
      publicUrl: null,
      log() {},
      words: () => ({ rating: ['', ''], commands: [] }),
    },
  )
  const web = makeWebChannel({ transcript: makeTranscript(database), clock, sandbox: null })
  for (const { name, abilities } of [web, ...channels])
    expect([name, table.channels[name]?.abilities.toSorted()]).toEqual([name, [...abilities].sort()])
  await database.close()
})

test('the tables in README and docs/channels.md are the one of knowledge/channels.yaml', () => {
  for (const path of ['README.md', 'docs/channels.md']) expect(file(path)).toContain(markdownTable(table))
})
