import { createInterface } from 'node:readline'
import { contentOf } from '../app/content.ts'
import { systemClock } from '../app/system.ts'
import { makeDecide } from '../bot/turn.ts'
import { freshMemory } from '../core/memory.ts'
import { noReads } from '../core/reads.ts'
import { nowhere, stranger } from '../core/roster.ts'
import { freshChatState, freshSession } from '../core/session.ts'
import type { Decide, Verdict } from '../core/turn.ts'
import { alarmIn } from '../safety/detect.ts'
import { type Command, configFor, instantOption } from './command.ts'
import { print, printJson } from './print.ts'

/** What `ask --json` prints for one line. */
export interface Asked extends Verdict {
  text: string
  reply: string | null
}

/** Asks the bot without a chat: the same decision as in a chat, each line on its own, nothing saved. */
export const askCommand: Command = {
  name: 'ask',
  usage: 'ask [TEXT…] [--json] [--room] [--mentioned] [--now ISO]',
  summary: '直接问一句；不带文字时从标准输入一行一句地读',
  details: [
    '  --json       每行一个 JSON：text、outcome、entry、score、reply、candidates、alarm',
    '  --room       当作群里的话（默认是私聊）',
    '  --mentioned  当作在叫小助手',
    '  --now ISO    假装现在是这个时间',
  ],
  options: {
    json: { type: 'boolean' },
    room: { type: 'boolean' },
    mentioned: { type: 'boolean' },
    now: { type: 'string' },
    data: { type: 'string' },
  },
  async run({ values, positionals }) {
    const config = configFor(values)
    const now = instantOption(values, 'now', config.zone)
    const content = contentOf(config)
    const decide = makeDecide(() => content)
    const answer = async (text: string) => {
      const asked = await askOnce(decide, text, {
        isRoom: values.room === true,
        isMentioned: values.mentioned === true,
        now: now ?? systemClock.now(),
      })
      const full = {
        ...asked,
        alarm: alarmIn(content.safety, text, { isOverheard: values.room === true && values.mentioned !== true }),
      }
      if (values.json) printJson(full)
      else print(asked.reply ?? '（不说话）')
    }
    if (positionals.length > 0) await answer(positionals.join(' '))
    else
      for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
        await answer(line)
    return 0
  },
}

/** One question on its own, without memory. */
export async function askOnce(
  decide: Decide,
  text: string,
  { isRoom, isMentioned, now }: { isRoom: boolean; isMentioned: boolean; now: Date },
): Promise<Asked> {
  const { effects, verdict } = await decide({
    update: {
      id: 'ask',
      chat: { id: 'ask', channel: 'ask', kind: isRoom ? 'group' : 'private', title: '' },
      person: { id: 'ask', name: '', role: 'student', privateChat: null },
      at: now,
      message: { text, images: [], mentioned: isMentioned, repliesToBot: false },
    },
    session: freshSession(),
    chat: freshChatState(),
    memory: freshMemory(),
    now,
    who: stranger,
    whose: nowhere,
    read: noReads,
    requests: [],
    certificate: null,
    draw: () => '0'.repeat(24),
  })
  const said = effects.flatMap(e => (e.do === 'say' ? [e.saying.text] : []))
  const { outcome, entry, score, candidates } = verdict
  return {
    text,
    outcome,
    entry,
    score: round(score),
    reply: said.length > 0 ? said.join('\n') : null,
    candidates: candidates.map(c => ({ entry: c.entry, score: round(c.score) })),
  }
}

const round = (score: number) => Math.round(score * 10_000) / 10_000
