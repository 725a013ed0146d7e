import { afterAll } from 'vitest'
import { closeSpare, openWechatHarness } from '../support/wechat/harness.ts'
import { channelContract } from './channel-suite.ts'

channelContract('wechat', openWechatHarness)
afterAll(closeSpare)
