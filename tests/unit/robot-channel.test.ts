import { expect, test } from 'vitest'
import { makeRobotChannel } from '../../src/channels/http/robot-channel.ts'
import { Secret } from '../../src/core/secret.ts'
import { SettableClock } from '../support/clock.ts'
import { aSaying, noon } from '../support/store.ts'

const delivered = { receipt: { outcome: 'delivered', nativeId: 'n' } as const, trouble: null }

for (const jump of [-3_600_000, 3_600_000])
  test(`a robot's minute is a minute when the clock is set by ${jump} ms`, async () => {
    const clock = new SettableClock(noon)
    const robot = { name: 'g', url: new Secret('http://127.0.0.1/'), key: null, hears: null, unit: null }
    const channel = makeRobotChannel(
      [robot],
      {
        name: 'test',
        abilities: [],
        mostPerMinute: 1,
        partsOf: async () => ['part'],
        send: async () => ({ kind: 'answered', status: 200, body: null }),
        judge: () => delivered,
      },
      { clock, log() {} },
    )
    let count = 0
    const delivery = () => ({
      ...aSaying('好'),
      id: `d${++count}`,
      key: '',
      purpose: 'reply' as const,
      attempts: 0,
      at: noon,
    })
    const where = { chatId: 'test:g', channel: 'test', chatKind: 'group' as const, to: null }
    const send = () => channel.send({ ...delivery(), ...where }, new AbortController().signal)
    expect((await send()).outcome).toBe('delivered')
    clock.jump(jump)
    const opensAt = new Date(clock.now().getTime() + 60_500)
    expect(await send()).toEqual({ outcome: 'retry', notBefore: opensAt, reason: 'rate-limit' })
    clock.set(opensAt)
    expect((await send()).outcome).toBe('delivered')
  })
