import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import type { AssetReader } from '../assets/reading.ts'
import type { Content } from '../bot/content.ts'
import { certificateOf } from '../bot/flow/certificate.ts'
import { verdictOn } from '../bot/flow/verify.ts'
import { codeIn } from '../core/turn.ts'
import { certificateRoutes, type Printed } from '../http/certificates.ts'
import type { Press } from '../reports/press.ts'
import { makeShelf } from '../reports/shelf.ts'
import { makeSubmissions } from '../store/flows/submissions.ts'
import type { Database } from '../store/open.ts'

const shelfBytes = 24 * 1024 * 1024
const shelfSeconds = 600

/**
 * Certificates as pages and as files for channels that upload them. What was drawn is kept for a while; that there still is such a certificate, and
 * what stands on it, is looked up each time.
 */
export function openCertificates(
  database: Database,
  { content, press, publicUrl }: { content(): Content; press: Pick<Press, 'draw'>; publicUrl: string | null },
): { routes: Hono; reader: AssetReader } {
  const submissions = makeSubmissions(database)
  const shelf = makeShelf<Printed>({
    mostBytes: shelfBytes,
    keepSeconds: shelfSeconds,
    sizeOf: ({ png, pdf }) => png.length + pdf.length,
  })
  const draw = async (code: string): Promise<Printed | null> => {
    const submission = await submissions.byCode(code)
    const verifyAt = publicUrl === null ? null : `${publicUrl}/verify/${code}`
    const certificate = submission && certificateOf(content(), submission, verifyAt)
    if (!certificate) {
      shelf.drop(code)
      return null
    }
    const words = content().certificate
    return shelf.get(code, hashOf(JSON.stringify([certificate, words])), async () => {
      const prints = await press.draw(certificate, words)
      return { ...prints, tag: hashOf(prints.png).slice(0, 32) }
    })
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
  return { routes, reader: readerOf(draw) }
}

/** The files of certificates by their addresses. */
const readerOf =
  (draw: (code: string) => Promise<Printed | null>): AssetReader =>
  async url => {
    const [, code, kind] = /^\/certificates\/([0-9A-Z]{5}-[0-9A-Z]{5})\.(png|pdf)$/.exec(url) ?? []
    const pictures = code === undefined ? null : await draw(code)
    if (!pictures) return null
    return kind === 'png'
      ? { bytes: pictures.png, type: 'image/png', name: `${code}.png` }
      : { bytes: pictures.pdf, type: 'application/pdf', name: `${code}.pdf` }
  }

const hashOf = (what: string | Uint8Array) => createHash('sha256').update(what).digest('hex')
