import { openTelegramHarness } from '../support/telegram/harness.ts'
import { channelContract } from './channel-suite.ts'

channelContract('telegram', openTelegramHarness)
