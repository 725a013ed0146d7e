import { watchProcess } from '../app/process.ts'
import { startApp } from '../app/start.ts'
import { type Command, configFor, dataHelp, dataOption } from './command.ts'
import { print } from './print.ts'

/** Starts the bot and runs until it is told to stop. */
export const startCommand: Command = {
  name: 'start',
  usage: 'start [--data DIR]',
  summary: '启动小助手和网页聊天（默认 http://127.0.0.1:3000）',
  details: [dataHelp, '', '其他设置用环境变量或 .env，见 .env.example。Ctrl+C 停止。'],
  options: dataOption,
  async run({ values }) {
    let unwatch = () => {}
    try {
      const app = await startApp(configFor(values), {
        onLog(log) {
          unwatch = watchProcess(log)
        },
      })
      print(`离校小助手已启动：${app.url}`)
      await new Promise<void>(resolve => {
        process.once('SIGINT', () => resolve())
        process.once('SIGTERM', () => resolve())
      })
      await app.stop()
      return 0
    } finally {
      unwatch() // what is wrong with the settings is told to whoever sits at the terminal
    }
  },
}
