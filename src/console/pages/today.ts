import { html } from 'hono/html'
import { z } from 'zod'
import { sentence } from '../../content/words.ts'
import { inParts, lineOfMatter } from '../../office/today/says.ts'
import { type TodayMatter, todayFor } from '../../office/today/today.ts'
import { definePage, type Html, type Visit } from '../desk.ts'
import { empty, section } from '../parts/pieces.ts'

const words = z.strictObject({ title: sentence(), note: sentence() })

/** 今天: what waits for whoever is signed in, the most urgent first; each line leads to where it is seen to. */
export const today = definePage<z.infer<typeof words>>({
  name: 'today',
  right: 'use-console',
  words,
  async show(visit, say) {
    const channels = visit.desk.channels().map(({ name, state }) => ({ name, isDown: state === 'down' }))
    const came = await visit.act(todayFor, visit.content, { channels })
    if ('refused' in came) return null
    const { todayWords } = visit.content
    const parts = inParts(came.done.matters)
    const live =
      parts.length === 0
        ? empty(todayWords.none)
        : html`${parts.map(({ part, matters }) =>
            section(todayWords.parts[part], html`<ul class="pages">${matters.map(m => line(visit, m))}</ul>`, {
              note: part === 'now' ? say.note : '',
            }),
          )}`
    return { title: say.title, main: '', live }
  },
})

function line(visit: Visit, matter: TodayMatter): Html {
  const text = lineOfMatter(visit.content.todayWords, matter, visit)
  return html`<li><a href="${addressOfMatter(matter)}" class="${matter.what === 'crisis' ? 'urgent' : ''}">${text}</a></li>`
}

/** Where a matter is seen to. */
function addressOfMatter(matter: TodayMatter): string {
  switch (matter.what) {
    case 'crisis':
      return `/desk/care/${matter.number}`
    case 'handoffs':
      return '/desk/todo'
    case 'approvals':
    case 'unconfirmed':
      return `/desk/broadcasts/${matter.number}`
    case 'reviews':
      return '/desk/contributions'
    case 'questions':
      return '/desk/answers/unanswered'
    case 'deadline':
    case 'reminder':
      return '/desk/calendar'
    case 'channel':
      return '/desk/channels'
    case 'missing':
      return '/desk/facts'
  }
}
