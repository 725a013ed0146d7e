import { caseNumberIn, isScamNumber, type Mark } from '../../../core/case.ts'
import { bareWords } from '../../../knowledge/phrases.ts'
import type { CaseWords } from '../../../office/cases/words.ts'

/** What is asked of the cases. */
export type CaseAsked =
  | { act: 'list'; number?: undefined }
  | { act: 'show' | 'publish'; number: string }
  | { act: 'mark'; number: string; mark: Mark }
  | { act: 'acknowledge'; number: string; hasSpoken: boolean }
  | { act: 'pass'; number: string; to: string }

/** `案件`, `案件 S07`, `S07 属实`, `S07 误报`, `发布 S07`, `收到 C03`, `C03 已联系`, `C03误报`, `转交 C03 王老师`; null for anything else. */
export function askedIn(text: string, { desk }: CaseWords): CaseAsked | null {
  const tokens = text
    .normalize('NFKC')
    .replace(/^\//, '')
    .replace(/([SC]\d{2,})/i, ' $1 ')
    .split(/[\s:,，。]+/)
    .filter(t => t !== '')
  const number = tokens.map(caseNumberIn).find(n => n !== null)
  const [word, to = '', ...rest] = tokens.filter(t => caseNumberIn(t) === null)
  if (word === undefined || tokens.length > 3 || rest.length > 0) return null
  const is = (wanted: string) => bareWords(word) === bareWords(wanted)
  if (number && !isScamNumber(number) && is(desk.pass)) return { act: 'pass', number, to }
  if (to !== '') return null
  if (!number) return is(desk.listWord) ? { act: 'list' } : null
  if (is(desk.listWord)) return { act: 'show', number }
  if (is(desk.right)) return { act: 'mark', number, mark: 'confirmed' }
  if (is(desk.wrong)) return { act: 'mark', number, mark: 'false' }
  if (isScamNumber(number)) return is(desk.publish) ? { act: 'publish', number } : null
  if (is(desk.ack)) return { act: 'acknowledge', number, hasSpoken: false }
  return is(desk.done) ? { act: 'acknowledge', number, hasSpoken: true } : null
}
