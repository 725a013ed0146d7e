import type { PostingText } from '../../src/core/work/jobs.ts'
import { openDesk } from './desk.ts'
import { aFlow, shippedFlow } from './flow.ts'
import { aCounselor, aPerson, type OfficeOptions, openOffice } from './office.ts'

/** A posting that nothing is wrong with. */
export const aPosting = (text: Partial<PostingText> = {}): PostingText => ({
  ...{ title: '会计助理', employer: '示例商贸有限公司', place: '广州天河', kind: '会计', until: '2026-06-20' },
  ...{ contact: 'https://job.shili-trade.cn', source: '校友企业', about: '应届可，双休' },
  ...text,
})

const college = '示例学院'
const people = [
  aPerson('s1', { name: '林一' }),
  aPerson('s2', { className: '二班', tags: ['干部'] }),
  aCounselor('c1', { name: '王敏' }),
  aCounselor('c2', { name: '李芳' }),
  aPerson('k1', { role: 'college', name: '赵强', className: '', scope: [{ of: 'college', college }] }),
]

/** The page of postings. */
export const jobsAt = '/desk/jobs'

/** An office with two students, two counselors and a college, the conversations of postings, and its console. `bring` has somebody write a posting on the page. */
export async function openJobs(options: OfficeOptions = {}) {
  const flows = ['jobpost', 'jobhelp', 'mydata'].map(name => aFlow(name, shippedFlow(name)))
  const at = await openOffice({ people, flows, ...options })
  const desk = openDesk(at)
  const numbers = async () =>
    (await at.database.db.selectFrom('job_posting').select('number').orderBy('at').orderBy('number').execute()).map(
      row => row.number,
    )
  const bring = async (who: string, text: Partial<PostingText> = {}): Promise<string> => {
    const before = await numbers()
    await (await desk.as(who)).press(`${jobsAt}/new`, 'put', { ...aPosting(text) })
    return (await numbers()).find(number => !before.includes(number)) ?? ''
  }
  /** Brought in by one and released by the other counselor. */
  const open = async (text: Partial<PostingText> = {}): Promise<string> => {
    const number = await bring('c1', text)
    await (await desk.as('c2')).press(jobsAt, 'release', { number, sure: '1' })
    return number
  }
  return {
    ...{ at, desk, bring, open, clock: at.clock },
    say: (...of: Parameters<typeof at.say>) => at.say(...of),
    wait: (minutes: number) => at.wait(minutes),
  }
}
