import { writeFile } from 'node:fs/promises'
import { loadContent } from '../bot/content.ts'
import { certificateOf } from '../bot/flow/certificate.ts'
import { verdictOn } from '../bot/flow/verify.ts'
import { codeIn } from '../core/turn.ts'
import { drawCertificate } from '../reports/certificate.ts'
import { makeFlowVersions } from '../store/flow-versions.ts'
import { openDatabase } from '../store/open.ts'
import { makeSubmissions } from '../store/submissions.ts'
import { type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { print } from './print.ts'

/** Says whether a certificate's code is genuine; exit 0 when it is, 1 when not. */
export const verify: Command = {
  name: 'verify',
  usage: 'verify CODE [--picture FILE.png|FILE.pdf] [--data DIR]',
  summary: '核对承诺证书上的验证码，可以另存证书',
  details: ['  --picture F  把证书存成 PNG 或 PDF', dataHelp, '', '有效时退出码为 0，查不到或已撤回为 1。'],
  options: { ...dataOption, picture: { type: 'string' } },
  async run({ values, positionals }) {
    const code = codeIn(positionals.join(' '))
    if (code === null) return misuse({ where: 'CODE', what: '不是验证码', cure: '形如 7KQ4A-M3PXW，十个字母和数字' })
    const config = configFor(values)
    const database = await openDatabase(config.data, { shared: true })
    try {
      const content = loadContent(config, await makeFlowVersions(database).all())
      const submission = await makeSubmissions(database).byCode(code)
      const record = submission && { ...submission, code }
      print(verdictOn(code, record, content))
      if (!submission || submission.state === 'withdrawn') return 1
      const certificate = typeof values.picture === 'string' ? certificateOf(content, submission, null) : null
      if (certificate && typeof values.picture === 'string') {
        const { png, pdf } = await drawCertificate(certificate, content.certificate)
        await writeFile(values.picture, values.picture.endsWith('.pdf') ? pdf : png)
      }
      return 0
    } finally {
      await database.close()
    }
  },
}
