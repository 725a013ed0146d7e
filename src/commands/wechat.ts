import { setTimeout as sleep } from 'node:timers/promises'
import { withShell } from '../app/shell.ts'
import { openWechatFolder, type WechatFolder } from '../channels/wechat/folder.ts'
import { type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { print } from './print.ts'

/** The WeChat login: its code, its state, and its end. */
export const wechatCommand: Command = {
  name: 'wechat',
  usage: 'wechat qr|status|logout [--data DIR]',
  summary: '微信：要扫的二维码、登录得怎么样、退出登录',
  details: [
    '  qr       显示正在等扫的二维码（几分钟换一张，过期了再来一次）',
    '  status   登录得怎么样',
    '  logout   退出微信并忘掉这次登录；重启、升级都不用退出',
    dataHelp,
  ],
  options: dataOption,
  async run({ values, positionals }) {
    const folder = openWechatFolder(configFor(values).data)
    const [act] = positionals
    if (act === 'qr') return showCode(folder)
    if (act === 'status') return showStatus(folder)
    if (act === 'logout') {
      const code = await logout(folder)
      // The login is a folder's and not the database's: the line follows the act.
      await withShell(configFor(values), shell => shell.note({ act: 'wechat-logout', detail: '' }))
      return code
    }
    return misuse({
      where: 'wechat',
      what: `不认识“${positionals.join(' ')}”`,
      cure: 'farewell wechat qr、status 或 logout',
    })
  },
}

const states = { up: '正常', starting: '正在启动', waiting: '等着', down: '没连上' }

function showStatus(folder: WechatFolder): number {
  const status = folder.status()
  print(status ? `${states[status.state]}：${status.detail}` : '还没有启动过微信（FAREWELL_WECHAT=on）。')
  return status?.state === 'up' ? 0 : 1
}

function showCode(folder: WechatFolder): number {
  const code = folder.code()
  if (code === null) {
    print('现在没有要扫的二维码。')
    return showStatus(folder)
  }
  print(`${code}\n用机器人的小号在手机微信里扫，并点确认。图片在 ${folder.path}/qr.png`)
  return 0
}

/** How long a running bot may take to see the request; it looks every second. */
const patienceMs = 4000

async function logout(folder: WechatFolder): Promise<number> {
  folder.askLogout()
  for (let waited = 0; waited < patienceMs; waited += 200) {
    await sleep(200)
    if (folder.isLogoutTaken()) {
      print('正在退出微信；过一会儿用 farewell wechat qr 看新的二维码。')
      return 0
    }
  }
  folder.takeLogout()
  folder.forgetLogin()
  print('小助手没有在运行：这里保存的登录已经删掉。手机微信顶上如果还显示“网页微信已登录”，请点进去退出。')
  return 0
}
