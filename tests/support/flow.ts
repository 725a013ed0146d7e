import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Setting } from '../../src/bot/context.ts'
import { makeDecide } from '../../src/bot/turn.ts'
import { ManualClock } from '../../src/core/clock.ts'
import { describeProblem, type Problem } from '../../src/core/errors.ts'
import { freshMemory, type PersonMemory, type Submission } from '../../src/core/memory.ts'
import { noReads } from '../../src/core/reads.ts'
import { nowhere, stranger } from '../../src/core/roster.ts'
import { type ChatState, freshChatState, freshSession, type Session } from '../../src/core/session.ts'
import type { Effect } from '../../src/core/turn.ts'
import type { Update } from '../../src/core/update.ts'
import { type Flows, makeFlows, parseFlow } from '../../src/flows/library.ts'
import type { Flow } from '../../src/flows/schema.ts'
import type { Knowledge } from '../../src/knowledge/load.ts'
import { contentOf } from './content.ts'
import { anUpdate, type Sent } from './update.ts'

/** A flow file around its title, starts and steps; what is left out is filled in. */
export function flowText(text: string): string {
  const has = (key: string) => new RegExp(`^${key}:`, 'm').test(text)
  const rest = [
    has('version') ? '' : 'version: 1',
    has('about') ? '' : 'about: 测试',
    has('examples') ? '' : 'examples: [{ name: 例子, lines: [{ 我: 开始 }, { 答: 好 }] }]',
  ]
  return `${text.trim()}\n${rest.filter(l => l !== '').join('\n')}\n`
}

/** A flow written in a test; throws what is wrong with it. */
export function aFlow(name: string, text: string): Flow {
  const problems: Problem[] = []
  const flow = parseFlow(name, { where: name, text: flowText(text) }, problems)
  if (!flow) throw new Error(problems.map(describeProblem).join('\n'))
  return flow
}

/** What is wrong with a flow, as `line what`; the text begins on line 1. */
export function faultsOf(text: string): string[] {
  const problems: Problem[] = []
  parseFlow('test', { where: 'flows/test.yaml', text: flowText(text) }, problems)
  return problems.map(({ where, line, what }) => `${where}:${line} ${what}`)
}

/** What the bot made of one message, or of time that passed. */
export interface Said {
  /** All that was said, in whatever chat. */
  text: string
  /** What was said in each chat. */
  in: Record<string, string>
  choices: string[]
  effects: Effect[]
}

export type FlowTalk = ReturnType<typeof flowTalk>

