import { createInterface } from 'node:readline'
import { contentOf } from '../app/content.ts'
import { systemClock } from '../app/system.ts'
import { type Asker, anybody, askWhy } from '../bot/ask.ts'
import type { Content } from '../bot/content.ts'
import type { Reads } from '../core/reads.ts'
import { identityOf, nowhere } from '../core/roster.ts'
import { freshSession } from '../core/session.ts'
import { type Arguments, type Command, configFor, dataHelp, dataOption, instantOption, misuse } from './command.ts'
import { print, printJson } from './print.ts'

/** Asks the bot without a chat: the same decision as in a chat, each line on its own, nothing saved. */
export const askCommand: Command = {
  name: 'ask',
  usage: 'ask [TEXT…] [--as NUMBER] [--talk] [--json] [--room] [--mentioned] [--now ISO] [--data DIR]',
  summary: '直接问一句；不带文字时从标准输入一行一句地读',
  details: [
    '  --as NUMBER  当作名册上的这个人在问（学生或老师），看到的和本人一样；读了名册，记在审计里',
    '  --talk       各行是同一个人接着说的话，后一句可以靠着前一句；空行另起一段',
    '  --json       每行一个 JSON：text、outcome、entry、score、reply、candidates、alarm、values（说到的学校信息：field、value、from）、',
    '               talk（问的是哪一种 kinds、学生说过的事 facts、记得的几句 texts、上一次答的 entry）',
    '  --room       当作群里的话（默认是私聊）；和 --as 一起用时，当作这个人的班级群',
    '  --mentioned  当作在叫小助手',
    '  --now ISO    假装现在是这个时间',
    dataHelp,
  ],
  options: {
    ...dataOption,
    as: { type: 'string' },
    talk: { type: 'boolean' },
    json: { type: 'boolean' },
    room: { type: 'boolean' },
    mentioned: { type: 'boolean' },
    now: { type: 'string' },
  },
  async run({ values, positionals }) {
    const config = configFor(values)
    if (typeof values.as !== 'string') return answerAll(await contentOf(config), anybody, { values, positionals })
    const number = values.as
    // Nobody else's question needs the records.
    const { withShell } = await import('../app/shell.ts')
    return withShell(config, async shell => {
      const asker = await askerNamed(shell.read, { number, isRoom: values.room === true })
      await shell.note({ act: 'ask-as', detail: number })
      return answerAll(shell.content, asker, { values, positionals })
    })
  },
}

/** Somebody on the roster, in private or in the group of their class. Throws a problem for a number that is not there. */
async function askerNamed(read: Reads, { number, isRoom }: { number: string; isRoom: boolean }): Promise<Asker> {
  const person = await read.roster.person(number)
  if (!person) return misuse({ where: '--as', what: `${number} 不在名册上`, cure: '写名册上的学号或工号' })
  const { college, className } = person
  const whose = isRoom ? { ...nowhere, college, className } : await read.roster.belonging(number)
  return { who: identityOf(person), whose, read }
}

/** Answers what stands on the command line, or line by line what comes in. */
async function answerAll(content: Content, asker: Asker, { values, positionals }: Arguments): Promise<number> {
  const config = configFor(values)
  const now = instantOption(values, 'now', config.zone)
  const [isRoom, isMentioned] = [values.room === true, values.mentioned === true]
  let before = freshSession()
  const answer = async (text: string) => {
    if (values.talk !== true || text.trim() === '') before = freshSession()
    if (values.talk === true && text.trim() === '') return
    const asking = { isRoom, isMentioned, now: now ?? systemClock.now(), before }
    const { session, ...asked } = await askWhy(content, text, asking, asker)
    before = session
    if (values.json) printJson(asked)
    else print(asked.reply ?? '（不说话）')
  }
  if (positionals.length > 0) await answer(positionals.join(' '))
  else
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
      await answer(line)
  return 0
}
