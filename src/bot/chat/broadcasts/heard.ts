import { type BroadcastKind, broadcastNumberIn } from '../../../core/broadcast.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import { type Managing, rightOf } from '../../../office/broadcasts/manage.ts'
import type { BroadcastWords } from '../../../office/broadcasts/words.ts'
import { type Doubt, doubtIn } from './doubt.ts'

const managing = Object.keys(rightOf) as Managing[]

/** What a message says about broadcasts. */
export type Heard =
  | { is: 'publish'; kind: BroadcastKind; rest: string }
  | { is: 'manage'; act: Managing; number: string; rest: string }
  | ({ is: 'verify' } & Doubt)
  /** Without numbers: a bare 收到. */
  | { is: 'confirm'; numbers: string[] }
  /** An answer to the question of a broadcast, from 1. */
  | { is: 'answer'; number: string; option: number }

/** Longer texts hold more than a confirmation. */
const longestConfirmation = 40

/** Reads a message as a word about broadcasts, from the text (and what it quotes) alone; null when it is none. */
export function heard(said: string, words: BroadcastWords, quoted?: string): Heard | null {
  const text = said.trim().replace(/^[/／]/, '')
  const { commands } = words
  const publish = new RegExp(`^${commands.publish}\\s*(预警|通知)(?:[\\s:：,，]+|$)([\\s\\S]*)$`).exec(text)
  if (publish) return { is: 'publish', kind: publish[1] as BroadcastKind, rest: publish[2]!.trim() }
  const numbered =
    /^(\p{Script=Han}{2,4})\s*[:：]?\s*([aAａＡ]\s*[\d０-９]{1,6})(?![\dA-Za-z])\s*[，,:：]?\s*([\s\S]*)$/u.exec(text)
  const number = numbered ? broadcastNumberIn(numbered[2]!.replace(/\s/g, '')) : null
  if (numbered && number !== null) {
    const [, word, , rest = ''] = numbered
    const act = managing.find(m => commands[m] === word)
    if (act) return { is: 'manage', act, number, rest: rest.trim() }
  }
  const doubt = doubtIn(text, words, quoted)
  return doubt ? { is: 'verify', ...doubt } : (answered(text) ?? confirmed(text, words))
}

function answered(text: string): Heard | null {
  const found = /^(a\d{1,6})[\s,，:：选]+([1-9])[.。、]?$/i.exec(text.normalize('NFKC').trim())
  const number = found ? broadcastNumberIn(found[1]!) : null
  return number === null ? null : { is: 'answer', number, option: Number(found![2]) }
}

/** A whole message that says "received", with or without numbers; anything that asks or denies is none. */
function confirmed(text: string, words: BroadcastWords): Heard | null {
  if (text.length > longestConfirmation || words.confirmNot.some(word => text.includes(word))) return null
  const numbers: string[] = []
  const rest = text.normalize('NFKC').replace(/(?<![0-9a-z])a\d{1,6}(?![0-9a-z])(?:\s*[和、,，]\s*)?/gi, found => {
    const number = broadcastNumberIn(found)
    if (number !== null) numbers.push(number)
    return ' '
  })
  const bare = bareWords(rest)
  const isWord = (said: string) => words.confirmWords.some(word => bareWords(word) === said)
  if (isWord(bare) || isWord(withoutFillers(bare, words))) return { is: 'confirm', numbers: [...new Set(numbers)] }
  return null
}

function withoutFillers(bare: string, { confirmFillers }: BroadcastWords): string {
  const fillers = confirmFillers.map(bareWords).sort((a, b) => b.length - a.length)
  return fillers.reduce((text, filler) => text.replaceAll(filler, ''), bare)
}
