import { type Robot, robotsNamed } from '../http/robots.ts'
import { definePlatform } from '../platform.ts'

/** WeCom's group robots: each speaks in its own group and hears nothing. */
export const wecomRobotPlatform = definePlatform<readonly Robot[]>({
  name: 'wecom-robot',
  settings: { FAREWELL_WECOM_ROBOTS: '' },
  folder: null,
  read: given => robotsNamed(given, 'FAREWELL_WECOM_ROBOTS', 'qyapi.weixin.qq.com'),
  open: async (robots, parts) => ({ channel: (await import('./channel.ts')).makeWecomRobots(robots, parts) }),
})
