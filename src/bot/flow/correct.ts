import type { Asking } from '../../flows/schema.ts'
import type { Phrases } from '../../knowledge/phrases.ts'
import { labelledSteps } from '../../office/desk/answers.ts'

/** A wish to change an earlier answer. `value` is null when it should be asked again. */
export interface Correction {
  step: Asking
  value: string | null
  /** Whether it can mean nothing else; a doubtful one that does not fit its step is taken as an ordinary message. */
  isCertain: boolean
}

/**
 * Reads "不对，是3号楼" (the last answer), "姓名改成小林" (a named one), "修改 2" (by its number in the summary). Null when the message
 * corrects nothing.
 */
export function correction(text: string, about: About): Correction | null {
  return byNumber(text, about) ?? byName(text, about) ?? ofLast(text, about)
}

/** The answered steps in order, the words of corrections, and whether free writing is awaited, which may begin like one. */
type About = { path: readonly Asking[]; words: Phrases['flow']; isFree: boolean }

function byNumber(text: string, { path, words }: About): Correction | null {
  const word = words.revise.find(w => text.startsWith(w))
  const number = word === undefined ? null : /^\s*第?\s*(\d{1,2})\s*[项条个]?[。.]?$/.exec(text.slice(word.length))
  const named =
    word === undefined ? undefined : labelledSteps(path).find(s => s.label === text.slice(word.length).trim())
  const step = number ? labelledSteps(path)[Number(number[1]) - 1] : named
  return step ? { step, value: null, isCertain: true } : null
}

function byName(text: string, { path, words, isFree }: About): Correction | null {
  const plain = text.replace(/^(?:把|将)/, '')
  // 联系方式 before 联系.
  for (const step of labelledSteps(path).sort((a, b) => b.label.length - a.label.length)) {
    if (!plain.startsWith(step.label)) continue
    const rest = plain.slice(step.label.length).replace(/^(?:的?应该|写错了?|填错了?|错了|不对)?[\s,，:：]*/u, '')
    const verb = [...words.change, ...(isFree ? [] : ['是', '改'])].find(w => rest.startsWith(w))
    const value = verb === undefined ? null : strip(rest.slice(verb.length))
    if (verb !== undefined && value) return { step, value, isCertain: verb !== '是' }
    if (rest === '' && plain.length > step.label.length) return { step, value: null, isCertain: true }
  }
  return null
}

function ofLast(text: string, { path, words, isFree }: About): Correction | null {
  const last = path.at(-1)
  if (!last) return null
  const wrong = [...words.wrong].sort((a, b) => b.length - a.length).find(w => text.startsWith(w))
  const changed = words.change.find(w => text.startsWith(w))
  if (wrong === undefined && changed === undefined) return null
  const rest = text.slice((wrong ?? changed!).length)
  const meant = /^[\s,，。.!！、]*(?:刚才|上面|上一个|那个)?[\s,，]*(应该是|应该|应为|改成|改为|换成|是|选)?/u.exec(
    rest,
  )!
  // "不是本地人" is no correction, and free writing may well begin with "不对，…".
  const isBare = wrong !== undefined && meant[0] === '' && rest !== ''
  if (isBare && (wrong.startsWith('不是') || isFree)) return null
  if (isFree && wrong !== undefined && meant[1] === undefined && rest.trim() !== '') return null
  const value = strip(rest.slice(meant[0].length))
  return { step: last, value: value === '' ? null : value, isCertain: wrong !== undefined && rest.trim() === '' }
}

const strip = (text: string) => text.replace(/^[\s,，:：“"]+|[\s。.!！”"]+$/gu, '')
