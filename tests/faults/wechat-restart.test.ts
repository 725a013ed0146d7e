import { expect, test } from 'vitest'
import { tempFolder } from '../support/folder.ts'
import { restartUnderLoad } from '../support/wechat/restart.ts'

test('the WeChat process is killed under load: no question is lost, no broadcast is sent twice, what is uncertain is marked', async () => {
  const { answers, broadcasts, twice, logins } = await restartUnderLoad(tempFolder())
  expect(answers.filter(times => times === 0)).toEqual([])
  expect(twice.filter(each => !each.wasUncertain)).toEqual([])
  expect(broadcasts.filter(b => b.shown > 1)).toEqual([])
  expect(broadcasts.filter(b => !['delivered', 'uncertain'].includes(b.state))).toEqual([])
  expect(broadcasts.filter(b => b.shown === 0 && b.state === 'delivered')).toEqual([])
  expect(logins).toBe(1)
}, 60_000)
