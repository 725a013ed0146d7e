import { openWebHarness } from '../support/web-harness.ts'
import { channelContract } from './channel-suite.ts'

channelContract('web', openWebHarness)
