import type { Hono } from 'hono'
import type { Reader } from '../assets/reading.ts'
import type { Content } from '../bot/content.ts'
import { certificateOf } from '../bot/flow/certificate.ts'
import { verdictOn } from '../bot/flow/verify.ts'
import { codeIn } from '../core/turn.ts'
import { certificateRoutes } from '../http/certificates.ts'
import type { Press } from '../reports/press.ts'
import type { Database } from '../store/open.ts'
import { makeSubmissions } from '../store/submissions.ts'

/** Certificates as pages and as files for channels that upload them. */
export function openCertificates(
  database: Database,
  { content, press, publicUrl }: { content(): Content; press: Press; publicUrl: string | null },
): { routes: Hono; reader: Reader } {
  const submissions = makeSubmissions(database)
  const draw = async (code: string) => {
    const submission = await submissions.byCode(code)
    const verifyAt = publicUrl === null ? null : `${publicUrl}/verify/${code}`
    const certificate = submission && certificateOf(content(), submission, verifyAt)
    return certificate ? press.draw(certificate, content().certificate) : null
  }
  const routes = certificateRoutes({
    draw,
    async verify(code) {
      const found = codeIn(code)
      const submission = found === null ? null : await submissions.byCode(found)
      const record = submission?.code ? { ...submission, code: submission.code } : null
      return {
        says: verdictOn(found ?? code, record, content()),
        isGenuine: record !== null && record.state !== 'withdrawn',
      }
    },
    words: () => content().knowledge.phrases.verifyPage,
  })
  const reader: Reader = async url => {
    const [, code, kind] = /^\/certificates\/([0-9A-Z]{5}-[0-9A-Z]{5})\.(png|pdf)$/.exec(url) ?? []
    const pictures = code === undefined ? null : await draw(code)
    if (!pictures) return null
    return kind === 'png'
      ? { bytes: pictures.png, type: 'image/png', name: `${code}.png` }
      : { bytes: pictures.pdf, type: 'application/pdf', name: `${code}.pdf` }
  }
  return { routes, reader }
}
