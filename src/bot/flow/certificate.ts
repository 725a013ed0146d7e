import type { Submission } from '../../core/memory.ts'
import { answerText } from '../../office/desk/answers.ts'
import type { Certificate } from '../../reports/certificate.ts'
import type { Content } from '../content.ts'

/** The most items that a certificate has room for. */
const mostItems = 12

/**
 * A submission as its certificate shows it, or null when its flow makes none. `verifyAt` is the address at which the code can be
 * checked, or null.
 */
export function certificateOf(
  { flows, knowledge }: Content,
  submission: Pick<Submission, 'flow' | 'version' | 'answers' | 'number' | 'code' | 'at' | 'state'>,
  verifyAt: string | null,
): Certificate | null {
  const flow = flows.version(submission.flow, submission.version)
  const step = flow?.steps.find(s => s.type === 'effect' && s.do === 'certificate')
  if (!flow || step?.type !== 'effect' || submission.code === null) return null
  const { school, phrases } = knowledge
  const text = (argument: string) => {
    const id = String(step.with[argument] ?? '')
    const answer = submission.answers[id]
    return answer === undefined || answer === null ? '' : answerText(flow, id, answer, phrases.flow)
  }
  return {
    name: text('name'),
    className: text('class'),
    school: school.fields.get('school.name')?.value ?? '',
    number: submission.number,
    date: new Date(submission.at),
    zone: school.zone,
    textVersion: String(flow.version),
    verificationCode: submission.code,
    verifyAt,
    items: text('items')
      .split('、')
      .filter(item => item !== '')
      .slice(0, mostItems),
    isSample: school.isSample,
    revoked: submission.state === 'withdrawn',
  }
}
