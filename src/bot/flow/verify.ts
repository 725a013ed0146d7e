import { fill } from '../../content/words.ts'
import { type CertificateRecord, codeIn } from '../../core/turn.ts'
import { wallTime } from '../../time/calendar.ts'
import { dateText } from '../../time/shown.ts'
import type { Content } from '../content.ts'
import { type Context, type Decided, say } from '../context.ts'

/** 验证 CODE: says what the records hold of a certificate. No name is said: whoever asks sees that on the paper in hand. */
export function verifyCertificate(context: Context): Decided | null {
  const code = codeIn(context.text)
  const words = context.knowledge.phrases.flow.verify
  if (code === null || !words.some(w => context.text.includes(w))) return null
  return say(verdictOn(code, context.turn.certificate, context), {
    outcome: 'flow',
    entry: null,
    score: 1,
    candidates: [],
  })
}

/** What the records say of a code, in one sentence. */
export function verdictOn(
  code: string,
  record: CertificateRecord | null,
  { knowledge, flows }: Pick<Content, 'knowledge' | 'flows'>,
): string {
  const words = knowledge.phrases.flow
  if (!record) return fill(words.verifyUnknown, { code })
  const title = flows.current.get(record.flow)?.title ?? record.flow
  if (record.state === 'withdrawn') return fill(words.verifyRevoked, { code, title })
  const { year, month, day } = wallTime(new Date(record.at), knowledge.school.zone)
  const date = `${year}年${dateText(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)}`
  return fill(words.verifyGenuine, { code, title, number: record.number, date })
}
