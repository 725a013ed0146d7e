import { type Robot, robotsNamed } from '../http/robots.ts'
import { definePlatform } from '../platform.ts'

/** DingTalk's group robots: each speaks in its own group and hears nothing. */
export const dingtalkPlatform = definePlatform<readonly Robot[]>({
  name: 'dingtalk',
  settings: { FAREWELL_DINGTALK_ROBOTS: '' },
  folder: null,
  read: given => robotsNamed(given, 'FAREWELL_DINGTALK_ROBOTS', 'oapi.dingtalk.com'),
  open: async (robots, parts) => ({ channel: (await import('./channel.ts')).makeDingtalk(robots, parts) }),
})