/** A bot that remembers like the store does, timers included. Two handles of one person share what is remembered of the person. */
export function flowTalk(knowledge: Knowledge, given: readonly Flow[] | Flows, setting: Partial<Setting> = {}) {
  let flows = 'current' in given ? given : makeFlows(given, [])
  const decide = makeDecide(() => ({ ...contentOf(knowledge), flows }), setting)
  const clock = new ManualClock(new Date('2026-06-10T12:00:00+08:00'))
  const memories = new Map<string, PersonMemory>()
  const sessions = new Map<string, Session>()
  const chats = new Map<string, ChatState>()
  const timers = new Map<string, { due: number; update: Update }>()
  let drawn = 0

  const handle = (update: Update): Effect[] => {
    const key = `${update.chat.id} ${update.person.id}`
    const decision = decide({
      update,
      session: sessions.get(key) ?? freshSession(),
      chat: chats.get(update.chat.id) ?? freshChatState(),
      memory: memories.get(update.person.id) ?? freshMemory(),
      now: clock.now(),
      who: { ...stranger, name: update.person.name, role: update.person.role },
      whose: nowhere,
      read: noReads,
      requests: [],
      certificate: null,
      draw: () => String(++drawn * 7919).padStart(24, '3'),
    })
    if (decision instanceof Promise) throw new Error('this message needs the records: use an office talk')
    // As JSON, like the store: nothing may be remembered that does not survive it.
    memories.set(update.person.id, JSON.parse(JSON.stringify(decision.memory)))
    sessions.set(key, decision.session)
    chats.set(update.chat.id, decision.chat)
    for (const effect of decision.effects)
      if (effect.do === 'timer') {
        const message = { text: '', images: [], mentioned: false, repliesToBot: false }
        const later = { ...update, id: `timer:${effect.run}:${effect.due}`, message, timer: { run: effect.run } }
        timers.set(effect.run, { due: effect.due, update: later })
      }
    return decision.effects.map(e => (e.do === 'say' ? { ...e, chat: e.chat ?? update.chat } : e))
  }

  return {
    clock,
    memoryOf: (person = 'u1') => memories.get(person) ?? freshMemory(),
    submissions: (person = 'u1'): Submission[] => memories.get(person)?.submissions ?? [],
    /** What is handed in by the newest submission. */
    answers: (person = 'u1') => memories.get(person)?.submissions.at(-1)?.answers,
    /** Says something; in `room`, or in the private chat. `chat` is another private chat of the same person. */
    say(text: string, sent: Omit<Sent, 'text' | 'at'> & { chat?: string; unreachable?: boolean } = {}): Said {
      const { chat, unreachable, ...rest } = sent
      const update = anUpdate({ ...rest, text, at: clock.now() })
      if (chat !== undefined) update.chat = { ...update.chat, id: chat }
      if (unreachable) update.person = { ...update.person, privateChat: null }
      return told(handle(update))
    },
    /** Says one thing after another; the last answer comes back. */
    all(...texts: string[]): Said {
      return texts.map(text => this.say(text)).at(-1)!
    },
    /** Lets time pass; timers fall due at their own time. */
    wait(minutes: number): Said {
      const until = clock.now().getTime() + minutes * 60_000
      const effects: Effect[] = []
      for (;;) {
        const next = [...timers.entries()].sort((a, b) => a[1].due - b[1].due)[0]
        if (!next || next[1].due > until) break
        timers.delete(next[0])
        clock.set(new Date(next[1].due))
        effects.push(...handle({ ...next[1].update, at: clock.now() }))
      }
      clock.set(new Date(until))
      return told(effects)
    },
    /** Puts other flows in force, as a reload does. */
    reload(next: Flows) {
      flows = next
    },
  }
}

function told(effects: Effect[]): Said {
  const says = effects.flatMap(e => (e.do === 'say' ? [{ chat: e.chat!.id, saying: e.saying }] : []))
  const all: Record<string, string> = {}
  for (const { chat, saying } of says) all[chat] = [all[chat], saying.text].filter(t => t !== undefined).join('\n')
  return {
    text: says.map(s => s.saying.text).join('\n'),
    in: all,
    choices: says.flatMap(s => s.saying.choices.map(c => c.value)),
    effects,
  }
}

/** The text of a shipped flow. */
export const shippedFlow = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../flows', `${name}.yaml`), 'utf8')

/** A conversation that asks for a few words and takes whatever is said. */
export const writing = () =>
  aFlow(
    'talk',
    `title: 写几句
starts: [写几句]
steps:
  - { id: text, type: text, ask: 写点什么？, max: 200 }
  - { id: done, type: end, say: 收到你写的了 }`,
  )

const farewellNote = `
title: 毕业留言
starts: [写留言]
submits: { receipt: M, keepDays: 300, publishes: { level: level, signature: sign } }
steps:
  - { id: body, type: text, ask: 写什么？, label: 正文, free: true }
  - { id: level, type: choice, ask: 给谁看？, label: 范围, options: [{ value: class, label: 班级 }, { value: public, label: 公开 }] }
  - { id: sign, type: text, ask: 署什么名？, label: 署名 }
  - { id: check, type: review, ask: 请看一遍。 }
  - { id: keep, type: effect, do: save }
  - { id: end, type: end, say: "收到，编号 {receipt}。" }
`

/** A conversation `note` in which somebody hands in a few words for their class or for everybody. */
export const noteFlow = (): Flow => aFlow('note', farewellNote)
