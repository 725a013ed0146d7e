import { oneOf } from '../../../content/words.ts'
import type { LeftAs } from '../../../core/roster.ts'
import { waysToLeave } from '../../../core/roster.ts'
import type { TagWords } from '../words.ts'
import type { ImportWords } from './words.ts'

/** One writing for what stands in a cell as an answer: signs stay signs. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s/g, '')

const foldedLists = new WeakMap<readonly string[], readonly string[]>()

/** The words of a list, each as `folded` has it. */
function foldedWords(list: readonly string[]): readonly string[] {
  const words = foldedLists.get(list) ?? list.map(folded)
  foldedLists.set(list, words)
  return words
}

/** Whether an answer says yes or no; null when it says neither. */
export function yesOrNo(text: string, { yes, no }: Pick<ImportWords, 'yes' | 'no'>): boolean | null {
  const said = folded(text).replace(/[。.!！]$/, '') || folded(text)
  if (foldedWords(no).includes(said)) return false
  return foldedWords(yes).includes(said) ? true : null
}

/** What a cell says of somebody's loan: none (''), one (as the list calls it), or null for what nobody can tell. */
export function loanIn(text: string, words: ImportWords, header = ''): string | null {
  const { kinds, not, about, ended, doubt, has } = words.loan
  const said = folded(text)
  if (said === '') return ''
  // A column that is called by a kind of loan says which by a mark alone.
  const kind = /生源地|校园地|国家/.test(header) ? header : has
  const isYes = yesOrNo(text, words)
  if (isYes !== null) return isYes ? kind : ''
  const amount = /^[¥￥]?(\d[\d,]*(?:\.\d+)?)(元|万元|万)?$/.exec(said)
  if (amount) {
    const value = Number(amount[1]!.replaceAll(',', ''))
    if (value === 0) return ''
    // A small number without a unit is a code of somebody's system.
    return value === 1 || value >= 100 || amount[2] ? kind : null
  }
  if (new RegExp(`^(?:${oneOf(not)})(?:${oneOf(about)})*$`).test(said)) return ''
  if (foldedWords(ended).includes(said)) return ''
  if (foldedWords(doubt).some(word => said.includes(word))) return null
  return kinds.some(word => said.includes(word)) ? text.slice(0, 40) : null
}

/** What the cells of somebody's loan say together; null for what nobody can tell, or where one says yes and another no. */
export function loanOf(cells: readonly { text: string; header: string }[], words: ImportWords): string | null {
  const said = cells.filter(c => folded(c.text) !== '').map(c => ({ ...c, loan: loanIn(c.text, words, c.header) }))
  if (said.some(s => s.loan === null)) return null
  const having = said.flatMap(s => (s.loan ? [s.loan] : []))
  // Several columns may each be of one kind; else one that says no makes the other doubtful.
  const isByKind = said.length > 1 && said.every(s => /生源地|校园地|国家/.test(s.header))
  if (having.length > 0 && having.length < said.length && !isByKind) return null
  return having.find(loan => loan !== words.loan.has) ?? having[0] ?? ''
}

/** What a cell says of whether somebody is a student still: how they left, '' for those who have not; null for what nobody can tell. */
export function leftIn(text: string, words: ImportWords): LeftAs | '' | null {
  const said = folded(text)
  const isYes = yesOrNo(text, words)
  if (said === '' || isYes !== null) return isYes === false && said === '否' ? 'transferred' : ''
  const has = (list: readonly string[]) => list.some(word => said.includes(word))
  const way = waysToLeave.find(w => has(words.left[w]))
  const isBack = /复学|转入|未/.test(said) || !way
  return isBack && has(words.left.stays) ? '' : (way ?? null)
}

/** Whether a cell says that somebody is what a tag names; null for what nobody can tell. */
export function markIn(text: string, tag: TagWords, words: ImportWords): boolean | null {
  const said = folded(text)
  if (said === '') return false
  const isYes = yesOrNo(text, words)
  if (isYes !== null) return isYes
  if (tag.not.some(word => said.includes(word))) return false
  if (tag.values.some(word => said.includes(word))) return true
  return tag.others === 'ask' ? null : tag.others === 'yes'
}
