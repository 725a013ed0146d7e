import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/store/open.ts'
import { tempFolder } from '../support/folder.ts'
import { botSpoke, settingsIn, visitor } from '../support/web.ts'

/** `farewell start` as a process of its own; resolves when it says where it listens. */
async function start(env: Record<string, string>): Promise<{ child: ChildProcess; web: ReturnType<typeof visitor> }> {
  const child = spawn(process.execPath, ['src/launch.mjs', 'start'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (url) return { child, web: visitor(url) }
  }
  throw new Error('it ended without listening')
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('a message accepted right before a kill is answered exactly once after the restart', async () => {
  const env = settingsIn(tempFolder())
  const first = await start(env)
  expect(await first.web.send({})).toMatchObject({ status: 200 })
  await kill(first.child)
  const { web } = await start(env)
  await web.stream(botSpoke, 0)
  expect(await web.messages()).toMatchObject([{ id: 'message-1' }, { from: null }])
})

test('posting the same id again after a kill changes nothing', async () => {
  const env = settingsIn(tempFolder())
  const first = await start(env)
  await first.web.send({})
  await kill(first.child)
  const { web } = await start(env)
  await web.stream(botSpoke, 0)
  expect(await web.send({})).toMatchObject({ status: 200 })
  // The answer to this one would come after one to the repetition.
  await web.send({ id: 'message-2', text: '你好' })
  await web.stream(events => events.filter(e => e.data.from === null).length >= 2, 0)
  const from = (await web.messages()).map(m => m.from?.id ?? 'bot')
  expect(from).toEqual(['web:s1', 'bot', 'web:s1', 'bot'])
})

test('told to stop, it ends by itself and keeps what it accepted', async () => {
  const env = settingsIn(tempFolder())
  const first = await start(env)
  await first.web.send({})
  first.child.kill('SIGTERM')
  expect(await once(first.child, 'exit')).toEqual([0, null])
  const { web } = await start(env)
  await web.stream(botSpoke, 0)
  expect(await web.messages()).toHaveLength(2)
})

/** The lines of people that stand in the transcript, and those of them without a saved turn. */
async function linesIn(folder: string) {
  const { db, close } = await openDatabase(join(folder, 'data'), { shared: true })
  const lines = await db.selectFrom('web_message').select('id').where('person', 'is not', null).orderBy('seq').execute()
  const seen = new Set((await db.selectFrom('update_seen').select('id').execute()).map(r => r.id))
  await close()
  return { lines: lines.map(l => l.id), orphans: lines.filter(l => !seen.has(`web:${l.id}`)) }
}

test('killed while a page writes, every line that is there has its turn, and all are there in the end', async () => {
  const folder = tempFolder()
  const env = settingsIn(folder)
  const waiting = Array.from({ length: 60 }, (_, n) => `line-number-${n}`)
  const all = [...waiting]
  for (const lastMs of [80, 250, null]) {
    const { child, web } = await start(env)
    const dying = lastMs === null ? null : new Promise(r => setTimeout(r, lastMs)).then(() => kill(child))
    // Like the page: what was not acknowledged is posted again, to the next process if need be.
    while (waiting.length > 0) {
      const answered = await web.send({ id: waiting[0], text: `第 ${waiting.length} 句` }).catch(() => null)
      if (answered?.status !== 200) break
      waiting.shift()
    }
    await (dying ?? kill(child))
    expect((await linesIn(folder)).orphans).toEqual([])
  }
  expect((await linesIn(folder)).lines).toEqual(all)
})
