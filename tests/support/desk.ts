import { onTestFinished } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { openConsole } from '../../src/app/console.ts'
import { openPictures } from '../../src/app/pictures.ts'
import type { Channel } from '../../src/core/channel.ts'
import type { Ids } from '../../src/core/clock.ts'
import { stranger } from '../../src/core/roster.ts'
import { handOutWayIn } from '../../src/office/console/signin.ts'
import { readIntake } from '../../src/office/notice/intake.ts'
import { sha256 } from '../../src/office/people/code.ts'
import { openPress } from '../../src/reports/press.ts'
import type { Database } from '../../src/store/open.ts'
import { perform } from '../../src/store/perform.ts'
import type { openOffice } from './office.ts'

type Office = Awaited<ReturnType<typeof openOffice>>

/** What the console answered; `text` is what a reader sees, without markup. */
export interface Shown {
  status: number
  html: string
  text: string
  headers: Headers
  bytes: Uint8Array
}

let drawn = 0
const ids = { next: () => `desk-${String(++drawn * 7907).padStart(20, '7')}` }

/** What may differ from a console that only tries things out: the settings of whoever runs the bot. */
interface DeskOptions {
  channels?: readonly Pick<Channel, 'name' | 'status' | 'loginPicture'>[]
  env?: Record<string, string>
}

/** The console of an office, without a server. `as` signs a member of staff in by a way in that IT hands out. */
export function openDesk(office: Office, { channels = [office.channel], env = {} }: DeskOptions = {}) {
  const { database, clock } = office
  const pictures = openPictures(office.folder, { database, clock })
  const press = openPress()
  onTestFinished(() => press.close())
  onTestFinished(() => pictures.inspector.close())
  const app = openConsole(readConfig(env), {
    database,
    clock,
    ids,
    content: () => office.content,
    channels: () => channels,
    links: office.links,
    pictures,
    // To begin a thread takes as long as many pages.
    readNotice: ({ bytes, name, ground }) => readIntake(bytes, name, ground),
    press,
  })
  // A defect of a page is one of the test, and not an answer.
  app.onError(error => {
    throw error
  })
  const ask = async (path: string, init: RequestInit = {}): Promise<Shown> => {
    const response = await app.request(`http://desk${path}`, init)
    const bytes = new Uint8Array(await response.arrayBuffer())
    const html = new TextDecoder().decode(bytes)
    return { status: response.status, html, text: textIn(html), headers: response.headers, bytes }
  }
  const wayIn = (number: string) => wayInOf(database, { number, now: clock.now(), ids })
  return {
    app,
    ask,
    wayIn,
    async as(number: string) {
      const entered = await ask(await wayIn(number), { method: 'POST' })
      const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
      const get = (path: string) => ask(path, { headers: { cookie } })
      return {
        cookie,
        get,
        /** Presses a button of a page that stands at `at`: what is shown then, after the way there. `sure` presses what is asked once more. */
        async press(at: string, act: string, values: Record<string, string | string[] | File> = {}): Promise<Shown> {
          const page = at.split(/[/?]/)[2] || 'today'
          const form = new FormData()
          form.set('token', /name="token" value="([^"]+)"/.exec((await get(at)).html)?.[1] ?? '')
          form.set('back', at)
          for (const [name, value] of Object.entries(values))
            for (const one of Array.isArray(value) ? value : [value]) form.append(name, one)
          const came = await ask(`/desk/${page}/-/${act}`, { method: 'POST', body: form, headers: { cookie } })
          const to = came.headers.get('location')
          return to ? get(to) : came
        },
      }
    },
  }
}

/** The press that a page offers to take back what was just done: the act, and what its form carries; null where there is none. */
export function undoIn({ html }: Shown): { act: string; values: Record<string, string> } | null {
  const [, act, fields] =
    /role="status">[^<]*<form method="post" action="\/desk\/[\w-]+\/-\/(\w+)">(.*?)<button/s.exec(html) ?? []
  if (!act) return null
  const values = [...fields!.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, plain(value!)])
  return { act, values: Object.fromEntries(values.filter(([name]) => name !== 'token' && name !== 'back')) }
}

/** A way in for a member of staff, as IT hands it out: its path. */
export async function wayInOf(
  database: Database,
  { number, now, ids }: { number: string; now: Date; ids: Ids },
): Promise<string> {
  const actor = { ...stranger, role: 'school' as const, scope: [{ of: 'school' as const }] }
  const deed = { by: 'shell', through: 'command-line', at: now.getTime() }
  const given = { rules: { digest: sha256 }, actor, input: { number }, deed, ids }
  const outcome = await perform(database, { act: handOutWayIn, ...given })
  if ('refused' in outcome) throw new Error(`no way in for ${number}: ${outcome.refused}`)
  return `/desk/in/${outcome.done.token}`
}

/** What a reader sees of a page. */
function textIn(html: string): string {
  return html
    .replace(/<(script|style|head)\b.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&\w+;|&#39;/g, plain)
    .replace(/\s+/g, ' ')
    .trim()
}

/** Escaped text as it was. */
const plain = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
