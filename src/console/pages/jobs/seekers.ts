import { html } from 'hono/html'
import { contributionRulesOf, jobRulesOf } from '../../../bot/office.ts'
import { fill } from '../../../content/words.ts'
import { helpFlow, type JobSeeker } from '../../../core/work/jobs.ts'
import { labelledAnswers } from '../../../office/desk/anthology.ts'
import { listSeekers } from '../../../office/jobs/seekers.ts'
import type { Html, View, Visit } from '../../desk.ts'
import { pressButton } from '../../parts/form.ts'
import { badge, card, empty, facts, section, time } from '../../parts/pieces.ts'
import type { JobPageWords } from './words.ts'

/** Those who agreed that the career office helps them, for whoever does its work; null for anybody else. */
export async function seekersView(visit: Visit, say: JobPageWords, tabs: Html): Promise<View | null> {
  const came = await visit.act(listSeekers, jobRulesOf(visit.content), {})
  if ('refused' in came) return null
  const { seekers } = came.done
  const body =
    seekers.length === 0 ? empty(say.none.seekers) : html`${seekers.map(seeker => seekerCard(visit, say, seeker))}`
  return { title: say.title, main: html`${tabs}${section(say.tabs.seekers, body, { note: say.seekers.note })}` }
}

function seekerCard(visit: Visit, { seekers: words, acts, card: labels }: JobPageWords, seeker: JobSeeker): Html {
  const { number, name, unit, followedAt, at } = seeker
  const values = { number }
  const answers = labelledAnswers(contributionRulesOf(visit.content), { ...seeker, flow: helpFlow })
  return card({
    id: number,
    title: fill(words.who, { name, college: unit.college, class: unit.name }),
    marks: followedAt === null ? badge(words.waiting, 'warn') : badge(words.done, 'good'),
    lines: facts([...answers.map(({ label, text }) => [label, text] as const), [labels.at, time(visit, at)]]),
    acts:
      followedAt === null
        ? pressButton(visit, 'done', { button: acts.done, values })
        : pressButton(visit, 'open', { button: acts.open, look: 'quiet', values }),
  })
}
