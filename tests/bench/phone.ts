/**
 * How much of the answers a phone shows at once: every entry's answer to every kind of question that it has a line for, and to one that asks
 * nothing, in the real page at 390×844: `npm run bench:phone`. Prints lengths in characters and the share that is seen without scrolling;
 * `--all` names what is not.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readConfig } from '../../src/app/config.ts'
import { startApp } from '../../src/app/start.ts'
import { type AskedLine, everyLine } from '../../src/knowledge/direct/lines.ts'
import type { Entry } from '../../src/knowledge/entry.ts'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { privateAnswer } from '../../src/knowledge/render.ts'
import { answers, findChromium, openBrowser, openPage, phone, say } from '../e2e/browser.ts'

const knowledge = loadKnowledge(resolve(import.meta.dirname, '../../knowledge'), { zone: 'Asia/Shanghai' })
const { phrases, school } = knowledge
const now = new Date('2027-06-10T12:00:00+08:00')
const entries = [...knowledge.entries.values()]

const answerTo = (entry: Entry, asked: AskedLine[]) =>
  privateAnswer(entry, { phrases, school, now, asked, offer: entry.flow === null ? null : '我要找辅导员' })

const cases = entries.flatMap(entry => [
  ...everyLine(entry).map(line => ({ name: `${entry.id} ${line.of}`, entry, text: answerTo(entry, [line]) })),
  { name: `${entry.id} —`, entry, text: answerTo(entry, []) },
])

/** Runs in the page, so it is text: puts each into the last answer's bubble, above its buttons, and looks whether it and its question are in view. */
const measure = `all => {
  const line = [...document.querySelectorAll('.line.bot')].at(-1)
  const question = [...document.querySelectorAll('.line.own')].at(-1)
  const bubble = line.querySelector('.bubble')
  const buttons = bubble.querySelector('.choices')
  const view = document.getElementById('scroll')
  return all.map(text => {
    const paragraphs = text.split('\\n').map(one => {
      const p = document.createElement('p')
      p.className = one.startsWith('来源') ? 'source' : /^\\d{1,2}\\. /.test(one) ? 'step' : 'plain-line'
      p.textContent = one
      return p
    })
    bubble.replaceChildren(...paragraphs, buttons)
    return line.getBoundingClientRect().bottom - question.getBoundingClientRect().top <= view.clientHeight
  })
}`

/** Which of these texts fit below the question that they answer, in an answer's bubble with its buttons. */
async function fitting(texts: readonly string[]): Promise<boolean[]> {
  const data = await mkdtemp(join(tmpdir(), 'farewell-phone-'))
  const app = await startApp(readConfig({ FAREWELL_PORT: '0', FAREWELL_DATA: data, FAREWELL_LOG: 'silent' }))
  const browser = await openBrowser(findChromium()!)
  const { page } = await openPage(browser, app.url, phone)
  await say(page, '退宿几号截止')
  await answers(page).last().locator('.choices').waitFor()
  const fits = (await page.evaluate(`(${measure})(${JSON.stringify(texts)})`)) as boolean[]
  await browser.close()
  await app.stop()
  await rm(data, { recursive: true })
  return fits
}

const at = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)]
const fits = await fitting(cases.map(c => c.text))
if (process.argv.includes('--all'))
  for (const [n, { name, text }] of cases.entries()) if (!fits[n]) console.log(`${name}\t${text.length}`)
const lengths = cases.map(c => c.text.length).sort((a, b) => a - b)
const [median, p80, p95] = [0.5, 0.8, 0.95].map(share => at(lengths, share))
const seen = fits.filter(Boolean).length
console.log(`${entries.length} entries, ${cases.length} answers: median ${median}, p80 ${p80}, p95 ${p95} characters`)
console.log(`seen without scrolling at 390×844: ${seen} (${((seen / cases.length) * 100).toFixed(1)} %)`)
console.log(
  `direct lines: ${cases.length - entries.length}, ${((cases.length - entries.length) / entries.length).toFixed(1)} an entry`,
)
