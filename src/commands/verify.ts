import { writeFile } from 'node:fs/promises'
import { withShell } from '../app/shell.ts'
import { withOlderFlows } from '../bot/content.ts'
import { certificateOf } from '../bot/flow/certificate.ts'
import { verdictOn } from '../bot/flow/verify.ts'
import { codeIn } from '../core/turn.ts'
import { drawCertificate } from '../reports/certificate.ts'
import { type Command, configFor, dataHelp, dataOption, misuse } from './command.ts'
import { print } from './print.ts'

/** Says whether a certificate's code is genuine; exit 0 when it is, 1 when not. */
export const verifyCommand: Command = {
  name: 'verify',
  usage: 'verify CODE [--picture FILE.png|FILE.pdf] [--data DIR]',
  summary: '核对承诺证书上的验证码，可以另存证书',
  details: ['  --picture F  把证书存成 PNG 或 PDF', dataHelp, '', '有效时退出码为 0，查不到或已撤回为 1。'],
  options: { ...dataOption, picture: { type: 'string' } },
  async run({ values, positionals }) {
    const code = codeIn(positionals.join(' '))
    if (code === null) return misuse({ where: 'CODE', what: '不是验证码', cure: '形如 7KQ4A-M3PXW，十个字母和数字' })
    return withShell(configFor(values), async ({ submissions, ...shell }) => {
      const content = withOlderFlows(shell.content, await shell.olderFlows())
      const submission = await submissions.byCode(code)
      print(verdictOn(code, submission && { ...submission, code }, content))
      if (!submission || submission.state === 'withdrawn') return 1
      const certificate = typeof values.picture === 'string' ? certificateOf(content, submission, null) : null
      if (certificate && typeof values.picture === 'string') {
        const { png, pdf } = await drawCertificate(certificate, content.certificate)
        await writeFile(values.picture, values.picture.endsWith('.pdf') ? pdf : png)
      }
      return 0
    })
  },
}
