/** A process with the WeChat library in it and a fault that nobody catches: `node defective.ts`. */
import { endOnDefect } from '../../../src/channels/wechat/client/defects.ts'

await import('wechaty-puppet-wechat4u')
endOnDefect(70, async () => undefined)
setTimeout(() => {
  throw new Error('a defect')
}, 1)
setTimeout(() => process.exit(0), 2000)
