import { LineCounter, type Node, parseDocument } from 'yaml'
import { z } from 'zod'
import { sentence } from '../content/words.ts'
import type { Problem } from '../core/errors.ts'

const wordsSchema = z.strictObject({
  title: sentence(),
  ribbon: sentence(),
  origin: sentence('school', 'className'),
  originWithoutClass: sentence('school'),
  person: sentence('name'),
  sentence: sentence(),
  items: sentence(),
  numerals: z.array(sentence()).length(12, '要正好 12 个'),
  number: sentence(),
  date: sentence(),
  dateForm: sentence('year', 'month', 'day'),
  textVersion: sentence(),
  code: sentence(),
  verify: sentence(),
  scan: sentence(),
  // A school must not be able to turn the keepsake into something that looks like a paper of the procedure.
  notice: sentence()
    .refine(text => text.includes('自愿'), '要写明是“自愿”承诺')
    .refine(text => text.includes('不作为') && text.includes('凭据'), '要写明“不作为……的凭据”'),
  bot: sentence(),
  sample: sentence(),
  sampleNote: sentence(),
  revoked: sentence(),
  revokedNote: sentence(),
})

/** Every word that stands on a certificate, from `knowledge/certificate.yaml`. */
export type CertificateWords = z.infer<typeof wordsSchema>

/** Reads `certificate.yaml`; every fault becomes a problem with its line, and then the result is null. */
export function parseCertificateWords(
  { where, text }: { where: string; text: string },
  problems: Problem[],
): CertificateWords | null {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true })
  for (const { message, pos } of document.errors) {
    const what = `YAML: ${message.split('\n')[0]}`
    problems.push({ where, line: counter.linePos(pos[0]).line, what, cure: '检查缩进、引号和冒号；冒号后面要有空格' })
  }
  if (document.errors.length > 0) return null
  const parsed = wordsSchema.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) {
    const node = path.length > 0 ? (document.getIn(path as (string | number)[], true) as Node | undefined) : undefined
    const line = node?.range ? counter.linePos(node.range[0]).line : 1
    const what = `${path.join('.') || '(whole file)'}: ${message}`
    problems.push({ where, line, what, cure: '照 knowledge/certificate.yaml 里的说明改，不要改左边的名字' })
  }
  return null
}
